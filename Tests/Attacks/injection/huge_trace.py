# outcome: error
# error: OutputTooLarge
import numpy as np
import plotly.graph_objects as go
fig = go.Figure(go.Scatter(y=np.arange(10**6) / 3))
