# outcome: ok
# figure: stopped
# A figure that is drawn without end (ticks by the thousand million): its frame is removed, the page says why, and the next
# figure is drawn.
from plotly.subplots import make_subplots
fig = make_subplots(6, 6)
for place in range(36):
    fig.add_bar(x=["a"], y=[1], row=place // 6 + 1, col=place % 6 + 1)
fig.update_layout(margin=dict(l=10**6, r=10**6, t=10**6, b=10**6), font=dict(size=10**5))
fig.update_xaxes(tickvals=list(range(1000)))
fig.update_yaxes(range=[0, 1e15], dtick=1)
