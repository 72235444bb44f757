# outcome: ok
# figure: drawn
# Links in every text that plotly makes markup of, whole, in pieces, in capitals and nested in each other.
import plotly.graph_objects as go
link = '<a h' + 'ref="http://example.org/leak" target="_top">click</a>'
forms = [link, link.upper(), "<<a>a h" + "ref='javascript:window.escaped=1'>x</a>", "<a\n\th" + "ref=x>y</a>", "<a/h" + "ref='http://{listener}/leak'>z</a>", "<a xlink:h" + "ref='http://example.org'>q"]
fig = go.Figure([go.Bar(x=forms, y=list(range(6)), name=form, text=form) for form in forms])
fig.update_layout(title=forms[0], legend_title=forms[1], annotations=[dict(text=form, x=index, y=1) for index, form in enumerate(forms)])
