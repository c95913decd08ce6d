import GeoFormats
import LinearReferencing
import OrderedCollections

/// What every JSON result is wrapped in: schema, definitions, tool, study, parameters, results, findings, in this order, without a clock.
package struct ResultEnvelope: Sendable {
    /// The command whose schema the results follow: `coverage` gives `geo-tool/coverage/1`.
    package var verb: String
    package var study: JSONValue
    package var parameters: OrderedDictionary<String, JSONValue>
    package var results: [JSONValue]
    package var findings: [Finding]

    package init(
        verb: String, study: JSONValue = .null, parameters: OrderedDictionary<String, JSONValue> = [:], results: [JSONValue],
        findings: [Finding] = []
    ) {
        self.verb = verb
        self.study = study
        self.parameters = parameters
        self.results = results
        self.findings = findings
    }

    /// The edition of the definitions that results follow. The same names meant other lengths and counts in edition 1.
    package static let definitions = 2

    /// What the result was computed with.
    static var toolJSON: JSONValue {
        ["version": .string(ToolVersion.tool), "proj": .string(ToolVersion.proj), "geos": .string(ToolVersion.geos)]
    }

    package var json: JSONValue {
        [
            "schema": .string("geo-tool/\(verb)/1"),
            "definitions": .integer(Self.definitions),
            "tool": Self.toolJSON,
            "study": study,
            "parameters": .object(parameters),
            "results": .array(results),
            "findings": .array(findings.map(\.json)),
        ]
    }

    /// The same with the remedies of its findings in the words of `wording`.
    package func worded(_ wording: Remedy.Wording) -> ResultEnvelope {
        var envelope = self
        envelope.findings = findings.map { $0.worded(wording) }
        return envelope
    }

    /// The whole document, ended by a newline.
    package func text() -> String { json.text() + "\n" }
}

extension Finding {
    /// `rule, severity, file, line, feature, id, pointer, position, sentence, remedy`; `null` where not known.
    package var json: JSONValue {
        [
            "rule": .string(rule), "severity": .string(severity.rawValue), "file": .text(place.file),
            "line": place.line.map { .integer($0) } ?? .null, "feature": place.feature.map { .integer($0) } ?? .null,
            "id": .text(place.id), "pointer": .text(place.pointer),
            "position": place.position.map { .position($0) } ?? .null, "sentence": .string(sentence),
            "remedy": .string(remedy.description),
        ]
    }
}
