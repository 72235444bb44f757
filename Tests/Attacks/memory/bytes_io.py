# outcome: error
# error: MemoryError
import io
stream = io.BytesIO()
while True:
    stream.write(b"x" * (16 << 20))
