import CSQLite
import GeoHandles

/// Owner of one connection to an SQLite file, closed in on itself: it can attach no other file, load no code, and run no statement of the file's own
/// that does anything but read.
///
/// A connection belongs to one thread at a time.
package struct SQLiteConnection: ~Copyable {
    package enum Purpose: Sendable {
        /// A file of somebody else, never written.
        case reading
        /// A new file of ours.
        case writing
    }

    private let handle: OpaquePointer
    private let warden: SQLiteGuard

    /// Opens a file; for `.writing` it is made where there is none. `size`: bytes of the file to read, which its limits grow with.
    ///
    /// SQLite opens a file that is no database: the first statement fails then.
    package static func open(_ path: String, for purpose: Purpose, size: Int = 0) throws(SQLiteError) -> SQLiteConnection {
        let size = max(0, min(size, 1 << 40))
        let (handle, warden) = try open(path, purpose, size: size)
        let connection = SQLiteConnection(owning: handle, warden)
        try connection.close(in: purpose, size: size)
        return connection
    }

    private init(owning handle: OpaquePointer, _ warden: SQLiteGuard) {
        self.handle = handle
        self.warden = warden
    }

    private static func open(_ path: String, _ purpose: Purpose, size: Int) throws(SQLiteError) -> (OpaquePointer, SQLiteGuard) {
        guard !path.utf8.contains(0) else { throw SQLiteError(.system, "its name holds a NUL character") }
        var handle: OpaquePointer?
        let access = purpose == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(
            purpose == .reading ? unchanging(path) : path, &handle,
            access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_URI, nil)
        guard let handle else { throw SQLiteError(.refused, "out of memory") }
        guard code == SQLITE_OK else {
            defer { sqlite3_close_v2(handle) }
            throw error(handle, code)
        }
        let limits =
            purpose == .writing
            ? SQLiteGuard.Limits(instructions: .max, time: .seconds(1 << 40), questions: .max, bytes: .max)
            : SQLiteGuard.Limits(
                instructions: 20_000_000 + 50 * size, time: .seconds(2) + .microseconds(size / 2), questions: 200_000,
                bytes: (16 << 20) + 32 * size)
        return (handle, SQLiteGuard(purpose, limits: limits))
    }

    deinit { sqlite3_close_v2(handle) }

    /// A file to read as a URI that says that nobody writes it, so that SQLite puts nothing beside it and needs no permission to; where changes of another
    /// program wait in a log or journal beside it, they are to be read as well, and it is left to SQLite.
    private static func unchanging(_ path: String) -> String {
        var uri = "file:"
        for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
        let isPending = ["-wal", "-journal"].contains { (SystemCalls.size(of: path + $0) ?? 0) > 0 }
        return isPending ? uri : uri + "?immutable=1"
    }
}

extension SQLiteConnection {
    /// Takes away what a file could do harm with. Before anything is read: the schema is parsed with the first statement.
    private func close(in purpose: Purpose, size: Int) throws(SQLiteError) {
        sqlite3_extended_result_codes(handle, 1)
        for (option, on) in [
            (SQLITE_DBCONFIG_DEFENSIVE, true), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false),
            (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false), (SQLITE_DBCONFIG_DQS_DDL, false), (SQLITE_DBCONFIG_DQS_DML, false),
            (SQLITE_DBCONFIG_WRITABLE_SCHEMA, false), (SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        ] {
            let code = csqlite_switch(handle, Int32(option), on ? 1 : 0)
            guard code == SQLITE_OK else { throw Self.error(handle, code) }
        }
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
        if purpose == .reading {
            // No value of a file is longer than the file; what a view makes of it stays within that.
            let longest = Int32(clamping: min(max(size, 1 << 20), 1_000_000_000))
            for (limit, value) in [
                (SQLITE_LIMIT_LENGTH, longest), (SQLITE_LIMIT_SQL_LENGTH, 1_000_000), (SQLITE_LIMIT_EXPR_DEPTH, 100),
                (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_VDBE_OP, 250_000), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
                (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
            ] { sqlite3_limit(handle, limit, value) }
            // For the whole process, so it only ever grows.
            let heap = Int64(max(96 << 20, 4 * size))
            if sqlite3_hard_heap_limit64(-1) < heap { sqlite3_hard_heap_limit64(heap) }
        }
        // Temporary tables count as memory, and nothing is left on the disk when the process is killed.
        try execute(
            purpose == .reading
                ? "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON"
                // The spatial index of millions of rows is read all over while it grows.
                : "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -131072")
        let warden = Unmanaged.passUnretained(warden).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { warden, action, first, second, _, _ in
                guard let warden else { return SQLITE_DENY }
                func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
                return Unmanaged<SQLiteGuard>.fromOpaque(warden).takeUnretainedValue()
                    .allows(action, first: text(first), second: text(second)) ? SQLITE_OK : SQLITE_DENY
            }, warden)
        guard purpose == .reading else { return }
        sqlite3_progress_handler(
            handle, Int32(SQLiteGuard.stride),
            { warden in
                guard let warden else { return 1 }
                return Unmanaged<SQLiteGuard>.fromOpaque(warden).takeUnretainedValue().isExhausted() ? 1 : 0
            }, warden)
        try findReadable()
    }

    /// What may be read: tables and views of the file, none of the virtual tables that SQLite brings along or that the file makes.
    private func findReadable() throws(SQLiteError) {
        let names = try prepare(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND upper(sql) NOT LIKE 'CREATE VIRTUAL%'")
        var readable: Set<String> = ["sqlite_schema", "sqlite_master"]
        while try names.step() {
            if case .text(let name) = try names.value(0) { readable.insert(SQLiteGuard.folded(name)) }
        }
        warden.readable = readable
    }

    /// Compiles one statement.
    package func prepare(_ sql: SQL) throws(SQLiteError) -> SQLiteStatement {
        var statement: OpaquePointer?
        let code = warden.timed { sqlite3_prepare_v2(handle, sql.text, -1, &statement, nil) }
        guard code == SQLITE_OK, let statement else { throw Self.error(handle, code, stoppedBy: warden) }
        return SQLiteStatement(owning: statement, of: handle, warden)
    }

    /// Runs one statement with values in place of its question marks.
    package func execute(_ sql: SQL, _ values: [SQLiteValue]) throws(SQLiteError) {
        let statement = try prepare(sql)
        try statement.run(values)
    }

    /// Runs several statements.
    package func execute(_ sql: SQL) throws(SQLiteError) {
        let code = warden.timed { sqlite3_exec(handle, sql.text, nil, nil, nil) }
        guard code == SQLITE_OK else { throw Self.error(handle, code, stoppedBy: warden) }
    }

    /// What SQLite says about the last failed call; where the guard stopped it, why.
    static func error(_ handle: OpaquePointer, _ code: Int32, stoppedBy warden: SQLiteGuard? = nil) -> SQLiteError {
        let said = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "code \(code)"
        let error = SQLiteError(code: code, message: said)
        if let reason = warden?.reason { return SQLiteError(.refused, reason) }
        return error.kind != .refused
            ? error : SQLiteError(.refused, (code & 0xFF == SQLITE_NOMEM ? "it takes too much memory" : said))
    }
}
