import Foundation
import TestSupport
import Testing

/// One outside case: named numbers in, named numbers out. "NaN" and "Infinity" are written as text there.
struct CorpusRow {
    var id: String
    var op: String
    var input: [String: Any]
    var expected: [String: Any]
    var expectsError: Bool
    var relative: Double
    var absolute: Double

    static func all(_ path: String, op: String) throws -> [CorpusRow] {
        try Corpora.cases(path).compactMap { line in
            guard line["op"] as? String == op else { return nil }
            let tolerance = line["tolerance"] as? [String: Double] ?? [:]
            return CorpusRow(
                id: line["id"] as? String ?? "", op: op, input: line["input"] as? [String: Any] ?? [:],
                expected: line["expected"] as? [String: Any] ?? [:], expectsError: line["expected"] as? String == "error",
                relative: tolerance["relative"] ?? 0, absolute: tolerance["absolute"] ?? 0)
        }
    }

    /// Every row of an operation, also after one that fails: what a row throws is recorded with its id.
    static func each(_ path: String, op: String, _ check: (CorpusRow) throws -> Void) throws {
        let rows = try all(path, op: op)
        #expect(!rows.isEmpty, "\(path) has no \(op)")
        for row in rows {
            do { try check(row) } catch { Issue.record("\(row.id): \(error)") }
        }
    }

    func number(_ key: String) throws -> Double { try #require(input[key] as? Double, "\(id): no \(key)") }
    func whole(_ key: String) throws -> Int { try #require(input[key] as? Int, "\(id): no \(key)") }
    func numbers(_ key: String) throws -> [Double] { try #require(input[key] as? [Double], "\(id): no \(key)") }
    func expectedNumbers(_ key: String) throws -> [Double] { try #require(expected[key] as? [Double], "\(id): no \(key)") }

    /// Checks a value against the expected one of that name; NaN stands for "not defined".
    func check(_ key: String, _ value: Double?) {
        switch expected[key] {
        case let number as Double: close(value, number, key)
        case let text as String where text == "Infinity": #expect(value == .infinity, "\(id) \(key)")
        case let text as String where text == "NaN" || text == "undefined": #expect(value == nil, "\(id) \(key)")
        case nil: break
        default: Issue.record("\(id): cannot read expected \(key)")
        }
    }

    func close(_ value: Double?, _ number: Double, _ key: String) {
        guard let value else {
            Issue.record("\(id) \(key): nil, expected \(number)")
            return
        }
        // What is tiny, as a p-value can be, is as exact as what is not; only a 0 has no size to be compared with.
        let slack = relative * abs(number) + absolute + (number == 0 ? 1e-12 : 0)
        #expect(abs(value - number) <= slack, "\(id) \(key): \(value), expected \(number)")
    }
}
