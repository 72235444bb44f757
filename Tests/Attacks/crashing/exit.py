# outcome: error|crashed|ok
# prints: leaving
import os
print("leaving")
os._exit(3)
