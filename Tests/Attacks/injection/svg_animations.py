# outcome: ok
# prints: shown
# image: settled
# What moves for ever, and a style sheet that is long to match.
from IPython.display import SVG
print("shown")
moving = "".join(f"<rect x='{n % 600}' width='9' height='9'><animate attributeName='y' from='0' to='390' dur='{1 + n % 7}s' repeatCount='indefinite'/></rect>" for n in range(9000))
rules = "".join(f"g g > g + g g:nth-child(2n+1) ~ g rect:not(.c{n}):nth-last-child(3n){{fill:#{n % 9}00}}" for n in range(3000))
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='400'><style>{rules}</style>{'<g>' * 99}{moving}{'</g>' * 99}</svg>"))
