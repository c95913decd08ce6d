import BorderStudy
import LinearReferencing

/// Findings in the forms that people and programs read.
package enum LintOutput {
    /// Findings under their files, gravest first, and a count at the end.
    package static func text(_ reports: [Linter.Report], style: TextStyle = .plain) -> String {
        var text = ""
        for report in reports where !report.findings.isEmpty {
            text += style.strong(report.file) + "\n"
            for finding in report.findings {
                var place = finding.place
                place.file = nil
                let location = place.description
                let severity = finding.severity.rawValue + String(repeating: " ", count: 8 - finding.severity.rawValue.count)
                text +=
                    "  \(finding.severity == .note ? style.faint(severity) : style.warning(severity))\(location.isEmpty ? "" : location + ": ")\(finding.sentence)  [\(finding.rule)]\n"
                if !finding.remedy.isEmpty { text += "          \(finding.remedy)\n" }
            }
        }
        let all = reports.flatMap(\.findings)
        let counts = Finding.Severity.allCases.reversed().map { severity in (severity, all.count { $0.severity == severity }) }
        let features = reports.reduce(0) { $0 + $1.features.count }
        let summary = counts.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }.joined(separator: ", ")
        return text
            + "\(reports.count) file\(reports.count == 1 ? "" : "s"), \(features) feature\(features == 1 ? "" : "s"): \(summary)\n"
    }

    /// A row for each finding.
    package static func csv(_ findings: [Finding]) -> String {
        var writer = ByteWriter(capacity: 64 + findings.count * 128)
        writer.append("severity,rule,file,line,feature,id,pointer,longitude,latitude,sentence,remedy\n" as StaticString)
        for finding in findings {
            let place = finding.place
            let cells = [
                finding.severity.rawValue, finding.rule, place.file ?? "", place.line.map(String.init) ?? "",
                place.feature.map(String.init) ?? "", place.id ?? "", place.pointer ?? "",
                place.position.map { FixedDecimal.string($0.longitude, decimals: 7) } ?? "",
                place.position.map { FixedDecimal.string($0.latitude, decimals: 7) } ?? "", finding.sentence, finding.remedy,
            ]
            for (i, cell) in cells.enumerated() {
                if i > 0 { writer.append(UInt8(ascii: ",")) }
                writer.append(cell: cell)
            }
            writer.append(UInt8(ascii: "\n"))
        }
        return writer.text
    }

    /// The findings as points to see on a map; those without a place have no geometry.
    package static func layer(_ findings: [Finding]) -> FeatureLayer {
        FeatureLayer(
            name: "findings", title: "Findings", kind: .point,
            fields: [
                Field("severity", .text), Field("rule", .text), Field("file", .text), Field("line", .integer),
                Field("feature", .integer),
                Field("id", .text), Field("pointer", .text), Field("sentence", .text), Field("remedy", .text),
            ],
            features: findings.map { finding in
                let place = finding.place
                func text(_ value: String?) -> FieldValue { value.map { .text($0) } ?? .null }
                func number(_ value: Int?) -> FieldValue { value.map { .integer(Int64($0)) } ?? .null }
                return Feature(
                    geometry: place.position.map { .point($0) },
                    properties: [
                        "severity": .text(finding.severity.rawValue), "rule": .text(finding.rule), "file": text(place.file),
                        "line": number(place.line), "feature": number(place.feature), "id": text(place.id),
                        "pointer": text(place.pointer),
                        "sentence": .text(finding.sentence), "remedy": .text(finding.remedy),
                    ])
            }, synthetic: false)
    }
}
