text = """
```
not the end
```
"""
print(text)
