import Foundation

/// One outside case, and what came of comparing it.
///
/// A field is read by its path (`args.distance`); one that is missing throws. What was read is remembered: a case with a field that nobody read was not compared.
public final class CorpusRow {
    public let id: String
    public let operation: String
    private let fields: [String: Any]
    private var pathsRead: Set<String> = []
    private var comparisons = 0
    /// What differs: the thing, what was expected and what came.
    public private(set) var differences: [String] = []
    /// What of this case is not compared, and why.
    public private(set) var omissions: [String] = []

    struct FieldError: Error, CustomStringConvertible { let description: String }

    /// Where a case comes from and how it is compared, not what is compared.
    private static let describing: Set<String> = [
        "id", "op", "source", "sources", "also", "checked", "note", "reason", "rule", "convention", "compare", "tolerance",
    ]

    /// Where the file of cases is.
    private let folder: URL

    init(_ fields: [String: Any], of folder: URL, number: Int, id: String, operation: String) {
        self.fields = fields
        self.folder = folder
        self.id = fields[id] as? String ?? "row \(number) without \"\(id)\""
        self.operation = fields[operation] as? String ?? "no \"\(operation)\""
        pathsRead = [id, operation]
    }

    /// Why the case may be answered otherwise; `nil` where it may not.
    public var convention: String? { fields["convention"] as? String }

    // MARK: Fields

    private func find(_ path: String) -> Any? {
        var value: Any? = fields
        for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
        return value is NSNull ? nil : value
    }

    public func has(_ path: String) -> Bool { find(path) != nil }

    public func value<T>(_ path: String, as _: T.Type = T.self) throws -> T {
        pathsRead.insert(path)
        guard let found = find(path) else { throw FieldError(description: "the case has no \"\(path)\"") }
        guard let value = found as? T else { throw FieldError(description: "\"\(path)\" is not \(T.self): \(found)") }
        return value
    }

    public func text(_ path: String) throws -> String { try value(path) }
    public func flag(_ path: String) throws -> Bool { try value(path) }
    public func whole(_ path: String) throws -> Int { try value(path) }
    public func numbers(_ path: String) throws -> [Double] { try value(path, as: [NSNumber].self).map(\.doubleValue) }
    public func texts(_ path: String) throws -> [String] { try value(path) }

    /// A number; what JSON cannot hold is written as text there.
    public func number(_ path: String) throws -> Double {
        switch try value(path, as: Any.self) {
        case let number as NSNumber: return number.doubleValue
        case let text as String where text == "NaN" || text == "undefined": return .nan
        case let text as String where text == "Infinity": return .infinity
        case let other: throw FieldError(description: "\"\(path)\" is not a number: \(other)")
        }
    }

    /// The file that a case of a manifest names.
    public func bytes() throws -> [UInt8] {
        pathsRead.formUnion(["sha256", "bytes"])
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: id)))
        if let size = try? whole("bytes"), bytes.count != size {
            throw FieldError(description: "the file has \(bytes.count) bytes, not \(size)")
        }
        return bytes
    }

    /// For what is read to know the case and compared by way of something else.
    public func note(_ paths: String...) { pathsRead.formUnion(paths) }

    /// Paths that were not read: fields, and the members of those that are objects. `null` says nothing and need not be.
    private func unread(beside: Set<String>) -> [String] {
        fields.keys.sorted().filter { !Self.describing.contains($0) && !beside.contains($0) && has($0) }.flatMap {
            key -> [String] in
            guard let members = fields[key] as? [String: Any], !pathsRead.contains(key) else { return [key] }
            return members.keys.sorted().map { "\(key).\($0)" }.filter(has)
        }.filter { !pathsRead.contains($0) && !beside.contains($0) }
    }

    // MARK: Comparing

    /// Equal values.
    public func compare<T: Equatable>(_ what: String, got: T, expected: T) {
        compare(what, got == expected, got: "\(got)", expected: "\(expected)")
    }

    /// Something that was compared by whoever calls.
    public func compare(
        _ what: String, _ agrees: Bool, got: @autoclosure () throws -> String, expected: @autoclosure () -> String
    ) rethrows {
        comparisons += 1
        if !agrees { differences.append("\(what): expected \(expected()), got \(try got())") }
    }

    /// Numbers at most `slack` apart; not a number agrees with not a number, or with `nil`.
    public func compare(_ what: String, got: Double?, expected: Double, within slack: Double) {
        let agrees = got.map { abs($0 - expected) <= slack || $0 == expected || ($0.isNaN && expected.isNaN) } ?? expected.isNaN
        compare(what, agrees, got: got.map { "\($0)" } ?? "nothing", expected: "\(expected) within \(slack)")
    }

    /// A number within the tolerance of the case, which is one for values around 1: what is smaller is as exact as what is not, a p-value of 1e-40 too.
    /// A 0 has no size to be compared with.
    public func compare(_ what: String, number got: Double?, expected: Double) throws {
        let relative = has("tolerance.relative") ? try number("tolerance.relative") : 0
        let absolute = has("tolerance.absolute") ? try number("tolerance.absolute") : 0
        let size = abs(expected)
        let slack = size == 0 ? max(absolute, 1e-12) : relative * size + absolute * min(size, 1)
        compare(what, got: got, expected: expected, within: slack.isFinite ? slack : 0)
    }

    /// The same for the number or the list of numbers at a path.
    public func compare(_ got: Double?, at path: String) throws {
        try compare(path, number: got, expected: number(path))
    }

    public func compare(_ got: [Double], at path: String) throws {
        let expected = try numbers(path)
        compare("values of \(path)", got: got.count, expected: expected.count)
        for (index, pair) in zip(got, expected).enumerated() {
            try compare("\(path)[\(index)]", number: pair.0, expected: pair.1)
        }
    }

    /// What the library has no such thing as: the rest of the case is compared.
    public func omit(_ reason: String) { omissions.append(reason) }

    /// Runs a check: what it throws is a difference, and so is a field that it did not read.
    func run(_ check: ((CorpusRow) throws -> Void)?, beside: Set<String>) {
        guard let check else {
            differences.append("no check knows the operation \"\(operation)\"")
            return
        }
        do { try check(self) } catch {
            differences.append("expected \(find("expected") ?? "an answer"), got the error \"\(error)\"")
        }
        guard differences.isEmpty else { return }
        if comparisons == 0 { differences.append("nothing was compared") }
        for path in unread(beside: beside) { differences.append("\"\(path)\" was not compared") }
    }
}
