# outcome: ok|error|crashed
# prints: patched
# never: stolen
# The port's natives are patched before the run says its last: nothing that the runner posts may pass here.
import js
from pyodide.ffi import create_proxy
def steal(*arguments):
    print("stolen", len(arguments))
js.MessagePort.prototype.postMessage = create_proxy(steal)
js.EventTarget.prototype.dispatchEvent = create_proxy(steal)
js.self.postMessage = create_proxy(steal)
print("patched")
