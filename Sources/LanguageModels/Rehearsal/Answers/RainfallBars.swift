extension PreparedAnswer {
    static let rainfallBars = PreparedAnswer(
        title: "Bar chart",
        prompt: "Compare the monthly rainfall of Oslo and Lisbon in a bar chart",
        text: #"""
            A grouped bar chart shows the two seasons side by side: Oslo is wettest in late summer, Lisbon in winter.

            ```python
            import plotly.graph_objects as go

            months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            oslo = [58, 45, 49, 49, 58, 76, 84, 99, 88, 94, 83, 60]
            lisbon = [110, 86, 70, 64, 52, 16, 5, 6, 33, 102, 128, 119]

            fig = go.Figure()
            fig.add_bar(name="Oslo", x=months, y=oslo)
            fig.add_bar(name="Lisbon", x=months, y=lisbon)
            fig.update_layout(
                title="Monthly rainfall",
                barmode="group",
                yaxis_title="mm",
                legend_title="City",
            )
            fig
            ```

            Hover over a bar to read its value; click a name in the legend to hide a city.
            """#)
}
