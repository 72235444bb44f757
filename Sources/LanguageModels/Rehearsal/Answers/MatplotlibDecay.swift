extension PreparedAnswer {
    static let matplotlibDecay = PreparedAnswer(
        title: "Matplotlib",
        prompt: "Use matplotlib to draw three decay curves with a legend",
        text: #"""
            Three exponential decays with different half-lives, drawn with matplotlib on a logarithmic axis.

            ```python
            import matplotlib.pyplot as plt
            import numpy as np

            t = np.linspace(0, 20, 200)

            fig, ax = plt.subplots(figsize=(7, 4))
            for half_life in (1.5, 3, 6):
                ax.plot(t, 0.5 ** (t / half_life), label=f"half-life {half_life} h")
            ax.axhline(0.5, color="grey", linewidth=0.8, linestyle=":")
            ax.set_yscale("log")
            ax.set_xlabel("hours")
            ax.set_ylabel("what is left")
            ax.set_title("Exponential decay")
            ax.legend()
            plt.show()
            ```

            On a logarithmic axis each decay is a straight line; the dotted line marks one half.
            """#)
}
