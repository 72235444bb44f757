# outcome: error
# error: InvalidOutput: .*more than 100000 elements
# never: "image/svg+xml"
# Ten of ten of ten …: a short text, and 10^5 elements that reuse each other.
from IPython.display import SVG
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' width='999999999' height='999999999' viewBox='0 0 1e30 1e30'><defs><g id='a'><rect width='1' height='1'/></g>" + "".join(f"<g id='b{n}'>" + f"<use href='#{'a' if n == 0 else f'b{n - 1}'}'/>" * 10 + "</g>" for n in range(4)) + "</defs>" + "<use href='#b3'/>" * 10 + "</svg>"))
