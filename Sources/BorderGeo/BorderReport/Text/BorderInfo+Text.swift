import BorderAnalysis
import BorderBase
import BorderModel

extension BorderInfo {
    package func text(_ style: TextStyle = .plain) -> String {
        let source = border.source
        var lines = ["\(source.name): \(source.title)"]
        lines.append(
            (source.scale.map { "Scale \($0), " } ?? "Scale not stated, ")
                + "\(NumberText.grouped(border.route.vertices.count)) vertices, "
                + "\(NumberText.fixed(border.length.kilometres, 1)) km on the WGS 84 ellipsoid")
        if let licence = source.licence { lines.append("Licence: \(licence)") }
        lines += source.caveats.map { "- \($0)" }
        lines += border.findings.digest().map { "\($0.severity.rawValue): \($0.sentence)" }
        return lines.map { style.paragraph($0) }.joined() + "\n" + tables.map { $0.text(style) }.joined(separator: "\n")
    }

    package func markdown() -> String {
        let source = border.source
        var lines = ["## \(MarkdownText("\(source.name): \(source.title)"))", ""]
        lines.append("Scale \(source.scale ?? "not stated"). \(source.licence.map { "Licence: \($0)" } ?? "")")
        lines += [""] + source.caveats.map { "- \(MarkdownText($0))" }
        lines += border.findings.digest().map { "- \($0.severity.rawValue): \(MarkdownText($0.sentence))" }
        return lines.joined(separator: "\n") + "\n\n" + tables.map { $0.markdown() }.joined(separator: "\n")
    }
}
