# outcome: ok|error|timeout|crashed
# prints: started
import os
print("started")
reader, writer = os.pipe()
for _ in range(300):
    os.write(writer, b"x" * (1 << 20))
