# outcome: error
# error: OutputTooLarge
import pandas as pd
pd.DataFrame({f"{number}" * 100: ["x" * 10000] * 2000 for number in range(200)})
