name = 'x'
text = f"""{name!r:>{10}} {{braces}} {'a' if name else f'{name}'}"""
print(f"{text}")
