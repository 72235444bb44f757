extension PreparedAnswer {
    static let trendScatter = PreparedAnswer(
        title: "Scatter with a trend",
        prompt: "Scatter 200 noisy points with numpy and draw their linear trend",
        text: #"""
            I draw 200 points around a line, fit it again with `np.polyfit`, and put both into one figure.

            ```python
            import numpy as np
            import plotly.graph_objects as go

            rng = np.random.default_rng(7)
            x = rng.uniform(0, 10, 200)
            y = 1.8 * x + 4 + rng.normal(0, 3, 200)

            slope, intercept = np.polyfit(x, y, 1)
            ends = np.array([0, 10])
            r = np.corrcoef(x, y)[0, 1]

            fig = go.Figure()
            fig.add_scatter(x=x, y=y, mode="markers", name="points", marker=dict(opacity=0.6))
            fig.add_scatter(x=ends, y=slope * ends + intercept, mode="lines", name="trend")
            fig.update_layout(
                title=f"y = {slope:.2f} x + {intercept:.2f}, r = {r:.2f}",
                xaxis_title="x",
                yaxis_title="y",
            )
            fig
            ```

            The fitted slope comes out close to the 1.8 that the points were made with.
            """#)
}
