# outcome: error|ok
# prints: made
# A picture of a few kilobytes that says it is as large as a city.
import struct, zlib
from IPython.display import Image
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 1, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(7501 * 1000))) + chunk(b"IEND", b"")
print("made", len(png) < 10**5)
display(Image(png))
