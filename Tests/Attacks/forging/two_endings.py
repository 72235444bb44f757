# outcome: error|ok|crashed|timeout
# prints: calling
# Runs the runner again from within, for a second ending.
import runner
print("calling")
result = runner.execute("print('inner')", 1000)
raise RuntimeError("the one ending")
