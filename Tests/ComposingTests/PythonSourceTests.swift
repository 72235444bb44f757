import Testing

@testable import Composing

struct PythonSourceTests {
    @Test(
        "what Python takes for a program looks like one",
        arguments: [
            "import math", "from . import x", "from .a.b import (c,\n    d)", "from ...a import b",
            "from .... import c",
            "x = rf'(\\{{a)' + f'\\{b}'", "x = 1", "x: int = 1", "x, = f()",
            "*a, b = c",
            "print(1)", "a.b().c[0](1)", "x = y = z", "x += 1; y -= 2;", "print('a' 'b'\n      \"c\")",
            "if x: y = 1\nelif z:\n    pass\nelse: w()", "for i, (a, b) in enumerate(c):\n\tprint(i)",
            "while True:\n    if x:\n        break\n    continue\n",
            "def f(a, /, b=1, *args, c: int = 2, **rest) -> str:\n    return a",
            "def f(*, a): pass", "f = lambda x, *y: (x, y)", "f(lambda: 0)",
            "class A(B, metaclass=C):\n    x = 1\n\n    def f(self): ...",
            "@decorator(1)\nasync def f():\n    async with a as b, c:\n        await b",
            "try:\n    x()\nexcept* (A, B) as e:\n    raise C from e\nfinally:\n    y()",
            "with open(p) as f: print(f)", "x = a[1:, ::2, :, ...]", "x = {**a, 'b': 1}", "x = {*a, 2}",
            "x = [i for i in y if not i]",
            "x = a if b else c", "x = not a in b", "x = a is not b", "assert x, 'no'", "del x[0]", "global x; x = 1",
            "x = 1_000.5e-3 + 0xFF + 0b1 + .5 + 3. + 2j",
            "match x:\n    case [1, *_]:\n        y()\n    case _:\n        z()",
            "match(x):\n    case -1: y()", "match = 1\ncase = match", "type X = list[int]", "type(x)",
            "x = '''a\n'b'\n'''",
            "x = r'\\'' + rb\"\\n\"", "x = f'{a!r:>{w}} {{}} {b[\"c\"]} {f\"{d}\"}'", "x = f'''{\n    a\n}'''",
            "x = \\\n    1",
            "# only comments above\n\nx = (1,  # one\n     2)\n",
            "if x:\n    # comment\n\n    y()\n# dedented comment\nz()", "x = yield", "größe = 1",
            "print(*a, sep='')", "x @ y; x @= y", "x = ~-1", "(a := 1)", "def f():\n    return\n    yield",
            "if x:\n    y()\nz()",
        ])
    func programs(_ text: String) {
        #expect(PythonSource(text).isProgram)
    }

    @Test(
        "prose and halves do not",
        arguments: [
            "", "\n\n", "# nothing but a comment", "Hello", "Hello, world", "42", "'text'", "x", "None",
            "Here is the code:",
            "I am sorry, but I cannot draw that.", "Sure! import math", "Use a bar chart.", "Don't do that(x)",
            "x = 5 apples", "Done (see above).",
            "- first item", "* print(x)", "1. print(x)", "> print(x)", "print 'x'", "x = (1, 2", "x = 1)", "x = [1)",
            "x = 'half", "x = '''half",
            "x = f'{a'", "x = f'{a:{b}'", "for x in y:", "for x in y:\nprint(x)", "if x\n    y()", "  x = 1",
            "x = 1\n  y = 2", "if x:\n        y()\n    z()",
            "x =", "= x", "x + ", "x = = y", "x..y()", "f(,)", "(print(x)", "import", "x = 1 +\ny = 2",
            "print(x) print(y)", "x = $y", "x = y?", "`x`",
            "“x” = 1", "x = 1.2.3", "x = 1st", "and x()", "x = y or", "x() else y()", "pip install plotly",
            "!pip install x", "%matplotlib inline",
            "x = 1 \\ y", "def f(x) return x", "return = 1 2", "else", "x = pass", "<div>x</div>", "{\"a\": 1}",
            "SELECT x FROM y",
            "Yes:\nprint(1)", "```python\nprint(1)\n```",
        ])
    func prose(_ text: String) {
        #expect(!PythonSource(text).isProgram)
    }

    @Test(
        "a block that draws makes a figure",
        arguments: [
            "fig = px.bar(df)", "px.line(y=[1])", "go.Figure()", "figure = make(x)", "fig1 = x",
            "fig, ax = plt.subplots()", "plt.plot(x)",
            "plt.figure()", "df.plot()", "df.plot.bar(x='a')", "df['a'].hist()", "x = make_subplots(rows=2)",
            "sns.lineplot(data=df)", "ff.create_distplot(x)",
            "Figure(data=[])", "if x:\n    fig = y", "(df\n    .plot(kind='bar'))",
        ])
    func drawing(_ text: String) {
        #expect(PythonSource(text).makesFigure)
    }

    @Test(
        "one that imports, shows, saves or speaks of it does not",
        arguments: [
            "import plotly.express as px", "fig.show()", "fig.write_html('a')", "plt.show()", "plt.savefig('x')",
            "plt.title('x')", "# px.bar(x)",
            "x = 'px.bar(x)'", "print(fig)", "fig.update_layout(title='x')", "sns.set_theme()", "figures(x)",
            "plots = 1", "px.colors.qualitative", "go = 1",
        ])
    func notDrawing(_ text: String) {
        #expect(!PythonSource(text).makesFigure)
    }

    @Test("f-strings inside f-strings are followed so far and no further")
    func nesting() {
        func nested(_ depth: Int) -> String {
            "x = " + String(repeating: "f'{", count: depth) + "1" + String(repeating: "}'", count: depth)
        }
        #expect(PythonSource(nested(20)).isProgram)
        #expect(!PythonSource(nested(200_000)).isProgram)
    }

    @Test("a line is looked at once, however many conditions it has", .timeLimit(.minutes(2)))
    func conditions() {
        let values = String(repeating: "1,", count: 200_000)
        let conditions = String(repeating: "1 if 1 else ", count: 150_000)
        #expect(PythonSource("x = [\(values)\(conditions)1]").isProgram)
        #expect(!PythonSource("x = [1 else 1]").isProgram)
    }
}
