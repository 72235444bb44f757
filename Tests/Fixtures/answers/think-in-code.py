tag = "<think>"
print(tag, "</think>")
