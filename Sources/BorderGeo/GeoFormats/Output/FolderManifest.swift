import LinearReferencing

/// What an earlier run wrote into a folder: names and SHA-256 by its manifest.
package struct FolderManifest: Sendable {
    /// In a folder of its own: programs that open every .json of a folder as a map layer leave it alone.
    package static let name = "about/manifest.json"

    /// By the path in the folder; the manifest itself is not among them.
    package private(set) var digests: [String: String] = [:]
    /// Of each file as the manifest has it: name, bytes, sha256.
    private var records: [String: JSONValue] = [:]

    /// The manifest of a folder; `nil` where there is none, or one that is not ours.
    package init?(of folder: String) {
        guard let bytes = try? FileBytes.read("\(folder)/\(Self.name)"), case .object(let root)? = try? JSONValue(parsing: bytes),
            case .string(let schema)? = root["schema"], schema.hasPrefix("geo-tool/")
        else { return nil }
        for key in ["outputs", Self.earlierKey] {
            guard case .array(let outputs)? = root[key] else { continue }
            for case .object(let output) in outputs {
                guard case .string(let name)? = output["name"], case .string(let hash)? = output["sha256"],
                    Self.staysInside(name)
                else { continue }
                digests[name] = hash
                records[name] = .object(output)
            }
        }
    }

    /// The records of all files but some, in order of name.
    package func records(without names: Set<String>) -> [(name: String, record: JSONValue)] {
        records.filter { !names.contains($0.key) }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            ($0.key, $0.value)
        }
    }

    /// Whether a name leads to a file below its folder and nowhere else.
    static func staysInside(_ name: String) -> Bool {
        !name.utf8.contains(0)
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { $0 != "" && $0 != "." && $0 != ".." }
    }

    /// The key of files that an earlier run wrote and the present one left as they are.
    package static let earlierKey = "earlier"

    /// The text of a manifest: what was written, in order. `members` say what it is and where it comes from, `schema` first.
    package static func text(_ members: JSONValue, outputs: [(name: String, bytes: [UInt8])]) -> String {
        guard case .object(var object) = members else { return "" }
        object["outputs"] = .array(
            outputs.map {
                [
                    "name": .string($0.name), "bytes": .integer($0.bytes.count),
                    "sha256": .string(SHA256.hexadecimal(of: $0.bytes)),
                ]
            })
        return JSONValue.object(object).text() + "\n"
    }
}
