import CBorderData

/// A file of the project built into the binary; the table is `Sources/CBorderData/files.c`.
package enum BuiltInFile {
    /// The bytes of the file of that name (a path below `Fixtures/`), `nil` where there is none. No copy: they live as long as the process.
    package static func bytes(_ name: String) -> UnsafeRawBufferPointer? {
        table.first { String(cString: $0.name) == name }.map { UnsafeRawBufferPointer(start: $0.bytes, count: $0.count) }
    }

    /// Names of all built-in files below a folder, in table order.
    package static func names(below folder: String) -> [String] {
        table.map { String(cString: $0.name) }.filter { $0.hasPrefix(folder + "/") }
    }

    private static var table: UnsafeBufferPointer<border_data_file> {
        var count = 0
        let start = border_data_files(&count)
        return UnsafeBufferPointer(start: start, count: count)
    }
}
