# outcome: error|ok|interrupted
# prints: raised
import signal
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("raised")
signal.raise_signal(signal.SIGINT)
# --- then ---
total = 0
for number in range(200000):
    total += number
print("clean")
