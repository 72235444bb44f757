# outcome: interrupted
# stop: 1
import plotly.graph_objects as go
class Endless(go.Figure):
    def to_json(self, *_, **__):
        print("started")
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
fig = Endless(go.Bar(y=[1]))
