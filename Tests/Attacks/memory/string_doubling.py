# outcome: error
# error: MemoryError
text = "x"
while True:
    text += text
