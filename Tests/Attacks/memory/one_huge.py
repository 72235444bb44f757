# outcome: error
# error: MemoryError
import numpy as np
np.ones((10**4, 10**4, 2))
