# outcome: ok|error|crashed|timeout|interrupted
# prints: started
# Memory of JavaScript, outside the interpreter's: touched, so that it is real; the browser's own limit ends it.
import js
print("started")
kept = []
try:
    for number in range(12):
        one = js.Uint8Array.new(64 << 20)
        one.fill(number + 1)
        kept.append(one)
finally:
    for one in kept:
        one.destroy()
