public import Wire

/// Outputs as a tab sends them.
public enum Outputs {
    /// A bar chart.
    public static let figure: JSON = [
        "output_type": "display_data",
        "data": [
            "application/vnd.plotly.v1+json": [
                "data": [["type": "bar", "x": ["a", "b"], "y": [1, 2]]], "layout": [:],
            ]
        ],
        "metadata": [:],
    ]

    public static func printed(_ text: String) -> JSON {
        ["output_type": "stream", "name": "stdout", "text": .string(text)]
    }
}
