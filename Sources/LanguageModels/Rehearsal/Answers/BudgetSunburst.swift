extension PreparedAnswer {
    static let budgetSunburst = PreparedAnswer(
        title: "Sunburst",
        prompt: "Show a household budget as a sunburst",
        text: #"""
            A sunburst shows the groups inside and their parts outside; each part's angle is its share.

            ```python
            import pandas as pd
            import plotly.express as px

            budget = pd.DataFrame(
                [
                    ("Home", "Rent", 1150),
                    ("Home", "Energy", 140),
                    ("Home", "Internet", 40),
                    ("Food", "Groceries", 420),
                    ("Food", "Eating out", 130),
                    ("Mobility", "Train", 95),
                    ("Mobility", "Bicycle", 25),
                    ("Leisure", "Sport", 60),
                    ("Leisure", "Books", 35),
                    ("Savings", "Savings", 300),
                ],
                columns=["group", "item", "euros"],
            )

            fig = px.sunburst(budget, path=["group", "item"], values="euros", title="Monthly budget")
            fig.update_traces(textinfo="label+percent root")
            fig
            ```

            Click a group to open it, and its middle to go back.
            """#)
}
