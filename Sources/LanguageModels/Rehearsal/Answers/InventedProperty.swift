extension PreparedAnswer {
    /// Its first answer gives `go.Waterfall` a property that it does not have.
    static let inventedProperty = PreparedAnswer(
        title: "Repair: an invented property",
        prompt: "Explain a profit with a waterfall chart",
        text: #"""
            A waterfall goes from the revenue down to the profit, one cost at a time.

            ```python
            import plotly.graph_objects as go

            steps = ["Revenue", "Material", "Wages", "Rent", "Tax", "Profit"]
            amounts = [420, -130, -150, -35, -28, None]
            kinds = ["absolute", "relative", "relative", "relative", "relative", "total"]

            fig = go.Figure(
                go.Waterfall(
                    x=steps,
                    y=amounts,
                    measure=kinds,
                    textposition="outside",
                    texttemplate="%{y}",
                    bar_colors=["seagreen", *4 * ["indianred"], "steelblue"],
                )
            )
            fig.update_layout(title="From revenue to profit", yaxis_title="thousand euros", showlegend=False)
            fig
            ```

            The last bar is the total of those before it.
            """#,
        repairs: [
            Repair(
                type: "ValueError", message: "Invalid property",
                text: #"""
                    `Waterfall` has no `bar_colors`: the colours of rising, falling and total bars are set one by one.

                    ```python
                    import plotly.graph_objects as go

                    steps = ["Revenue", "Material", "Wages", "Rent", "Tax", "Profit"]
                    amounts = [420, -130, -150, -35, -28, None]
                    kinds = ["absolute", "relative", "relative", "relative", "relative", "total"]

                    fig = go.Figure(
                        go.Waterfall(
                            x=steps,
                            y=amounts,
                            measure=kinds,
                            textposition="outside",
                            texttemplate="%{y}",
                            increasing_marker_color="seagreen",
                            decreasing_marker_color="indianred",
                            totals_marker_color="steelblue",
                        )
                    )
                    fig.update_layout(title="From revenue to profit", yaxis_title="thousand euros", showlegend=False)
                    fig
                    ```

                    Costs are red now, and the profit is blue.
                    """#)
        ])
}
