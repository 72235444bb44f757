extension PreparedAnswer {
    static let weekHeatmap = PreparedAnswer(
        title: "Heatmap",
        prompt: "Draw a heatmap of website visits by weekday and hour",
        text: #"""
            A heatmap fits: one row for each weekday, one column for each hour, and the colour tells how busy it was.

            ```python
            import numpy as np
            import plotly.graph_objects as go

            days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            hours = np.arange(24)

            rng = np.random.default_rng(11)
            morning = np.exp(-((hours - 10) ** 2) / 8)
            evening = 0.8 * np.exp(-((hours - 20) ** 2) / 6)
            weekday = np.array([1.0, 1.05, 1.1, 1.0, 0.85, 0.5, 0.45])
            visits = np.outer(weekday, 900 * (morning + evening)) + rng.integers(0, 60, (7, 24))

            fig = go.Figure(
                go.Heatmap(
                    z=visits.round(),
                    x=hours,
                    y=days,
                    colorscale="Viridis",
                    colorbar_title="visits",
                    hovertemplate="%{y}, %{x}:00<br>%{z} visits<extra></extra>",
                )
            )
            fig.update_layout(title="Visits by weekday and hour", xaxis_title="hour", yaxis_autorange="reversed")
            fig
            ```

            The two busy bands are the late morning and the evening; weekends are quieter.
            """#)
}
