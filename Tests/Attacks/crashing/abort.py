# outcome: crashed
# prints: leaving
import os
print("leaving")
os.abort()
