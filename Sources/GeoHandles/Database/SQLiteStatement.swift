import CSQLite

/// A value of a row, as it is stored: what a column is declared as binds nobody.
package enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    /// A text whose bytes are not UTF-8.
    case malformedText([UInt8])

    package static func text(orNull text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
    package static func real(orNull value: Double?) -> SQLiteValue { value.map { .real($0) } ?? .null }
}

/// Owner of one compiled statement.
package struct SQLiteStatement: ~Copyable {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    /// SQLite asks it while the statement runs.
    private let warden: SQLiteGuard

    init(owning statement: OpaquePointer, of connection: OpaquePointer, _ warden: SQLiteGuard) {
        self.statement = statement
        self.connection = connection
        self.warden = warden
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs it from its start with values in place of its question marks; rows that it gives are passed over.
    package func run(_ values: [SQLiteValue]) throws(SQLiteError) {
        try bind(values)
        while try step() {}
    }

    /// Sets the statement back and puts values in place of its question marks.
    package func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        for (i, value) in values.enumerated() {
            let index = Int32(clamping: i + 1)
            let code =
                switch value {
                case .null, .malformedText: sqlite3_bind_null(statement, index)
                case .integer(let value): sqlite3_bind_int64(statement, index, value)
                case .real(let value): sqlite3_bind_double(statement, index, value)
                case .text(let text): bind(text: text, at: index)
                case .blob(let bytes):
                    bytes.withUnsafeBytes { csqlite_bind_blob(statement, index, $0.baseAddress, UInt64($0.count)) }
                }
            guard code == SQLITE_OK else { throw SQLiteConnection.error(connection, code, stoppedBy: warden) }
        }
    }

    /// Functions of SQLite and its other readers stop at a NUL: one becomes U+FFFD, as in names.
    private func bind(text: String, at index: Int32) -> Int32 {
        var text = SQLIdentifier(text).name
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                csqlite_bind_text(statement, index, $0.baseAddress, UInt64($0.count))
            }
        }
    }

    /// Goes to the next row; `false` behind the last one.
    package func step() throws(SQLiteError) -> Bool {
        let code = warden.timed { sqlite3_step(statement) }
        switch code {
        case SQLITE_ROW:
            try warden.spend(64)
            return true
        case SQLITE_DONE: return false
        default: throw SQLiteConnection.error(connection, code, stoppedBy: warden)
        }
    }

    package var columnCount: Int { Int(sqlite3_column_count(statement)) }

    /// A column's name; `nil` where it is not UTF-8.
    package func name(_ column: Int) -> String? {
        sqlite3_column_name(statement, Int32(clamping: column)).flatMap { String(validatingCString: $0) }
    }

    /// What a column of a table is declared as; empty for what a view computes.
    package func declaredType(_ column: Int) -> String {
        sqlite3_column_decltype(statement, Int32(clamping: column)).map { String(cString: $0) } ?? ""
    }

    /// A value of the current row; null for a column that does not exist.
    package func value(_ column: Int) throws(SQLiteError) -> SQLiteValue {
        let column = Int32(clamping: column)
        try warden.spend(16)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, column) else {
                throw SQLiteConnection.error(connection, SQLITE_NOMEM, stoppedBy: warden)
            }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            try warden.spend(bytes.count)
            return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .malformedText(Array(bytes))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(statement, column) else { return .blob([]) }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            try warden.spend(bytes.count)
            return .blob(Array(bytes))
        default: return .null
        }
    }
}
