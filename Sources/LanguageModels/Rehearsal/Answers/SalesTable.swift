extension PreparedAnswer {
    static let salesTable = PreparedAnswer(
        title: "Table and plot",
        prompt: "Summarize sales by region in a pandas table and plot them",
        text: #"""
            I make up a year of orders, sum them by region and quarter, and show both: first the plot, then the table.

            ```python
            import numpy as np
            import pandas as pd
            import plotly.express as px

            rng = np.random.default_rng(9)
            orders = pd.DataFrame(
                {
                    "region": rng.choice(["North", "South", "East", "West"], 500, p=[0.4, 0.3, 0.2, 0.1]),
                    "quarter": rng.choice(["Q1", "Q2", "Q3", "Q4"], 500),
                    "amount": rng.gamma(3, 40, 500).round(2),
                }
            )

            table = orders.pivot_table(index="region", columns="quarter", values="amount", aggfunc="sum").round(0)
            table["year"] = table.sum(axis=1)
            table = table.sort_values("year", ascending=False)

            long = table.drop(columns="year").reset_index().melt(id_vars="region", value_name="amount")
            fig = px.bar(long, x="region", y="amount", color="quarter", title="Sales by region and quarter")
            fig.show()

            table
            ```

            The table is sorted by the whole year's sales.
            """#)
}
