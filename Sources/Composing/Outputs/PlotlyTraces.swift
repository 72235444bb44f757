/// The trace types of plotly.js 3 and 4, those that 4 dropped included: the player says what it cannot draw.
enum PlotlyTraces {
    static let types: Set<String> = [
        "bar", "barpolar", "box", "candlestick", "carpet", "choropleth", "choroplethmap", "choroplethmapbox", "cone",
        "contour", "contourcarpet", "densitymap", "densitymapbox", "funnel", "funnelarea", "heatmap", "histogram",
        "histogram2d", "histogram2dcontour", "icicle", "image", "indicator", "isosurface", "mesh3d", "ohlc", "parcats",
        "parcoords", "pie", "quiver", "sankey", "scatter", "scatter3d", "scattercarpet", "scattergeo", "scattergl",
        "scattermap", "scattermapbox", "scatterpolar", "scatterpolargl", "scattersmith", "scatterternary", "splom",
        "streamtube", "sunburst", "surface", "table", "treemap", "violin", "volume", "waterfall",
    ]
}
