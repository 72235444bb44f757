import math
if 1 < 2 and 3 > 2:
    pass
