extension PreparedAnswer {
    /// Its first answer uses a name that it never gives a value.
    static let forgottenName = PreparedAnswer(
        title: "Repair: a forgotten name",
        prompt: "Draw a damped oscillation and its envelope",
        text: #"""
            A damped oscillation is a cosine times a decaying exponential; the envelope is the exponential alone.

            ```python
            import math

            import plotly.graph_objects as go

            times = [i / 50 for i in range(1001)]
            swing = [math.exp(-t / decay) * math.cos(2 * math.pi * t / 2.5) for t in times]
            envelope = [math.exp(-t / decay) for t in times]

            fig = go.Figure()
            fig.add_scatter(x=times, y=swing, name="swing")
            fig.add_scatter(x=times, y=envelope, name="envelope", line_dash="dot")
            fig.update_layout(title="A damped oscillation", xaxis_title="seconds", yaxis_title="amplitude")
            fig
            ```

            The swing loses about a third of its amplitude in each period.
            """#,
        repairs: [
            Repair(
                type: "NameError", message: "'decay' is not defined",
                text: #"""
                    The code uses `decay`, but never says what it is. With its six seconds it works:

                    ```python
                    import math

                    import plotly.graph_objects as go

                    decay = 6
                    times = [i / 50 for i in range(1001)]
                    swing = [math.exp(-t / decay) * math.cos(2 * math.pi * t / 2.5) for t in times]
                    envelope = [math.exp(-t / decay) for t in times]

                    fig = go.Figure()
                    fig.add_scatter(x=times, y=swing, name="swing")
                    fig.add_scatter(x=times, y=envelope, name="envelope", line_dash="dot")
                    fig.update_layout(title="A damped oscillation", xaxis_title="seconds", yaxis_title="amplitude")
                    fig
                    ```

                    Nothing else had to change.
                    """#)
        ])
}
