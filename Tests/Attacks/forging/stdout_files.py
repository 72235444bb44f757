# outcome: ok|error|crashed
# prints: direct
# The file descriptors below the runner's streams, another encoding, half characters, and the device itself.
import os, sys
os.write(1, b"direct\n")
os.write(2, b"\xff\xfe\xf0\x9f")
os.write(1, "😀".encode()[:2])
sys.stdout = open("/dev/stdout", "w", encoding="utf-16")
print("other")
sys.stdout.flush()
os.close(1)
