import SystemPackage

/// A file that cannot be found, read, created or written. The command line exits with 66, 66, 73 and 74.
public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
    case notFound(path: String)
    case unreadable(path: String, reason: String)
    case cannotCreate(path: String, reason: String)
    case writeFailed(path: String, reason: String)

    public var description: String {
        switch self {
        case .notFound(let path):
            "\(path): no such file\n  Check the path; relative paths count from the folder the command runs in."
        case .unreadable(let path, let reason):
            "\(path): cannot be read (\(reason))\n  Check that it is a file and that its permissions allow reading."
        case .cannotCreate(let path, let reason):
            "\(path): cannot be created (\(reason))\n  Choose another place with -o, or remove what stands there."
        case .writeFailed(let path, let reason):
            "\(path): writing failed (\(reason))\n  Nothing was left half written; \(Self.remedy(for: reason)) and run again."
        }
    }
}

extension FileError {
    /// What to do about a reason: space is to blame for few of them.
    private static func remedy(for reason: String) -> String {
        let words = reason.lowercased()
        if ["no space", "quota", "disk is full"].contains(where: words.contains) { return "free some space" }
        if ["permission", "read-only", "readonly"].contains(where: words.contains) {
            return "choose a place that can be written"
        }
        return "see to that"
    }

    /// The system's words for what went wrong, in lower case as the rest of a sentence.
    static func reason(_ error: any Error) -> String { "\(error)".lowercased() }
}
