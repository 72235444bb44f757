extension PreparedAnswer {
    static let studyReport = PreparedAnswer(
        title: "Print, draw and tabulate",
        prompt: "Print a summary, draw a matplotlib histogram and return a DataFrame of exam results",
        text: #"""
            I make up the results of 120 students, print a summary, draw the histogram, and end with the table by \#
            course.

            ```python
            import matplotlib.pyplot as plt
            import numpy as np
            import pandas as pd

            rng = np.random.default_rng(4)
            results = pd.DataFrame(
                {
                    "course": rng.choice(["Biology", "History", "Physics"], 120),
                    "points": np.clip(rng.normal(68, 14, 120), 0, 100).round(),
                }
            )

            print(f"{len(results)} results, mean {results.points.mean():.1f}, median {results.points.median():.0f}")
            print(f"{(results.points >= 50).mean():.0%} passed")

            plt.figure(figsize=(7, 3.5))
            plt.hist(results.points, bins=range(0, 101, 5), edgecolor="white")
            plt.axvline(50, color="black", linestyle="--")
            plt.title("Points")
            plt.xlabel("points of 100")
            plt.ylabel("students")
            plt.show()

            results.groupby("course").points.agg(["count", "mean", "min", "max"]).round(1)
            ```

            The dashed line is the mark to pass.
            """#)
}
