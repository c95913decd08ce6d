import GeoHandles

/// The JSON Schemas that are shipped: those of files that the tool reads, and those of results.
package enum FileSchema {
    private static let folders = ["file-schemas", "schemas"]
    private static let ending = ".schema.json"

    /// Files first, then results.
    package static let names: [String] = {
        let files = ["study", "recipe", "plan", "claims"]
        let all = folders.flatMap { BuiltInFile.names(below: $0) }.compactMap { name -> String? in
            guard name.hasSuffix(ending), let last = name.split(separator: "/").last else { return nil }
            return String(last.dropLast(ending.count))
        }
        return files + all.filter { !files.contains($0) }.sorted()
    }()

    /// `nil` for a name that has none.
    package static func text(_ name: String) -> String? {
        folders.lazy.compactMap { BuiltInFile.bytes("\($0)/\(name)\(ending)") }.first.map { String(decoding: $0, as: UTF8.self) }
    }
}
