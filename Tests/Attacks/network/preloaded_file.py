# outcome: ok
# with: door
# prints: held: createPreloadedFile
import pyodide_js
FS = pyodide_js.FS
async def preloaded():
    if not hasattr(FS, "createPreloadedFile"):
        raise OSError("absent")
    future = asyncio.get_running_loop().create_future()
    yes = create_proxy(lambda *_: future.set_result(1))
    no = create_proxy(lambda *error: future.set_exception(OSError("could not be loaded")))
    FS.createPreloadedFile("/", "eager.txt", "http://{listener}/leak", True, True, yes, no)
    return await future
await door("createPreloadedFile", preloaded)
