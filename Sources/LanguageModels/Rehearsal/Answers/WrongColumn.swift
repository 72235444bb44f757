extension PreparedAnswer {
    /// Its first answer reads a column that the DataFrame does not have.
    static let wrongColumn = PreparedAnswer(
        title: "Repair: a wrong column",
        prompt: "Compare the population density of six cities",
        text: #"""
            Density is population over area. I put the six cities into a DataFrame, compute it, and show it as \#
            bubbles.

            ```python
            import pandas as pd
            import plotly.express as px

            cities = pd.DataFrame(
                {
                    "city": ["Oslo", "Lisbon", "Vienna", "Athens", "Dublin", "Prague"],
                    "population_k": [709, 545, 1982, 643, 592, 1357],
                    "area_km2": [454, 100, 415, 39, 118, 496],
                }
            )

            cities["density"] = 1000 * cities["population"] / cities["area_km2"]
            cities = cities.sort_values("density", ascending=False)

            fig = px.scatter(
                cities,
                x="area_km2",
                y="population",
                size="density",
                color="density",
                text="city",
                title="Population, area and density",
            )
            fig.update_traces(textposition="top center")
            fig.show()

            cities
            ```

            The smallest city by area is the most crowded one.
            """#,
        repairs: [
            Repair(
                type: "KeyError", message: "population",
                text: #"""
                    The column is called `population_k`, because it counts thousands; the code asked for `population`.

                    ```python
                    import pandas as pd
                    import plotly.express as px

                    cities = pd.DataFrame(
                        {
                            "city": ["Oslo", "Lisbon", "Vienna", "Athens", "Dublin", "Prague"],
                            "population_k": [709, 545, 1982, 643, 592, 1357],
                            "area_km2": [454, 100, 415, 39, 118, 496],
                        }
                    )

                    cities["density"] = 1000 * cities["population_k"] / cities["area_km2"]
                    cities = cities.sort_values("density", ascending=False)

                    fig = px.scatter(
                        cities,
                        x="area_km2",
                        y="population_k",
                        size="density",
                        color="density",
                        text="city",
                        title="Population, area and density",
                    )
                    fig.update_traces(textposition="top center")
                    fig.show()

                    cities
                    ```

                    Athens, the smallest by area, is by far the most crowded.
                    """#)
        ])
}
