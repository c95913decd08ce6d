import BorderAnalysis
import BorderBase
import BorderStudy
import GeoFormats
import LinearReferencing
import OrderedCollections

/// What a check of files and studies found, in the forms that people and programs read: lists, not tables.
package struct LintResult: WritableResult {
    package static var formats: [ResultFormat] { [.text, .json, .csv, .geojson] }
    /// One for each file, in order.
    package var reports: [Linter.Report]
    package var parameters: OrderedDictionary<String, JSONValue>

    /// `border` and `severity` are what was asked for: against which border, and from which severity on a finding counts as a failure.
    package init(_ reports: [Linter.Report], border: String, severity: Finding.Severity) {
        self.reports = reports
        parameters = ["border": .string(border), "severity": .string(severity.rawValue)]
    }

    package var findings: [Finding] { reports.flatMap(\.findings) }
    package var tables: [ResultTable] { [] }

    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "lint", parameters: parameters,
            results: reports.map { report in
                func count(_ severity: Finding.Severity) -> JSONValue {
                    .integer(report.findings.count { $0.severity == severity })
                }
                return [
                    "file": .string(report.file), "role": .string(report.role.rawValue),
                    "features": .integer(report.features.count), "errors": count(.error), "warnings": count(.warning),
                    "notes": count(.note),
                ]
            }, findings: findings)
    }

    /// Findings under their files, gravest first, and a count at the end.
    package func text(_ style: TextStyle) -> String { text(style) { $0.digest() } }

    package func textWithEveryFinding(_ style: TextStyle) -> String { text(style) { $0 } }

    private func text(_ style: TextStyle, listing: ([Finding]) -> [Finding]) -> String {
        var text = ""
        for report in reports where !report.findings.isEmpty {
            text += style.strong(report.file) + "\n"
            for finding in listing(report.findings) {
                var place = finding.place
                place.file = nil
                let location = place.description
                let severity = finding.severity.rawValue + String(repeating: " ", count: 8 - finding.severity.rawValue.count)
                let dressed = finding.severity == .note ? style.faint(severity) : style.warning(severity)
                let sentence = "\(location.isEmpty ? "" : location + ": ")\(finding.sentence)  [\(finding.rule)]"
                text += "  " + dressed + style.hanging(sentence, by: 10)
                if !finding.remedy.isEmpty { text += "          " + style.hanging(finding.remedy.description, by: 10) }
            }
        }
        let all = findings
        let counts = Finding.Severity.allCases.reversed().map { severity in (severity, all.count { $0.severity == severity }) }
        let features = reports.reduce(0) { $0 + $1.features.count }
        let summary = counts.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }.joined(separator: ", ")
        return text
            + "\(reports.count) file\(reports.count == 1 ? "" : "s"), \(features) feature\(features == 1 ? "" : "s"): \(summary)\n"
    }

    /// A row for each finding.
    package func csv() -> String {
        var writer = ByteWriter(capacity: 64 + findings.count * 128)
        writer.append("severity,rule,file,line,feature,id,pointer,longitude,latitude,sentence,remedy\n" as StaticString)
        for finding in findings {
            let place = finding.place
            let cells = [
                finding.severity.rawValue, finding.rule, place.file ?? "", place.line.map(String.init) ?? "",
                place.feature.map(String.init) ?? "", place.id ?? "", place.pointer ?? "",
                place.position.map { FixedDecimal.string($0.longitude, decimals: 7) } ?? "",
                place.position.map { FixedDecimal.string($0.latitude, decimals: 7) } ?? "", finding.sentence,
                finding.remedy.description,
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
    package func mapLayer() -> FeatureLayer? {
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
                        "sentence": .text(finding.sentence), "remedy": .text(finding.remedy.description),
                    ])
            }, synthetic: false)
    }
}
