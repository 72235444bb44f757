import Testing
import Wire

@testable import Composing

/// A PNG of one pixel.
private let onePixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

struct OutputValidationTests {
    private func display(_ mime: String, _ value: JSON) -> JSON {
        ["output_type": "display_data", "data": .object([.init(key: mime, value: value)]), "metadata": [:]]
    }

    /// The content as it passed, of a display with one MIME type.
    private func passed(_ mime: String, _ value: JSON) throws -> JSON? {
        try OutputValidation.validated(display(mime, value))["data"]?[mime]
    }

    private func figure(_ text: String) throws -> JSON? {
        try passed("application/vnd.plotly.v1+json", JSON(parsing: text))
    }

    private func refusal(_ output: JSON) -> InvalidOutput? {
        do throws(InvalidOutput) {
            _ = try OutputValidation.validated(output)
            return nil
        } catch {
            return error
        }
    }

    @Test("streams pass, without what is unknown")
    func streams() throws {
        let output: JSON = ["output_type": "stream", "name": "stderr", "text": "x\n", "extra": 1]
        #expect(try OutputValidation.validated(output) == ["output_type": "stream", "name": "stderr", "text": "x\n"])
    }

    @Test(
        "what is no output is refused",
        arguments: [
            #"{}"#, #"[]"#, #"null"#, #""text""#, #"{"output_type":7}"#, #"{"output_type":"execute_result","data":{}}"#,
            #"{"output_type":"stream","name":"stdin","text":""}"#,
            #"{"output_type":"stream","name":"stdout","text":["a"]}"#,
            #"{"output_type":"stream","name":"stdout"}"#, #"{"output_type":"display_data"}"#,
            #"{"output_type":"display_data","data":[]}"#,
            #"{"output_type":"display_data","data":{},"metadata":{}}"#,
            #"{"output_type":"display_data","data":{"text/html":"<b>"}}"#,
            #"{"output_type":"display_data","data":{"application/javascript":"alert(1)"}}"#,
            #"{"output_type":"display_data","data":{"text/plain":1}}"#,
        ])
    func refused(_ text: String) throws {
        let error = try #require(refusal(try JSON(parsing: text)))
        #expect(error.ename == "InvalidOutput")
        #expect(error.evalue.hasSuffix("."))
    }

