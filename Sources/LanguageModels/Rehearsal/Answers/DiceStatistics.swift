extension PreparedAnswer {
    static let diceStatistics = PreparedAnswer(
        title: "Printed statistics",
        prompt: "Roll two dice ten thousand times and print the statistics",
        text: #"""
            I roll two dice ten thousand times, and print how often each sum came up beside what theory expects.

            ```python
            import numpy as np

            rng = np.random.default_rng(1)
            rolls = rng.integers(1, 7, size=(10_000, 2)).sum(axis=1)

            print(f"rolls     {rolls.size}")
            print(f"mean      {rolls.mean():.3f}   (expected 7)")
            print(f"deviation {rolls.std():.3f}   (expected {np.sqrt(35 / 6):.3f})")
            print()
            print("sum   seen  expected")
            for total in range(2, 13):
                seen = (rolls == total).mean()
                expected = (6 - abs(total - 7)) / 36
                print(f"{total:>3}  {seen:6.2%}   {expected:6.2%}")
            ```

            The frequencies agree with theory to about half a percentage point.
            """#)
}
