import asyncio, inspect, js
from pyodide.ffi import JsException, create_once_callable, create_proxy, to_js
from js import Object
HELD = (JsException, OSError, TimeoutError, asyncio.TimeoutError)
def obj(**fields):
    return to_js(fields, dict_converter=Object.fromEntries)
async def door(name, attempt, seconds=1.5):
    "Tries; what is not a refusal by the browser is this snippet's own mistake and raised."
    try:
        result = attempt()
        if inspect.isawaitable(result) or hasattr(result, "then"):
            result = await asyncio.wait_for(asyncio.ensure_future(result), seconds)
    except HELD as error:
        print(f"held: {name}: {type(error).__name__}: {str(error)[:160]}")
    else:
        print(f"ESCAPED by {name}: {str(result)[:80]}")
async def absent(name, *path):
    "Held when the worker has no such thing at all."
    thing = js
    for part in path or name.split("."):
        thing = getattr(thing, part, None)
    print(f"held: {name}: absent" if thing is None else f"ESCAPED: {name} is here")
async def event(name, make, good, bad, seconds=1.5):
    "Held when the object that `make` makes says that it failed."
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    def settle(word):
        return create_proxy(lambda *args: future.done() or future.set_result(word))
    try:
        target = make()
        for kind in good.split():
            target.addEventListener(kind, settle("ESCAPED"))
        for kind in bad.split():
            target.addEventListener(kind, settle("held"))
        word = await asyncio.wait_for(future, seconds)
        print(f"{word}: {name}: by event")
    except HELD as error:
        print(f"held: {name}: {type(error).__name__}: {str(error)[:160]}")
