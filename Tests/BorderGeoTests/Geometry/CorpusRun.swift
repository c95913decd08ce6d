import Foundation
import Testing

/// One run over a file of outside cases: counts what ran and what is excused, and records each difference as an issue.
///
/// An excuse names a case or an operation and says why; one that excuses nothing any more fails the run.
struct CorpusRun {
    private let name: String
    private let excuses: [String: String]
    private var ran = 0
    private var differed = 0
    private var excused: [String: Int] = [:]

    init(_ name: String, excuses: [String: String] = [:]) {
        self.name = name
        self.excuses = excuses
    }

    /// Checks one case: `nil` where it agrees, else what differs. A thrown error is a difference too.
    mutating func check(_ id: String, op: String, _ difference: () throws -> String?) {
        ran += 1
        var found: String?
        do { found = try difference() } catch { found = "threw \(error)" }
        guard let found else { return }
        for key in [id, op] where excuses[key] != nil {
            excused[key, default: 0] += 1
            return
        }
        differed += 1
        Issue.record("\(name) \(op) \(id): \(found)")
    }

    func finish(expecting count: Int) {
        #expect(ran == count)
        for key in excuses.keys.sorted() where excused[key] == nil { Issue.record("\(name): the excuse \(key) excuses nothing") }
        let total = excused.values.reduce(0, +)
        print("\(name): \(ran) cases, \(ran - total - differed) agree, \(differed) differ, \(total) excused")
        for (key, count) in excused.sorted(by: { $0.key < $1.key }) { print("  \(key) (\(count)): \(excuses[key] ?? "")") }
    }
}

extension [String: Any] {
    func text(_ key: String) -> String { self[key] as? String ?? "" }
    func number(_ key: String) -> Double { (self[key] as? NSNumber)?.doubleValue ?? .nan }
    func numbers(_ key: String) -> [Double] { (self[key] as? [NSNumber])?.map(\.doubleValue) ?? [] }
    func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }
    func flag(_ key: String) -> Bool { (self[key] as? NSNumber)?.boolValue ?? false }
    func has(_ key: String) -> Bool { self[key].map { !($0 is NSNull) } ?? false }
}

/// `nil` where two numbers agree, else both.
func difference(_ what: String, _ got: Double, _ expected: Double, _ tolerance: Double) -> String? {
    abs(got - expected) <= tolerance || got == expected ? nil : "\(what) is \(got), expected \(expected) within \(tolerance)"
}
