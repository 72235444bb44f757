# outcome: error
# error: InvalidOutput: .*more than 100000 elements
# never: "image/svg+xml"
# Patterns of masks of markers of patterns.
from IPython.display import SVG
levels = [("pattern", "fill"), ("mask", "mask"), ("marker", "marker-mid"), ("clipPath", "clip-path"), ("filter", "filter")]
body = "<g id='l0'/>"
for level in range(1, 8):
    name, attribute = levels[level % 5]
    body += f"<{name} id='l{level}' width='9' height='9'>" + f"<path d='M0 0h1h1' {levels[(level - 1) % 5][1]}='url(#l{level - 1})'/>" * 9 + f"</{name}>"
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg'>{body}</svg>"))
