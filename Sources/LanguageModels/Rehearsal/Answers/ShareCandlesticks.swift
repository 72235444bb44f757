extension PreparedAnswer {
    static let shareCandlesticks = PreparedAnswer(
        title: "Candlestick",
        prompt: "Draw a candlestick chart of a made-up share over 60 trading days",
        text: #"""
            I let a price walk at random for 60 trading days and keep each day's open, high, low and close.

            ```python
            import numpy as np
            import pandas as pd
            import plotly.graph_objects as go

            rng = np.random.default_rng(21)
            days = pd.bdate_range("2025-01-06", periods=60)
            close = 100 * np.exp(np.cumsum(rng.normal(0.001, 0.018, 60)))
            opened = np.r_[100, close[:-1]]
            high = np.maximum(opened, close) * (1 + rng.uniform(0, 0.012, 60))
            low = np.minimum(opened, close) * (1 - rng.uniform(0, 0.012, 60))

            fig = go.Figure(go.Candlestick(x=days, open=opened, high=high, low=low, close=close, name="share"))
            fig.add_scatter(x=days, y=pd.Series(close).rolling(10).mean(), name="mean of 10 days", mode="lines")
            fig.update_layout(
                title="A made-up share",
                yaxis_title="price",
                xaxis_rangeslider_visible=False,
                xaxis_rangebreaks=[dict(bounds=["sat", "mon"])],
            )
            fig
            ```

            Green days closed above their opening price, red ones below.
            """#)
}
