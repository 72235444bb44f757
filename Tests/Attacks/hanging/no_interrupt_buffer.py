# outcome: interrupted
# stop: 1
# The interpreter is told to look for interrupts no more.
import pyodide_js
pyodide_js.setInterruptBuffer(None)
print("started")
while True:
    pass
