import Foundation

/// The folder of outside cases, from the environment variable `BORDERGEO_CORPORA`; `nil` without it, and tests then say "skipped, no corpora".
public enum Corpora {
    public static let folder: URL? = ProcessInfo.processInfo.environment["BORDERGEO_CORPORA"].map { URL(filePath: $0) }
    public static var isAvailable: Bool { folder != nil }

    /// The lines of a JSON Lines file, parsed.
    public static func cases(_ path: String) throws -> [[String: Any]] {
        guard let folder else { return [] }
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }
}
