# outcome: error
# error: No space left
# A file made long without writing to it.
open("/tmp/long", "wb").truncate(1 << 30)
