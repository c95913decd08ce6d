import GeoFormats

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder of a public edition holds its files and nothing else: layers of an earlier run of the analyst's own would be published with it.
enum PublicFolder {
    /// Throws `FileError.cannotCreate` where the folder holds more than `files`, which this run writes or takes away. A folder that is not there holds nothing.
    static func check(_ path: String, holdsOnly files: some Sequence<String>) throws(FileError) {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return }
        guard let found = try? manager.subpathsOfDirectory(atPath: path) else {
            throw .cannotCreate(path: path, reason: "what it holds cannot be read")
        }
        var expected = Set(files)
        for file in expected {
            var parts = file.split(separator: "/")
            while parts.popLast() != nil, !parts.isEmpty { expected.insert(parts.joined(separator: "/")) }
        }
        let foreign = found.sorted().filter { name in
            // The run's own lock and the files that it is about to put into place, where they lie within the folder.
            if name.hasPrefix(OutputFolder.ownNames) { return false }
            let type = (try? manager.attributesOfItem(atPath: "\(path)/\(name)"))?[.type] as? FileAttributeType
            return type == .typeSymbolicLink || !expected.contains(name)
        }
        try refuse(path, foreign)
    }

    /// The same for the folder of a batch: whatever lies in the folders of its jobs is taken away before they run.
    static func checkBatch(_ path: String, jobs: [String]) throws(FileError) {
        let names = Set(jobs)
        let foreign =
            FileBytes.names(in: path).filter { !["jobs", "summary.csv", "index.html", "batch.json"].contains($0) }
            + FileBytes.names(in: path + "/jobs").filter { !names.contains($0) }.map { "jobs/" + $0 }
        try refuse(path, foreign.sorted())
    }

    private static func refuse(_ path: String, _ foreign: [String]) throws(FileError) {
        guard foreign.isEmpty else {
            let more = foreign.count > 3 ? " and \(foreign.count - 3) more" : ""
            throw .cannotCreate(
                path: path,
                reason:
                    "a public edition needs a folder of its own, and this one holds \(foreign.prefix(3).joined(separator: ", "))\(more)"
            )
        }
    }
}
