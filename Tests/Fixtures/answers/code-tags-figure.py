import plotly.express as px
fig = px.bar(y=[1])
