import BorderGeo
import Foundation
import TestSupport
import Testing

/// JSONTestSuite, read as a document and as the value of a feature's property. Where the RFC leaves it open ("either") what a double or a string cannot
/// hold unaltered is refused: numbers beyond a double, lone surrogates, broken UTF-8, a byte order mark. For what is read otherwise than written
/// ("report") see `JSONParsingTests.openQuestions`.
@Suite(.needs(.corpora)) struct JSONCorpusTests {
    @Test func everyCaseAgrees() throws {
        let run = try CorpusRun(
            .json, operation: "expected",
            checks: ["accept": Self.check, "reject": Self.check, "either": Self.check, "report": Self.check])
        try run.expectAgreement()
    }

    private static func check(_ row: CorpusRow) throws {
        let bytes = try row.bytes()
        let document = try value { () throws in try JSONValue(parsing: bytes) }
        if ["accept", "reject"].contains(row.operation) {
            row.compare(
                "document", (document == nil) == (row.operation == "reject"), got: name(document), expected: row.operation)
        }
        for size in [64, 1 << 20] {
            let property = try value { try embedded(bytes, pieces: size) }
            row.compare("property in pieces of \(size)", property == document, got: name(property), expected: name(document))
        }
    }

    /// `nil` for what is refused; any error but an `InputError` is a difference.
    private static func value(_ read: () throws -> JSONValue) throws -> JSONValue? {
        do { return try read() } catch is InputError { return nil }
    }

    private static func name(_ value: JSONValue?) -> String { value.map { String("\($0)".prefix(300)) } ?? "an error" }

    private struct NotOneValue: Error { var features: [Feature] }

    /// The bytes as the only property of the only feature of a collection, read through the stream of features.
    private static func embedded(_ bytes: [UInt8], pieces: Int) throws -> JSONValue {
        let (before, after) = (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"v":"#, "}}]}"
        )
        let text = Array(before.utf8) + bytes + Array(after.utf8)
        let stream = try FeatureStream(.bytes(text, name: "embedded.geojson"), chunkBytes: pieces)
        let features = try InputReader.collect(stream, jobs: 1).features
        guard features.count == 1, features[0].properties.count == 1, let value = features[0].properties["v"] else {
            throw NotOneValue(features: features)
        }
        switch value {
        // An array or an object is kept as text, and read with the rest of the document.
        case .json(let text): return try JSONValue(parsing: text)
        case .real(let number): return .shortest(number)
        default: return .field(value)
        }
    }
}
