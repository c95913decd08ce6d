import LinearReferencing
import SystemPackage

/// Where an input comes from.
public enum InputSource: Sendable {
    /// A file; `-` is stdin.
    case path(String)
    /// Bytes at hand, under the name that messages call them.
    case bytes([UInt8], name: String)

    /// The name that messages and findings carry.
    public var name: String {
        switch self {
        case .path("-"): "<stdin>"
        case .path(let path): path
        case .bytes(_, let name): name
        }
    }
}

extension InputSource {
    /// The same input, in memory where it can be read only once: a pipe, a device, stdin.
    package func repeatable() throws -> InputSource {
        guard case .path(let path) = self else { return self }
        if path != "-" {
            guard let type = (try? Stat(path))?.type, type != .regular, type != .directory else { return self }
        }
        let file = try InputFile(path)
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try room.withUnsafeMutableBytes { try file.read(into: $0) }
            if count == 0 { return .bytes(bytes, name: name) }
            bytes += room[..<count]
            guard bytes.count <= InputReader.limit else {
                throw InputError(
                    "the input is larger than \(InputReader.limit >> 30) GB", at: .init(file: name), remedy: "Save it to a file.")
            }
        }
    }

    /// The whole input, inflated where it is gzip; throws `InputError` where it is larger than `limit`.
    package func bytes(limit: Int) throws -> [UInt8] {
        let reader = try ByteReader(self)
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: Swift.min(limit + 1, reader.size.map { $0 + 1 } ?? 1 << 20))
        while true {
            let count = try room.withUnsafeMutableBytes { try reader.fill($0) }
            bytes += room[..<count]
            guard bytes.count <= limit else {
                throw InputError(
                    "the file is larger than \(limit >> 20) MB", at: .init(file: name), remedy: "Check that it is the right file."
                )
            }
            if count < room.count { return bytes }
        }
    }
}
