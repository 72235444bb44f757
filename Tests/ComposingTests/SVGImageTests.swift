import Testing
import Wire

@testable import Composing

struct SVGImageTests {
    /// Why the document is refused; nil when it passes as it is.
    private func refusal(_ text: String) throws -> String? {
        do throws(InvalidOutput) {
            let passed = try SVGImage.validated(.string(text))
            #expect(passed == .string(text))
            return nil
        } catch {
            #expect(error.ename == "InvalidOutput")
            return error.evalue
        }
    }

    private func document(_ inside: String) -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\(inside)</svg>"
    }

    @Test(
        "what honest programs draw passes",
        arguments: [
            "<defs><style type=\"text/css\">*{stroke-linejoin: round}</style></defs><g clip-path=\"url(#c)\"><path/></g>",
            "<defs><path id=\"m\"/></defs><use xlink:href=\"#m\" style=\"fill: #1f77b4; stroke: url('#g')\"/>",
            "<linearGradient id=\"a\"/><linearGradient id=\"b\" href=\"#a\"/><rect fill=\"url( #b )\"/>",
            "<image href=\"data:image/png;base64,AA==\"/><image xlink:href=\"http://x/y.png\"/>",
            "<g id=\"a\"><a href=\"#a\"><text>&lt;&#233;&amp;</text></a></g><use href=\"#missing\"/>",
            "<style>@font-face{src:url(data:font/woff2;base64,AA)} .a{fill:url(http://x/y#a)}</style>",
            "<style><![CDATA[.a > b{fill:red}]]></style><text style='font-family: \"A\"'>data: x \\ y</text>",
            "<a><animate attributeName=\"href\" values=\"javascript:x\"/></a><animate attributeName=\"fill\" values=\"#fff;#000\"/>",
            "<animate attributeName=\"x\" from=\"0\" to=\"10\"/><!-- <g> --><?note x?>",
        ])
    func honest(_ inside: String) throws {
        #expect(try refusal(document(inside)) == nil)
    }

    @Test("as many elements as there may be, counted as often as they are drawn, and one more")
    func elements() throws {
        let group = "<g id=\"a\">" + String(repeating: "<g/>", count: 998) + "</g>"
        // 1,000 with the root, and 1,000 for each use.
        let uses = String(repeating: "<use href=\"#a\"/>", count: Limits.svgElements / 1_000 - 1)
        #expect(try refusal(document(group + uses)) == nil)
        #expect(
            try refusal(document(group + uses + "<g/>"))?.contains("more than \(Limits.svgElements) elements") == true)
    }

    @Test("as many elements as there may be, without any reference, and one more")
    func written() throws {
        let full = String(repeating: "<g/>", count: Limits.svgElements - 1)
        #expect(try refusal(document(full)) == nil)
        #expect(try refusal(document(full + "<g/>"))?.contains("more than \(Limits.svgElements) elements") == true)
    }

    @Test("as deep as elements may nest, and deeper")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<svg>", count: depth) + String(repeating: "</svg>", count: depth)
        }
        #expect(try refusal(nested(Limits.svgDepth)) == nil)
        #expect(try refusal(nested(Limits.svgDepth + 1))?.contains("deeper than \(Limits.svgDepth)") == true)
    }

    @Test(
        "ten of ten of ten … are too many, whatever refers to them",
        arguments: [
            "<use href=\"#ID\"/>", "<use xlink:href=\" #ID\"/>", "<use href='&#35;ID'/>", "<use href='&#x23;ID'/>",
            "<path fill=\"url(#ID)\"/>", "<path style=\"marker-mid:URL( '#ID' )\"/>",
            "<path mask='url(&quot;#ID&quot;)'/>",
            "<path filter=\"blur(1px) url(#ID)\"/>", "<path clip-path=\"url(#ID)\"/>", "<x:use href=\"#ID\"/>",
        ])
    func amplified(_ reference: String) throws {
        let levels = (1...6).map { level in
            "<g id=\"l\(level)\">"
                + String(repeating: reference.replacing("ID", with: "l\(level - 1)"), count: 10) + "</g>"
        }
        let text = document("<g id=\"l0\"/>" + levels.joined())
        #expect(try refusal(text)?.contains("counting each as often as it is drawn") == true)
    }

    @Test(
        "an element that draws itself is refused",
        arguments: [
            "<g id=\"a\"><use href=\"#a\"/></g>", "<use id=\"a\" href=\"#a\"/>",
            "<pattern id=\"a\"><g fill=\"url(#b)\"/></pattern><pattern id=\"b\"><g fill=\"url(#a)\"/></pattern>",
            "<use id=\"&#97;\" href=\"#a\"/>",
        ])
    func cycles(_ inside: String) throws {
        #expect(try refusal(document(inside))?.contains("draws itself") == true)
    }

    @Test(
        "references that cannot be counted are refused, and what is meant is named",
        arguments: [
            ("<set attributeName=\"xlink:href\" to=\"#a\"/>", "animates a reference (to)"),
            ("<animate values=\"x;&#35;a\" attributeName=\"&#104;ref\"/>", "animates a reference (values)"),
            ("<animate attributeName=\"fill\" values=\"red;url(#a)\"/>", "animates a reference (values)"),
            ("<style>.a{fill:url(#a)}</style>", "'url(#a)'"),
            ("<style>ur<!-- -->l<![CDATA[(#a)]]></style>", "'url(#a)'"),
            ("<style>url(&#35;a)</style>", "'url(#a)'"), ("<style>u\\72l(#a)</style>", "backslash"),
            ("<g style=\"fill:u\\72l(#a)\"/>", "its style has a backslash"),
            ("<image href=\"data:image/svg+xml,x\"/>", "data: address"),
            ("<image href=\"DA&#10;TA:,x\"/>", "data: address"),
            ("<style>@import 'data:text/css,x'</style>", "data: address"),
            ("<g style=\"mask:url(data:image/svg+xml,x)\"/>", "data: address"),
            ("<?xml-stylesheet href='data:text/css,x'?>", "style sheet"), ("<use href=\"&num;a\"/>", "entity 'num'"),
        ])
    func uncounted(_ inside: String, _ reason: String) throws {
        #expect(try refusal(document(inside))?.contains(reason) == true)
    }

    @Test(
        "what is not well formed is refused",
        arguments: [
            "<svg>", "<svg><g></svg>", "<svg></svg></svg>", "<svg/><svg/>", "<svg a=b/>", "<svg a=\"<\"/>", "<svg a/>",
            "<svg a=\"/>", "<svg><!-- </svg>", "<svg>< g/></svg>", "<svg><use href=\"&\"/></svg>",
            "<svg><![CDATA[</svg>",
        ])
    func malformed(_ text: String) throws {
        #expect(try refusal(text)?.contains("not well-formed") == true)
    }
}
