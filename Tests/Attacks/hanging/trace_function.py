# outcome: interrupted
# stop: 1
import sys
def trace(*_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
print("started")
sys.settrace(trace)
def f():
    pass
f()
