# outcome: error
# error: MemoryError
import numpy as np
kept = [np.ones(1 << 22) for _ in range(10**4)]
