# outcome: ok
# prints: poisoned
import numpy as np, pandas as pd
pd.set_option("display.max_rows", 1)
pd.DataFrame.sum = lambda *_: "planted"
np.random.seed(0)
np.seterr(all="raise")
np.mean = lambda *_: "planted"
np.set_printoptions(precision=1)
print("poisoned", np.mean([1]))
# --- then ---
import numpy as np, pandas as pd
draws = np.random.random(3).tolist()
np.random.seed(0)
same = draws == np.random.random(3).tolist()
print("clean" if pd.get_option("display.max_rows") != 1 and pd.DataFrame({"a": [1, 2]}).sum()["a"] == 3 and np.mean([1, 3]) == 2 and not same else "poisoned")
