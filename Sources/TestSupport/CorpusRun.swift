import Foundation
import Testing

/// One run over a file of outside cases. Every case is compared, also after one that differs, and each that differs is an issue of its own.
public struct CorpusRun {
    public typealias Check = (CorpusRow) throws -> Void

    private let checks: [String: Check]
    private let excuses: [String: String]
    private let beside: Set<String>
    private let key: String
    private let url: URL
    private let name: String

    /// - Parameters:
    ///   - operation: the field that says what a case is of.
    ///   - excuses: by the id of a case, why it is answered otherwise.
    ///   - beside: paths of fields that are not compared in any case.
    ///   - checks: by operation. One that the file does not have fails, and so does a case of an operation that is not here.
    public init(
        _ file: Corpora.File, operation: String = "op", excuses: [String: String] = [:], beside: Set<String> = [],
        checks: [String: Check]
    ) throws {
        self.init(
            try Corpora.required().appending(path: file.rawValue), operation: operation, excuses: excuses, beside: beside,
            checks: checks)
    }

    /// Any file, for tests of this.
    public init(
        _ url: URL, operation: String = "op", excuses: [String: String] = [:], beside: Set<String> = [], checks: [String: Check]
    ) {
        self.url = url
        name = url.pathComponents.suffix(2).joined(separator: "/")
        key = operation
        self.excuses = excuses
        self.beside = beside
        self.checks = checks
    }

    /// What came of a file: every case is in one of the counts, or among the faults.
    public struct Outcome: Sendable {
        public var rows = 0
        /// Cases that agree, those of which something is left out among them.
        public var compared = 0
        public var differing = 0
        /// Ids of cases that differ and may, with the reason.
        public var excused: [(id: String, reason: String)] = []
        /// By reason, how many of the cases that agree were compared without something.
        public var omissions: [String: Int] = [:]
        public var faults: [String] = []
    }

    public func outcome() throws -> Outcome {
        var outcome = Outcome()
        let rows = try Corpora.rows(of: url, operation: key)
        outcome.rows = rows.count
        var unused = Set(excuses.keys)
        var untouched = Set(checks.keys)
        for row in rows {
            row.run(checks[row.operation], beside: beside)
            let excuse = excuses[row.id]
            unused.remove(row.id)
            if row.differences.isEmpty {
                outcome.compared += 1
                untouched.remove(row.operation)
                for reason in Set(row.omissions) { outcome.omissions[reason, default: 0] += 1 }
                if excuse != nil, row.convention == nil {
                    outcome.faults.append("\(row.operation) \(row.id) agrees: the excuse is not needed")
                }
            } else if let excuse {
                outcome.excused.append((row.id, excuse))
                // Compared all the same, where a convention allows another answer.
                if row.convention != nil { untouched.remove(row.operation) }
            } else {
                outcome.differing += 1
                outcome.faults.append("\(row.operation) \(row.id): \(row.differences.joined(separator: "; "))")
            }
        }
        for id in unused.sorted() { outcome.faults.append("an excuse names \(id), which the file does not have") }
        for operation in untouched.sorted() { outcome.faults.append("no case of \(operation) was compared") }
        if outcome.compared + outcome.excused.count + outcome.differing != outcome.rows {
            outcome.faults.append("of \(outcome.rows) cases some were neither compared nor excused")
        }
        return outcome
    }

    /// Runs, and records what is wrong; the counts are printed.
    public func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let outcome = try outcome()
        for fault in outcome.faults { Issue.record("\(name): \(fault)", sourceLocation: sourceLocation) }
        print(
            "\(name): \(outcome.rows) cases, \(outcome.compared) agree, \(outcome.differing) differ, \(outcome.excused.count) excused"
        )
        for (id, reason) in outcome.excused { print("  \(id): \(reason)") }
        for (reason, count) in outcome.omissions.sorted(by: { $0.key < $1.key }) {
            print("  \(count) compared without \(reason)")
        }
    }
}
