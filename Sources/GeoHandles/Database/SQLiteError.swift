import CSQLite

/// A failed call into SQLite: what kind of failure it is, and SQLite's own words.
package struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The file is no database, or a damaged one.
        case damaged
        /// What a statement or a view wants is not allowed, or goes beyond the limits of a connection.
        case refused
        /// A value or a row is larger than SQLite takes.
        case tooLarge
        /// The disk is full.
        case full
        /// The system reads or writes no more, or does not open the file.
        case system
        /// Everything else: a column that does not exist, a constraint.
        case statement
    }

    package var kind: Kind
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// `code` is SQLite's primary or extended result code.
    init(code: Int32, message: String) {
        kind =
            switch code & 0xFF {
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: .damaged
            case SQLITE_AUTH, SQLITE_INTERRUPT, SQLITE_NOMEM, SQLITE_ABORT: .refused
            case SQLITE_TOOBIG: .tooLarge
            case SQLITE_FULL: .full
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .system
            default: .statement
            }
        self.message = message
    }

    package var description: String { message }
}
