extension PreparedAnswer {
    static let weatherSubplots = PreparedAnswer(
        title: "Subplots",
        prompt: "Show temperature, rain and wind of a week in three subplots",
        text: #"""
            Three rows that share one time axis keep the quantities apart and still comparable.

            ```python
            import numpy as np
            import pandas as pd
            import plotly.graph_objects as go
            from plotly.subplots import make_subplots

            rng = np.random.default_rng(2)
            hours = pd.date_range("2025-05-05", periods=7 * 24, freq="h")
            phase = 2 * np.pi * (hours.hour - 15) / 24
            temperature = 14 + 6 * np.cos(phase) + rng.normal(0, 0.6, len(hours))
            rain = np.where(rng.random(len(hours)) < 0.12, rng.gamma(1.5, 1.2, len(hours)), 0)
            wind = 12 + 5 * np.sin(np.linspace(0, 5, len(hours))) + rng.normal(0, 1.5, len(hours))

            fig = make_subplots(rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.06)
            fig.add_trace(go.Scatter(x=hours, y=temperature, name="temperature"), row=1, col=1)
            fig.add_trace(go.Bar(x=hours, y=rain, name="rain"), row=2, col=1)
            fig.add_trace(go.Scatter(x=hours, y=wind, name="wind", fill="tozeroy"), row=3, col=1)
            fig.update_yaxes(title_text="°C", row=1, col=1)
            fig.update_yaxes(title_text="mm", row=2, col=1)
            fig.update_yaxes(title_text="km/h", row=3, col=1)
            fig.update_layout(title="A week of weather", height=640, showlegend=False)
            fig
            ```

            Zooming one of them zooms all three.
            """#)
}
