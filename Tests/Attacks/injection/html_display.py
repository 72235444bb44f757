# outcome: ok
# never: <script
# prints: shown
from IPython.display import HTML, Markdown
class Rich:
    def _repr_html_(self):
        return "<scr" + "ipt>window.escaped=1</scr" + "ipt>"
    def _repr_javascript_(self):
        return "window.escaped=2"
    def _repr_mimebundle_(self, *_, **__):
        return {"text/html": "<scr" + "ipt>window.escaped=3</scr" + "ipt>", "application/javascript": "window.escaped=4"}
    def _repr_latex_(self):
        return r"$\href{javascript:1}{x}$"
print("shown")
display(Rich())
display(HTML("<b onclick='window.escaped=5'>bold</b><img src='http://{listener}/leak' onerror='window.escaped=6'>"))
display(Markdown("[x](javascript:window.escaped=7) ![x](http://{listener}/leak)"))
