import plotly.express as px
fig = px.bar(x=["a"], y=[1])
