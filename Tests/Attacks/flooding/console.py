# outcome: ok|interrupted|timeout
# prints: said
import js
print("said")
for number in range(2000):
    js.console.log("x" * 1000)
    js.console.error("y")
js.console.clear()
