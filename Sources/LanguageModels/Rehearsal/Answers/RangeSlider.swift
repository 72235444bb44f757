extension PreparedAnswer {
    static let rangeSlider = PreparedAnswer(
        title: "Line with a range slider",
        prompt: "Plot two years of daily temperatures as a line with a range slider",
        text: #"""
            Two years of made-up daily temperatures: a yearly wave and some weather on top. The slider below the \#
            axis selects a part.

            ```python
            import numpy as np
            import pandas as pd
            import plotly.express as px

            rng = np.random.default_rng(3)
            days = pd.date_range("2024-01-01", periods=731, freq="D")
            season = 10 - 11 * np.cos(2 * np.pi * (days.dayofyear - 20) / 365.25)
            weather = pd.Series(rng.normal(0, 2.2, len(days))).rolling(4, min_periods=1).mean()

            frame = pd.DataFrame({"day": days, "temperature": season + weather.to_numpy()})
            fig = px.line(frame, x="day", y="temperature", title="Daily mean temperature")
            fig.update_xaxes(
                rangeslider_visible=True,
                rangeselector_buttons=[
                    dict(count=1, step="month", stepmode="backward", label="1 month"),
                    dict(count=6, step="month", stepmode="backward", label="6 months"),
                    dict(step="all", label="all"),
                ],
            )
            fig.update_yaxes(title="°C")
            fig
            ```

            Drag the handles of the slider, or use the buttons above the plot.
            """#)
}