    @Test("a display keeps the MIME types that can be shown, and numbers about them")
    func display() throws {
        let output = try JSON(
            parsing: #"""
                {"output_type":"display_data","data":{"text/html":"<b>x</b>","text/plain":"x"},"transient":{},
                 "metadata":{"text/plain":{"rows":5,"width":2.5,"evil":1,"columns":"9"},"text/html":{"rows":1},"image/png":3}}
                """#)
        #expect(
            try OutputValidation.validated(output) == [
                "output_type": "display_data", "data": ["text/plain": "x"],
                "metadata": ["text/plain": ["rows": 5, "width": 2.5]],
            ])
    }

    // MARK: Figures

    @Test("a figure keeps data, layout and frames")
    func figures() throws {
        let text = #"""
            {"data":[{"type":"bar","x":["a"],"y":[1.5]},{"y":{"dtype":"f8","bdata":"AAAAAAAA8D8="}}],
             "layout":{"title":{"text":"T"}},"config":{"x":1},"frames":[{"name":"0","data":[{"y":[2]}],"evil":1}]}
            """#
        let expected = #"""
            {"data":[{"type":"bar","x":["a"],"y":[1.5]},{"y":{"dtype":"f8","bdata":"AAAAAAAA8D8="},"type":"scatter"}],
             "layout":{"title":{"text":"T"}},"frames":[{"name":"0","data":[{"y":[2]}]}]}
            """#
        #expect(try figure(text) == JSON(parsing: expected))
        let pie = #"{"type":"pie","values":[1]}"#
        #expect(try figure(#"{"data":[\#(pie)]}"#) == JSON(parsing: #"{"data":[\#(pie)],"layout":{}}"#))
    }

    @Test("a figure without traces is an empty one")
    func emptyFigure() throws {
        let error = try #require(refusal(display("application/vnd.plotly.v1+json", ["data": [], "layout": [:]])))
        #expect(error.ename == "EmptyFigure")
        #expect(error.evalue.contains("add_trace"))
    }

    @Test(
        "what is no figure is refused, with what would be one",
        arguments: [
            (#"[]"#, "a dict with data and layout, not a list"), (#""fig""#, "not a string"),
            (#"{"layout":{}}"#, "it is missing"),
            (#"{"data":{}}"#, "it is a dict"), (#"{"data":[1]}"#, "Trace 0 of the figure"),
            (#"{"data":[{"type":"bars"}]}"#, "'bars'"),
            (#"{"data":[{"type":["bar"]}]}"#, "must be a string"), (#"{"data":[{"type":null}]}"#, "not None"),
            (#"{"data":[{"type":"bar"}],"layout":[]}"#, "layout must be a dict, not a list"),
            (#"{"data":[{}],"frames":{}}"#, "frames must be a list"),
            (#"{"data":[{}],"frames":[1]}"#, "Frame 0"),
            (#"{"data":[{}],"frames":[{"data":[{"type":"x"}]}]}"#, "Trace 0 of frame 0"),
            (#"{"data":[{"type":"image","source":"https://x.example/a.png"}]}"#, "no network"),
            (#"{"data":[{"type":"choropleth","geojson":"//x.example/a.json"}]}"#, "no network"),
        ])
    func invalidFigure(_ text: String, _ says: String) throws {
        let error = try #require(refusal(display("application/vnd.plotly.v1+json", try JSON(parsing: text))))
        #expect(error.ename == "InvalidFigure")
        #expect(error.evalue.contains(says), "\(error.evalue)")
    }

    @Test("a figure of too many parts is refused")
    func bounds() throws {
        let trace: JSON = ["type": "bar", "y": [1]]
        func error(_ figure: JSON) -> InvalidOutput? { refusal(display("application/vnd.plotly.v1+json", figure)) }
        #expect(error(["data": .array(Array(repeating: trace, count: 1_000))]) == nil)
        #expect(error(["data": .array(Array(repeating: trace, count: 1_001))])?.evalue.contains("1001 traces") == true)
        let frames = JSON.array(Array(repeating: ["data": []], count: 1_001))
        #expect(error(["data": [trace], "frames": frames])?.evalue.contains("1001 frames") == true)
        let shapes = JSON.array(Array(repeating: [:], count: 10_001))
        #expect(error(["data": [trace], "layout": ["shapes": shapes]])?.evalue.contains("10001 shapes") == true)
        #expect(error(["data": [["y": [.number(.infinity)]]]])?.evalue.contains("not finite") == true)
        #expect(error(["data": [trace], "layout": ["x": .number(.nan)]])?.ename == "InvalidFigure")
    }

    @Test(
        "what would make the page load something is dropped",
        arguments: [
            (#"{"images":[{"source":"https://x.example/a.png","x":0}]}"#, #"{"images":[{"x":0}]}"#),
            (
                #"{"images":[{"source":"data:image/png;base64,AA=="}]}"#,
                #"{"images":[{"source":"data:image/png;base64,AA=="}]}"#
            ),
            (#"{"images":[{"source":"DATA:text/html,x"},{"source":" //x.example"}]}"#, #"{"images":[{},{}]}"#),
            (#"{"map":{"style":"https://x.example/s.json","zoom":3}}"#, #"{"map":{"zoom":3}}"#),
            (#"{"map":{"style":{"sources":{}},"zoom":3}}"#, #"{"map":{"zoom":3}}"#),
            (#"{"map":{"style":"carto-positron"}}"#, #"{"map":{"style":"carto-positron"}}"#),
            (
                #"{"mapbox":{"accesstoken":"pk.x","layers":[{"source":["https://x.example/{z}"],"type":"raster"}]}}"#,
                #"{"mapbox":{"layers":[{"type":"raster"}]}}"#
            ),
            (
                #"{"updatemenus":[{"buttons":[{"args":[{"map.style":"http://x.example"}]},{"args":["map.style","http://x.example"]}]}]}"#,
                #"{"updatemenus":[{"buttons":[{"args":[{}]},{}]}]}"#
            ),
            (
                #"{"font":{"style":"italic"},"meta":{"source":"WHO"}}"#,
                #"{"font":{"style":"italic"},"meta":{"source":"WHO"}}"#
            ),
        ])
    func remote(_ layout: String, _ expected: String) throws {
        let passed = try figure(#"{"data":[{"y":[1]}],"layout":\#(layout)}"#)
        #expect(passed?["layout"] == (try JSON(parsing: expected)))
    }

    @Test(
        "links in a figure's texts lose their anchor and keep their words",
        arguments: [
            ("<a href='https://x.example'>x</a> y", "<span>x</span> y"), ("<A HREF=x>x</A>", "<span>x</span>"),
            ("a < b and <b>bold</b>", "a < b and <b>bold</b>"), ("<abbr>x</abbr>", "<abbr>x</abbr>"), ("<a", "<a"),
            ("<<a>a href=x>", "<<span>a href=x>"),
            ("<a <b>", "<span>"), ("</a>", "</span>"), ("%{x}<br><extra></extra>", "%{x}<br><extra></extra>"),
        ])
    func links(_ text: String, _ expected: String) throws {
        let passed = try passed(
            "application/vnd.plotly.v1+json",
            ["data": [["y": [1], "text": [.string(text)]]], "layout": ["annotations": [["text": .string(text)]]]])
        #expect(passed?["data"]?.array?.first?["text"]?.array?.first?.string == expected)
        #expect(passed?["layout"]?["annotations"]?.array?.first?["text"]?.string == expected)
    }

    @Test("a text of nothing but openings is read in one pass")
    func hostileText() throws {
        let text = String(repeating: "<a ", count: 500_000)
        let passed = try passed("application/vnd.plotly.v1+json", ["data": [["y": [1], "text": .string(text)]]])
        #expect(passed?["data"]?.array?.first?["text"]?.string == text)
    }

    // MARK: Tables

    @Test("a table keeps its fields and their cells")
    func tables() throws {
        let table = try JSON(
            parsing: #"""
                {"schema":{"fields":[{"name":"a","type":"integer","x":1},{"name":"b","type":"string"}],"primaryKey":["a"]},
                 "data":[{"a":1,"b":null,"c":3},{"b":["x",1]},{}],"extra":1}
                """#)
        let expected = try JSON(
            parsing: #"""
                {"schema":{"fields":[{"name":"a","type":"integer"},{"name":"b","type":"string"}]},
                 "data":[{"a":1,"b":null},{"b":"[\"x\",1]"},{}]}
                """#)
        #expect(try passed("application/vnd.dataresource+json", table) == expected)
    }

    @Test(
        "what is no table is refused",
        arguments: [
            #"[]"#, #"{"schema":{},"data":[]}"#, #"{"schema":{"fields":[]}}"#,
            #"{"schema":{"fields":["a"]},"data":[]}"#,
            #"{"schema":{"fields":[{"name":"a"}]},"data":[]}"#,
            #"{"schema":{"fields":[{"name":1,"type":"string"}]},"data":[]}"#,
            #"{"schema":{"fields":[]},"data":[[1]]}"#,
        ])
    func invalidTable(_ text: String) throws {
        #expect(
            refusal(display("application/vnd.dataresource+json", try JSON(parsing: text)))?.ename == "InvalidOutput")
    }

    @Test("a table past its bounds is refused")
    func tableBounds() {
        let rows = JSON.array(Array(repeating: [:], count: 10_001))
        let table: JSON = ["schema": ["fields": []], "data": rows]
        #expect(refusal(display("application/vnd.dataresource+json", table))?.evalue.contains("10001") == true)
    }

    // MARK: Images

    @Test("a PNG passes, without line breaks in its base64")
    func png() throws {
        #expect(try passed("image/png", .string(onePixel)) == .string(onePixel))
        let broken = String(onePixel.prefix(40) + "\r\n" + onePixel.dropFirst(40) + "\n")
        #expect(try passed("image/png", .string(broken)) == .string(onePixel))
    }

    @Test(
        "what is no PNG is refused",
        arguments: [
            "", "x", "AAAA", String(onePixel.dropLast()), onePixel.replacing("iVBO", with: "AVBO"),
            onePixel.replacing("SUhEUg", with: "SUhEUw"), onePixel + "=",
            "data:image/png;base64," + onePixel, "PHN2Zz48L3N2Zz4gICAgICAgICAgICAgICAgICAgICAgICAgICAg",
            // 65,536 × 65,536 pixels.
            "iVBORw0KGgoAAAANSUhEUgABAAAAAQAACAYAAAAfFcSJ", "iVBORw0KGgoAAAANSUhEUgAAAAAAAAAACAYAAAAfFcSJ",
        ])
    func notPNG(_ text: String) {
        #expect(refusal(display("image/png", .string(text)))?.ename == "InvalidOutput")
    }

    @Test(
        "an SVG document passes",
        arguments: [
            "<svg/>", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
            "\u{FEFF}<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"a\"\n \"b\">\n<!-- x --><svg\n width=\"1\"/>",
        ])
    func svg(_ text: String) throws {
        #expect(try passed("image/svg+xml", .string(text)) == .string(text))
    }

    @Test(
        "what does not begin as one is refused",
        arguments: [
            "", "svg", "<svgx/>", "<html><svg/></html>", "<!-- <svg/>", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "<?xml", "text <svg/>", "<svg",
        ])
    func notSVG(_ text: String) {
        #expect(refusal(display("image/svg+xml", .string(text)))?.ename == "InvalidOutput")
    }

    @Test("a stranger's words are quoted short and in one line")
    func quoting() {
        let type = "a\n" + String(repeating: "b", count: 100)
        let error = refusal(["output_type": .string(type)])
        #expect(error?.evalue.contains("'a " + String(repeating: "b", count: 38) + "…'") == true)
    }
}
