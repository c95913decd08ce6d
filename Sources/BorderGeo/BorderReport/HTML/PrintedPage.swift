import GeoFormats

/// What stands in the margins of every printed page: the legend above, title and notices below, the number of the page.
struct PrintedPage {
    var title: String
    /// What every reader must know, wherever a sheet ends up.
    var notices: [String]
    var legend: Legend
    var palette = Palette.standard

    /// A style sheet for the margins. Texts become strings of CSS, the legend a picture.
    func style(in language: ReportLanguage) -> String {
        let words = ([title] + notices).joined(separator: " \u{B7} ")
        return """
            @page{@top-left{content:url("\(picture(in: language))");width:100%;text-align:left;vertical-align:bottom;padding-bottom:2mm}\
            @bottom-left{content:"\(Self.string(words))";font:7.5pt/1.3 system-ui,"Noto Sans","Noto Sans CJK KR",sans-serif;\
            width:88%;text-align:left;vertical-align:top;padding-top:2mm}\
            @bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif;vertical-align:top;padding-top:2mm}}
            """
    }

    private func picture(in language: ReportLanguage) -> String {
        var canvas = SVGCanvas(language: language)
        let width = 1040.0
        let end = legend.draw(y: 4, width: width, &canvas) - 4
        // As a picture it is smaller than on the page: 1,040 units over the 180 mm between the margins.
        let svg: Markup = """
            <svg xmlns="http://www.w3.org/2000/svg" class="figure" width="680" height="\(SVGCanvas.number(end * 680 / width))" \
            viewBox="0 0 \(SVGCanvas.number(width)) \(SVGCanvas.number(end))"><style>\(ReportAsset.theme.markup)\
            :root{color-scheme:light}\(palette.css)\(ReportAsset.figures.markup)</style>\(canvas.text)</svg>
            """
        return "data:image/svg+xml," + Self.encoded(svg.text)
    }

    /// Everything but letters, digits and a few harmless marks as percent signs and numbers.
    private static func encoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~:/=,;@ ".utf8)
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            if plain.contains(byte) {
                result.append(Character(UnicodeScalar(byte)))
            } else {
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }

    /// Text inside the quotes of a style sheet inside a page: nothing in it can end either.
    static func string(_ text: String) -> String {
        Markup.clean(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\", "\"", "<", ">", "&", "\n", "\r", "\u{C}": result += "\\\(String(scalar.value, radix: 16)) "
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
