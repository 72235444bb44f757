import Testing
import Wire

@testable import Composing

@Suite("TRN4: a figure shows something")
struct FigureDataTests {
    private func refusal(_ figure: String) -> InvalidOutput? {
        do {
            _ = try PlotlyFigure.validated(JSON(parsing: figure))
            return nil
        } catch {
            return error as? InvalidOutput
        }
    }

    @Test(
        "a figure of which nothing would be drawn is an empty one, and says why",
        arguments: [
            (#"[{"x":[],"y":[]}]"#, "trace 0 has no value in its x"),
            (#"[{"type":"bar"}]"#, "trace 0 has no data"),
            (#"[{"type":"bar","x":null,"y":null}]"#, "trace 0 has no data"),
            (#"[{"x":[1,2],"y":[null,null]},{"y":[]}]"#, "trace 0 has no value in its y"),
            (#"[{"type":"heatmap","z":[[null],[null]]}]"#, "trace 0 has no value in its z"),
            (#"[{"type":"pie","labels":["a"],"values":[]}]"#, "trace 0 has no value in its values"),
            (#"[{"y":{"dtype":"f8","bdata":""}}]"#, "trace 0 has no value in its y"),
            (#"[{"y":{"dtype":"f8","bdata":"AAAAAAAA+H8AAAAAAAD4fw=="}}]"#, "trace 0 has no value in its y"),
            (#"[{"y":{"dtype":"float32","bdata":"AADAfw=="}}]"#, "trace 0 has no value in its y"),
        ])
    func emptyData(_ data: String, _ reason: String) {
        let error = refusal(#"{"data":\#(data)}"#)
        #expect(error?.ename == "EmptyFigure")
        #expect(error?.evalue.contains(": \(reason). ") == true)
    }

    @Test(
        "a figure of which something would be drawn is none",
        arguments: [
            #"{"data":[{"y":[null,0]}]}"#, #"{"data":[{"y":[]},{"x":["a"],"y":[1]}]}"#,
            #"{"data":[{"y":{"dtype":"f8","bdata":"AAAAAAAA+H8AAAAAAADwPw=="}}]}"#,
            #"{"data":[{"y":{"dtype":"f4","bdata":"AADAfwAAgD8="}}]}"#,
            #"{"data":[{"y":{"dtype":"i4","bdata":"AAAAAA=="}}]}"#,
            #"{"data":[{"type":"table","cells":{"values":[]}}]}"#, #"{"data":[{"type":"indicator","value":0}]}"#,
            #"{"data":[{"type":"treemap","labels":["a"],"parents":[""]}]}"#, #"{"data":[{"type":"sankey","link":{}}]}"#,
            #"{"data":[{"x":[],"y":[]}],"layout":{"shapes":[{"type":"line"}]}}"#,
            #"{"data":[{"x":[],"y":[]}],"frames":[{"data":[{"y":[1]}]}]}"#,
        ])
    func notEmpty(_ text: String) {
        #expect(refusal(text) == nil)
    }

    @Test(
        "a typed array that plotly could not read is refused",
        arguments: [
            #"{"dtype":"f9","bdata":""}"#, #"{"bdata":""}"#, #"{"dtype":"f8","bdata":"AAA"}"#,
            #"{"dtype":"f8","bdata":"=AAA"}"#, #"{"dtype":"f8","bdata":[1]}"#, #"{"dtype":7,"bdata":"AAAA"}"#,
        ])
    func typedArrays(_ array: String) {
        let error = refusal(#"{"data":[{"y":[1],"customdata":\#(array)}]}"#)
        #expect(error?.ename == "InvalidFigure")
    }
}
