import GeoFormats
import GeoHandles

/// Files of the page that are built into the binary: style sheets, script and template, kept as files of their own under `Resources/report`.
enum ReportAsset: String {
    case theme = "report/theme.css"
    case figures = "report/figures.css"
    case page = "report/page.css"
    case script = "report/page.js"
    case template = "report/page.mustache"

    /// The same for a page or a drawing.
    var markup: Markup { Markup(vouchedFor: text) }

    /// Empty where the table of built-in files lacks it, which a test excludes.
    var text: String { BuiltInFile.bytes(rawValue).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
