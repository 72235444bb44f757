# outcome: ok
# prints: shown
# image: settled
# Few elements, each of which is long to draw: noise of many octaves, wide blurs, millions of dashes.
from IPython.display import SVG
print("shown")
kernel = "1 " * 81
filters = "<filter id='f' x='-9' y='-9' width='20' height='20'><feTurbulence baseFrequency='.9' numOctaves='999999'/><feMorphology operator='dilate' radius='500'/><feGaussianBlur stdDeviation='900'/>" + f"<feConvolveMatrix order='9' kernelMatrix='{kernel}'/>" * 40 + "</filter>"
dashes = "<path d='M0 0H1e9' stroke='red' stroke-width='9' stroke-dasharray='0.001 0.001'/>" * 200
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='2000'>{filters}" + "<rect width='4000' height='2000' filter='url(#f)'/>" * 30 + f"{dashes}</svg>"))
