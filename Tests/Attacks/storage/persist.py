# outcome: ok|timeout
# prints: asking
# never: granted
# A promise that storage is kept: there is none, and Firefox does not even return from the question.
import js
print("asking")
found = getattr(js.navigator, "storage", None)
if found and await found.persisted():
    print("granted")
