# outcome: ok
# prints: shown
# image: settled
# As many elements as may be, reusing each other at every level: the frame works, and the page does not stand still.
from IPython.display import SVG
print("shown")
levels = "".join(f"<g id='l{n + 1}'>" + f"<use href='#l{n}'/>" * 9 + "</g>" for n in range(4))
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><defs><path id='l0' d='M0 0L9 9L0 9z'/>{levels}</defs>" + "<use href='#l4'/>" * 4 + "</svg>"))
