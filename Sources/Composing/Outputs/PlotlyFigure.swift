import Wire

/// A figure as plotly's `to_json` writes it (plotly.com/chart-studio-help/json-chart-schema): `data`, `layout` and
/// `frames`; other members are dropped.
///
/// What would make a page load something is dropped from the layout (background images, map styles) and refused in a
/// trace, where the picture would be wrong without it. Links in texts lose their `<a>`.
enum PlotlyFigure {
    static let traces = 1_000
    /// Also the steps of an animation's slider, and each list of a layout: annotations, shapes, images, buttons.
    static let frames = 1_000
    static let layoutElements = 10_000

    static func validated(_ figure: JSON) throws(InvalidOutput) -> JSON {
        guard figure.members != nil else {
            throw .figure("A plotly figure must be a dict with data and layout, not \(InvalidOutput.kind(figure)).")
        }
        let data = try traces(figure["data"], of: "The figure", typed: true)
        guard !data.isEmpty else { throw .emptyFigure() }
        let layout = try layout(figure["layout"], of: "The figure's")
        let frames = try frames(figure["frames"])
        // Of shapes and images alone a picture can be made, too; and an animation may begin with nothing.
        let isDrawn = ["shapes", "images"].contains { layout[$0]?.array?.isEmpty == false } || frames != nil
        if !isDrawn, let reason = FigureData.emptiness(of: data) { throw .emptyFigure(reason) }
        return .fields(("data", .array(data)), ("layout", layout), ("frames", frames))
    }

    /// - Parameter typed: a trace without a type is a scatter; in a frame it is what the figure's trace is.
    private static func traces(_ data: JSON?, of owner: String, typed: Bool) throws(InvalidOutput) -> [JSON] {
        guard let data = data?.array else {
            throw .figure("\(owner)'s data must be a list of traces; it is \(InvalidOutput.kind(data)).")
        }
        guard data.count <= traces else {
            throw .figure("\(owner) has \(data.count) traces, more than \(traces): put the points into fewer traces.")
        }
        var result: [JSON] = []
        result.reserveCapacity(data.count)
        for (index, trace) in data.enumerated() {
            result.append(try self.trace(trace, "Trace \(index) of \(owner.lowercased())", typed: typed))
        }
        return result
    }

    private static func trace(_ trace: JSON, _ name: String, typed: Bool) throws(InvalidOutput) -> JSON {
        guard let members = trace.members else {
            throw .figure(
                "\(name) must be a dict such as {'type': 'bar', 'x': ..., 'y': ...}, not \(InvalidOutput.kind(trace)).")
        }
        if let type = trace["type"] {
            guard let type = type.string else {
                throw .figure("\(name): the type must be a string such as 'bar', not \(InvalidOutput.kind(type)).")
            }
            guard PlotlyTraces.types.contains(type) else {
                throw .figure(
                    "\(name) has the type \(InvalidOutput.quoted(type)), which plotly does not have. "
                        + "Use one it has, such as 'scatter', 'bar', 'heatmap' or 'surface'.")
            }
        }
        if let source = ["source", "geojson"].first(where: { trace[$0]?.string?.isRemoteReference == true }) {
            throw .figure(
                "\(name): \(source) is an address, and there is no network here. Put the data itself into the figure.")
        }
        let cleaned = try FigureText.cleaned(trace) ?? trace
        guard typed, trace["type"] == nil else { return cleaned }
        return .object((cleaned.members ?? members) + [JSON.Member(key: "type", value: "scatter")])
    }

    private static func layout(_ layout: JSON?, of owner: String) throws(InvalidOutput) -> JSON {
        guard let layout, layout != .null else { return .object([]) }
        guard let members = layout.members else {
            throw .figure("\(owner) layout must be a dict, not \(InvalidOutput.kind(layout)).")
        }
        for member in members {
            if let list = member.value.array, list.count > layoutElements {
                throw .figure(
                    "\(owner) layout has \(list.count) \(member.key.prefix(40)), more than \(layoutElements).")
            }
        }
        return try FigureText.cleaned(layout) ?? layout
    }

    private static func frames(_ frames: JSON?) throws(InvalidOutput) -> JSON? {
        guard let frames, frames != .null, frames != .array([]) else { return nil }
        guard let list = frames.array else {
            throw .figure("The figure's frames must be a list, not \(InvalidOutput.kind(frames)).")
        }
        guard list.count <= self.frames else {
            throw .figure("The figure has \(list.count) frames, more than \(self.frames): animate fewer steps.")
        }
        var result: [JSON] = []
        for (index, frame) in list.enumerated() { result.append(try self.frame(frame, "Frame \(index)")) }
        return .array(result)
    }

    private static func frame(_ frame: JSON, _ name: String) throws(InvalidOutput) -> JSON {
        guard frame.members != nil else {
            throw .figure(
                "\(name) must be a dict such as {'name': ..., 'data': [...]}, not \(InvalidOutput.kind(frame)).")
        }
        let data = frame["data"].flatMap { $0 == .null ? nil : $0 }
        let indices = frame["traces"]?.array.flatMap { list in
            list.allSatisfy { $0.integer != nil } ? JSON.array(list) : nil
        }
        return .fields(
            ("name", frame["name"]?.string.map(JSON.string)),
            ("group", frame["group"]?.string.map(JSON.string)),
            ("baseframe", frame["baseframe"]?.string.map(JSON.string)),
            ("traces", indices),
            ("data", data == nil ? nil : .array(try traces(data, of: name, typed: false))),
            ("layout", frame["layout"] == nil ? nil : try layout(frame["layout"], of: "\(name)'s")))
    }
}
