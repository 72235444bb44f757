# outcome: crashed|error|timeout
# prints: jumping
print("jumping")
def f():
    pass
f.__code__ = f.__code__.replace(co_code=b"\x64\xff\x53\x00" * 50, co_stacksize=0, co_consts=())
f()
