# outcome: error
# error: EmptyFigure|figure
import plotly.graph_objects as go
fig = go.Figure()
