import GeoHandles

/// Reads a ZIP held in memory: its directory at once, each entry when asked for.
///
/// Made for files from strangers: names that leave the archive, sizes that lie and entries that unpack to terabytes are refused.
package struct ZipReader: Sendable {
    /// An entry of the directory.
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var packedSize: Int
        package var size: Int
        let method: UInt16
        package let flags: UInt16
        let crc: UInt32
        package let start: Int
    }

    /// The files in directory order, without folder entries.
    package let entries: [Entry]
    private let bytes: [UInt8]

    /// Reads the directory. Throws `malformed`, or `badName` where a name leaves the archive; nothing is unpacked yet.
    package init(_ bytes: [UInt8]) throws(ZipError) {
        self.bytes = bytes
        let end = try Self.endRecord(bytes)
        let count = Int(bytes.little16(end + 10))
        var at = Int(bytes.little32(end + 16))
        guard count < 0xFFFF, at < 0xFFFF_FFFF else { throw .tooLarge("the archive") }
        var entries: [Entry] = []
        for _ in 0..<count {
            guard at >= 0, at + 46 <= end, bytes.little32(at) == 0x0201_4B50 else {
                throw .malformed("the directory breaks off at byte \(at)")
            }
            let nameLength = Int(bytes.little16(at + 28))
            let rest = Int(bytes.little16(at + 30)) + Int(bytes.little16(at + 32))
            guard at + 46 + nameLength + rest <= end else { throw .malformed("the directory breaks off at byte \(at)") }
            // Windows programs of old put their own separators.
            let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)].map { $0 == 0x5C ? 0x2F : $0 }, as: UTF8.self)
            guard ZipArchive.isSafe(name) else { throw .badName(name) }
            if !name.hasSuffix("/") {
                entries.append(
                    Entry(
                        name: name, packedSize: Int(bytes.little32(at + 20)), size: Int(bytes.little32(at + 24)),
                        method: bytes.little16(at + 10), flags: bytes.little16(at + 8), crc: bytes.little32(at + 16),
                        start: Int(bytes.little32(at + 42))))
            }
            at += 46 + nameLength + rest
        }
        self.entries = entries
    }

    /// The end record lies in the last 22 bytes plus a comment of at most 65,535.
    private static func endRecord(_ bytes: [UInt8]) throws(ZipError) -> Int {
        guard bytes.count >= 22 else { throw .malformed("\(bytes.count) bytes are too few") }
        let lowest = max(0, bytes.count - 22 - 0xFFFF)
        var at = bytes.count - 22
        while at >= lowest {
            if bytes.little32(at) == 0x0605_4B50 { return at }
            at -= 1
        }
        throw .malformed("it has no directory; the file may be cut off")
    }
}

extension ZipReader {
    /// The content of one entry, checked against its CRC-32. Throws where it would be longer than `limit`.
    package func contents(of entry: Entry, limit: Int) throws(ZipError) -> [UInt8] {
        guard entry.flags & 1 == 0 else { throw .malformed("\"\(entry.name)\" is encrypted") }
        // The size in the directory may lie, so it only ever lowers what zlib may produce.
        guard entry.size <= limit else { throw .limitExceeded(entry: entry.name, limit: limit) }
        guard entry.start + 30 <= bytes.count, bytes.little32(entry.start) == 0x0403_4B50 else {
            throw .malformed("\"\(entry.name)\" does not start where the directory says")
        }
        // Lengths of the local header may differ from those of the directory.
        let body = entry.start + 30 + Int(bytes.little16(entry.start + 26)) + Int(bytes.little16(entry.start + 28))
        guard body + entry.packedSize <= bytes.count else { throw .malformed("\"\(entry.name)\" is cut off") }
        let packed = bytes[body..<(body + entry.packedSize)]
        let content: [UInt8]
        switch entry.method {
        case 0: content = Array(packed)
        case 8:
            do {
                content = try Zlib.inflateRaw(packed, limit: entry.size)
            } catch {
                if error.kind == .limitExceeded { throw .malformed("\"\(entry.name)\" is longer than it says") }
                throw .compression(entry: entry.name, message: error.description)
            }
        default: throw .malformed("\"\(entry.name)\" is packed by method \(entry.method), only deflate is known")
        }
        guard content.count == entry.size, Zlib.crc32(content) == entry.crc else {
            throw .malformed("\"\(entry.name)\" is damaged: its checksum does not fit")
        }
        return content
    }
}

extension [UInt8] {
    /// The caller has checked the bounds.
    func little16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }
    func little32(_ at: Int) -> UInt32 { UInt32(little16(at)) | UInt32(little16(at + 2)) << 16 }
}
