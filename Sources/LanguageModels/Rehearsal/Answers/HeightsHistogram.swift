extension PreparedAnswer {
    static let heightsHistogram = PreparedAnswer(
        title: "Histogram and box",
        prompt: "Compare two groups of heights with a histogram and box plots",
        text: #"""
            An overlaid histogram shows the shapes, and the box plots above it the medians and the spread.

            ```python
            import numpy as np
            import pandas as pd
            import plotly.express as px

            rng = np.random.default_rng(5)
            heights = pd.DataFrame(
                {
                    "group": ["A"] * 300 + ["B"] * 300,
                    "height": np.concatenate([rng.normal(168, 7, 300), rng.normal(177, 8, 300)]),
                }
            )

            fig = px.histogram(
                heights,
                x="height",
                color="group",
                marginal="box",
                nbins=40,
                barmode="overlay",
                opacity=0.65,
                title="Heights of two groups",
                labels={"height": "height in cm"},
            )
            fig
            ```

            The groups overlap, and their medians are about nine centimetres apart.
            """#)
}
