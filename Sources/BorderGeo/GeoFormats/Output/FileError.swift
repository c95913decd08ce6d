import DatabaseHandles
import LinearReferencing
import SystemPackage

/// A file that cannot be found, read, created or written. The command line exits with 66, 66, 73, 73 and 74.
public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
    case notFound(path: String)
    case unreadable(path: String, reason: String)
    case cannotCreate(path: String, reason: String)
    /// Something is there that no earlier run made, or that somebody changed since.
    case occupied(path: String, reason: String)
    case writeFailed(path: String, reason: String, remedy: String = FileError.runAgain)

    public var description: String { text(Remedy.inGeneral) }

    /// What happened, where, and what to do, with the names that `wording` gives to what a user can change.
    package func text(_ wording: Remedy.Wording) -> String {
        let (path, sentence, remedy): (String, String, Remedy) =
            switch self {
            case .notFound("-"): ("<stdin>", "nothing to read", "Give a file, or something on standard input.")
            case .notFound(""): ("\"\"", "no such file", "The path is empty: a variable of the script may not be set.")
            case .notFound(let path):
                (path, "no such file", "Check the path; relative paths count from the folder the command runs in.")
            case .unreadable(let path, let reason):
                (path, "cannot be read (\(reason))", "Check that it is a file and that its permissions allow reading.")
            case .cannotCreate(let path, let reason):
                (
                    path.isEmpty ? "\"\"" : path, "cannot be created (\(reason))",
                    path.isEmpty
                        ? "Name the file or folder to write: a variable of the script may not be set."
                        : "Choose another place with -o, or remove what is there."
                )
            case .occupied(let path, let reason):
                (path, "cannot be created (\(reason))", "Choose another folder; \(.overwriting) overwrites them.")
            case .writeFailed(let path, let reason, let remedy):
                (path == "-" ? "<stdout>" : path, "writing failed (\(reason))", Remedy(remedy))
            }
        return "\(path): \(sentence)\n  \(remedy.worded(wording))"
    }

    public static let runAgain = "Nothing was left half written; run again."
}

extension FileError {
    /// The system's words for what went wrong, in lower case as the rest of a sentence.
    static func reason(_ error: any Error) -> String { "\(error)".lowercased() }

    /// The system's words for a status of `SystemCalls`.
    static func reason(status: CInt) -> String { reason(Errno(rawValue: status)) }

    /// A write that the system refused, with what helps against that very cause.
    static func writing(_ path: String, _ error: any Error) -> FileError {
        .writeFailed(path: path, reason: reason(error), remedy: remedy(error as? Errno, isStream: path == "-"))
    }

    private static func remedy(_ error: Errno?, isStream: Bool) -> String {
        let kept = isStream ? "What was written before is incomplete; " : "Nothing was left half written; "
        return switch error {
        case .noSpace?: kept + "free some space and run again."
        case .diskQuotaExceeded?: kept + "your quota is used up: free some of it and run again."
        case .brokenPipe?: "What reads the output has stopped reading: let it read to the end, or write to a file."
        case .fileTooLarge?: kept + "the file system or a limit (ulimit -f) allows no larger file."
        case .ioError?: kept + "the disk or the connection to it fails: see the system's log."
        case .readOnlyFileSystem?: kept + "the file system is read-only: choose another place."
        case .permissionDenied?, .notPermitted?: kept + "choose a place that you may write to."
        case .badFileDescriptor?: "Nothing takes the output: it was closed before the command started."
        default: kept + "run again."
        }
    }

    /// A failure of SQLite: few of them have to do with the disk.
    static func writing(_ path: String, _ error: SQLiteError) -> FileError {
        let words = error.message.lowercased()
        let remedy =
            switch error.kind {
            case .full: "free some space and run again."
            case .system where words.contains("i/o"): "the disk or the connection to it fails: see the system's log."
            case .system: "choose a place that you may write to."
            case .damaged, .refused, .tooLarge, .statement: "run again; if that fails too, please report it."
            }
        return .writeFailed(path: path, reason: error.message, remedy: "Nothing was left half written; " + remedy)
    }

    /// The same failure of another path: of the file that was asked for, where a temporary one failed.
    func about(_ path: String) -> FileError {
        switch self {
        case .notFound: .notFound(path: path)
        case .unreadable(_, let reason): .unreadable(path: path, reason: reason)
        case .cannotCreate(_, let reason): .cannotCreate(path: path, reason: reason)
        case .occupied(_, let reason): .occupied(path: path, reason: reason)
        case .writeFailed(_, let reason, let remedy): .writeFailed(path: path, reason: reason, remedy: remedy)
        }
    }
}
