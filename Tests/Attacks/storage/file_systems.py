# outcome: ok
# with: door
# prints: held: OPFS
# prints: held: webkitRequestFileSystem
# prints: held: IDBFS
async def opfs():
    return await js.navigator.storage.getDirectory()
async def old():
    ask = getattr(js, "webkitRequestFileSystemSync", None)
    if ask is None:
        raise OSError("absent")
    return ask(1, 1024)
async def idbfs():
    import pyodide_js
    FS = pyodide_js.FS
    FS.mkdir("/persistent")
    FS.mount(FS.filesystems.IDBFS, obj(), "/persistent")
    open("/persistent/planted", "w").write("planted")
    future = asyncio.get_running_loop().create_future()
    FS.syncfs(False, create_proxy(lambda error=None: future.done() or (future.set_exception(OSError(error)) if error else future.set_result(1))))
    return await future
await door("OPFS", opfs if getattr(js.navigator, "storage", None) else lambda: open("/nowhere/absent"))
await door("webkitRequestFileSystem", old)
await door("IDBFS", idbfs)
