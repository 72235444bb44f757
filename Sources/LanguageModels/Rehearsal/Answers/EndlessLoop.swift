extension PreparedAnswer {
    /// Its first answer loops for ever.
    static let endlessLoop = PreparedAnswer(
        title: "Repair: an endless loop",
        prompt: "Plot the Collatz sequence of 27 until it reaches one",
        text: #"""
            Each number is halved when it is even, and tripled plus one when it is odd. I follow 27 until it reaches \#
            one.

            ```python
            import plotly.graph_objects as go

            value = 27
            sequence = [value]
            while True:
                value = value // 2 if value % 2 == 0 else 3 * value + 1
                if len(sequence) < 1000:
                    sequence.append(value)

            fig = go.Figure(go.Scatter(y=sequence, mode="lines+markers"))
            fig.update_layout(title="The Collatz sequence of 27", xaxis_title="step", yaxis_title="value")
            fig
            ```

            It climbs above nine thousand before it comes down.
            """#,
        repairs: [
            Repair(
                type: "TimeoutError",
                text: #"""
                    The loop never ended: nothing in it stopped at one. This one does, and has a bound besides.

                    ```python
                    import plotly.graph_objects as go

                    value = 27
                    sequence = [value]
                    while value != 1 and len(sequence) < 1000:
                        value = value // 2 if value % 2 == 0 else 3 * value + 1
                        sequence.append(value)

                    fig = go.Figure(go.Scatter(y=sequence, mode="lines+markers"))
                    fig.update_layout(
                        title=f"The Collatz sequence of 27: {len(sequence) - 1} steps, at most {max(sequence)}",
                        xaxis_title="step",
                        yaxis_title="value",
                    )
                    fig
                    ```

                    It takes 111 steps, and climbs to 9232 on the way.
                    """#)
        ])
}
