import CSQLite

/// What the statements of one connection may do and how much of it. SQLite asks it while it compiles a statement and while it runs one.
///
/// A file that somebody else made brings SQL of its own along: views, triggers, defaults, virtual tables.
final class SQLiteGuard {
    /// How far statements may go.
    struct Limits {
        /// Instructions of SQLite's machine, over all statements.
        var instructions: Int
        /// Time inside of SQLite, over all statements.
        var time: Duration
        /// Questions while compiling, over all statements: views of views grow without end before anything runs.
        var questions: Int
        /// What rows may come to, over all statements: 64 a row, 16 a value, and the bytes of texts and blobs.
        var bytes: Int
    }

    let purpose: SQLiteConnection.Purpose
    private var limits: Limits
    private var entered: ContinuousClock.Instant?
    /// Tables and views that may be read, `folded`; `nil` while the connection itself looks for them.
    var readable: Set<String>?
    /// Why something was not allowed, for the message: SQLite says "not authorized" and "interrupted" only.
    private(set) var reason: String?

    init(_ purpose: SQLiteConnection.Purpose, limits: Limits) {
        self.purpose = purpose
        self.limits = limits
    }

    /// Counts the time that a call takes.
    func timed<R>(_ call: () -> R) -> R {
        entered = .now
        defer {
            if let entered { limits.time -= ContinuousClock.now - entered }
            entered = nil
        }
        return call()
    }

    /// Between how many instructions SQLite asks whether to go on: one of them can take milliseconds (a long text is copied).
    static let stride = 200

    /// Whether to stop.
    func isExhausted() -> Bool {
        limits.instructions -= Self.stride
        if limits.instructions < 0 { reason = "it takes too many steps" }
        if let entered, ContinuousClock.now - entered > limits.time { reason = "it takes too long" }
        return limits.instructions < 0 || reason != nil
    }

    /// Takes so much from what rows may come to.
    func spend(_ bytes: Int) throws(SQLiteError) {
        limits.bytes -= bytes
        if limits.bytes < 0 { throw SQLiteError(.refused, "it gives far more than the file holds") }
    }

    /// Whether a statement, or a view that it reads, may do something; `first` and `second` are what SQLite says about the action.
    func allows(_ action: Int32, first: String?, second: String?) -> Bool {
        limits.questions -= 1
        guard limits.questions > 0 else {
            reason = "its views are too many or too deep"
            return false
        }
        let isAllowed =
            purpose == .reading
            ? allowsReading(action, first: first, second: second) : allowsWriting(action, first: first, second: second)
        if !isAllowed, reason == nil {
            reason = "it wants what is not allowed here\((second ?? first).map { ": \($0)" } ?? "")"
        }
        return isAllowed
    }

    private func allowsReading(_ action: Int32, first: String?, second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT: return true
        case SQLITE_READ:
            return readable.map { $0.contains(Self.folded(first ?? "")) } ?? true
        case SQLITE_FUNCTION: return Self.harmless.contains(Self.folded(second ?? ""))
        case SQLITE_PRAGMA: return first == "table_info"
        case SQLITE_RECURSIVE:
            reason = "a view is recursive"
            return false
        default: return false
        }
    }

    /// A name without letter case, as SQLite compares names: A to Z only.
    static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    private func allowsWriting(_ action: Int32, first: String?, second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_TRANSACTION, SQLITE_FUNCTION, SQLITE_CREATE_TABLE,
            SQLITE_CREATE_INDEX, SQLITE_CREATE_TRIGGER:
            true
        case SQLITE_CREATE_VTABLE: second == "rtree"
        // R-trees take nodes out of tables of their own.
        case SQLITE_DELETE: first?.hasPrefix("rtree_") == true
        case SQLITE_PRAGMA: ["application_id", "user_version", "page_size"].contains(first)
        default: false
        }
    }

    /// Functions that views may call: none of them makes much out of little, or looks at anything but its arguments.
    private static let harmless: Set<String> = [
        "abs", "avg", "cast", "coalesce", "count", "date", "datetime", "iif", "ifnull", "instr", "julianday", "length", "like",
        "lower", "ltrim",
        "max", "min", "nullif", "round", "row_number", "rtrim", "sign", "strftime", "substr", "substring", "sum", "time", "total",
        "trim",
        "typeof", "upper",
    ]
}
