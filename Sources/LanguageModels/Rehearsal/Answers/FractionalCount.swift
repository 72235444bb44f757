extension PreparedAnswer {
    /// Its first answer asks `np.linspace` for a float of samples.
    static let fractionalCount = PreparedAnswer(
        title: "Repair: a fractional count",
        prompt: "Draw a rising spiral in three dimensions",
        text: #"""
            A spiral whose radius and height grow with its angle, as one line with its colour along the way.

            ```python
            import numpy as np
            import plotly.graph_objects as go

            revolutions = 7
            samples = revolutions * 225 / 2
            t = np.linspace(0, revolutions * 2 * np.pi, samples)
            radius = 1 + 0.12 * t

            fig = go.Figure(
                go.Scatter3d(
                    x=radius * np.cos(t),
                    y=radius * np.sin(t),
                    z=0.4 * t,
                    mode="lines",
                    line=dict(width=6, color=t, colorscale="Turbo"),
                )
            )
            fig.update_layout(title=f"A spiral of {revolutions} revolutions")
            fig
            ```

            Turn it to look along its axis.
            """#,
        repairs: [
            Repair(
                type: "TypeError", message: "cannot be interpreted as an integer",
                text: #"""
                    `np.linspace` wants a whole number of samples, and `/` makes a float of it even when nothing is \#
                    left over. `//` keeps it an integer.

                    ```python
                    import numpy as np
                    import plotly.graph_objects as go

                    revolutions = 7
                    samples = revolutions * 225 // 2
                    t = np.linspace(0, revolutions * 2 * np.pi, samples)
                    radius = 1 + 0.12 * t

                    fig = go.Figure(
                        go.Scatter3d(
                            x=radius * np.cos(t),
                            y=radius * np.sin(t),
                            z=0.4 * t,
                            mode="lines",
                            line=dict(width=6, color=t, colorscale="Turbo"),
                        )
                    )
                    fig.update_layout(title=f"A spiral of {revolutions} revolutions")
                    fig
                    ```

                    Turn it to look along its axis.
                    """#)
        ])
}
