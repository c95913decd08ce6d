import GeoHandles

/// Files to be packed into one ZIP, in the order given (KMZ and `.qgz` are ZIPs).
///
/// The same entries give the same bytes: every entry carries the first moment a ZIP can name (1980-01-01 00:00), no owner and no extra field.
package struct ZipArchive: Sendable {
    /// One packed file.
    package struct Entry: Sendable {
        /// Path inside the archive with `/` between folders, relative, without `..`.
        package var name: String
        package var bytes: [UInt8]
        /// Deflated, or stored as it is (for what is packed already, as PNG).
        package var compressed: Bool

        package init(name: String, bytes: [UInt8], compressed: Bool = true) {
            self.name = name
            self.bytes = bytes
            self.compressed = compressed
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}
}

/// Why entries cannot become a ZIP, or a ZIP cannot be read.
package enum ZipError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An entry's name is absolute, climbs out with `..`, or is taken already.
    case badName(String)
    /// More than the format without its 64-bit extension can hold: 65,534 entries or 4 GiB.
    case tooLarge(String)
    /// The bytes are no readable ZIP: the sentence says where they break.
    case malformed(String)
    /// An entry would unpack to more than the reader's limit.
    case limitExceeded(entry: String, limit: Int)
    /// zlib refused the entry.
    case compression(entry: String, message: String)

    package var description: String {
        switch self {
        case .badName(let name): "the archive entry \"\(name)\" has a path that leaves the archive or appears twice"
        case .tooLarge(let what): "\(what) is more than a ZIP without 64-bit extension holds"
        case .malformed(let where_): "not a readable ZIP: \(where_)"
        case .limitExceeded(let entry, let limit): "the archive entry \"\(entry)\" unpacks to more than \(limit) bytes"
        case .compression(let entry, let message): "the archive entry \"\(entry)\" does not unpack: \(message)"
        }
    }
}

extension ZipArchive {
    /// Adds a file at the end. Throws `badName` where the path is not safe to unpack or is there already.
    package mutating func add(_ name: String, _ bytes: [UInt8], compressed: Bool = true) throws(ZipError) {
        guard Self.isSafe(name), !entries.contains(where: { $0.name == name }) else { throw .badName(name) }
        entries.append(Entry(name: name, bytes: bytes, compressed: compressed))
    }

    /// Whether unpacking a path stays below the folder it is unpacked into.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, !name.hasPrefix("/"), !name.utf8.contains(0), !name.contains("\\"), !name.contains(":") else {
            return false
        }
        return !name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
    }

    /// The archive as bytes. Linear in the content, plus deflate.
    package func encoded() throws(ZipError) -> [UInt8] {
        guard entries.count < 0xFFFF else { throw .tooLarge("\(entries.count) entries") }
        var out = LittleEndianBytes()
        var directory = LittleEndianBytes()
        for entry in entries {
            let packed = try Self.packed(entry)
            guard entry.bytes.count < 0xFFFF_FFFF, out.bytes.count + packed.bytes.count < 0xFFFF_0000 else {
                throw .tooLarge(entry.name)
            }
            let name = Array(entry.name.utf8)
            guard name.count < 0xFFFF else { throw .badName(entry.name) }
            let start = UInt32(out.bytes.count)
            var common = LittleEndianBytes()
            common.append16(20)  // version needed: deflate
            common.append16(0x0800)  // names are UTF-8
            common.append16(packed.deflated ? 8 : 0)
            common.append16(0)  // 00:00:00
            common.append16(0x0021)  // 1980-01-01
            common.append32(Zlib.crc32(entry.bytes))
            common.append32(UInt32(packed.bytes.count))
            common.append32(UInt32(entry.bytes.count))
            common.append16(UInt16(name.count))
            common.append16(0)  // no extra field
            out.append32(0x0403_4B50)
            out.bytes += common.bytes
            out.bytes += name
            out.bytes += packed.bytes
            directory.append32(0x0201_4B50)
            directory.append16(20)
            directory.bytes += common.bytes
            directory.append16(0)  // no comment
            directory.append16(0)  // first disk
            directory.append16(0)
            directory.append32(0)
            directory.append32(start)
            directory.bytes += name
        }
        let start = out.bytes.count
        guard start + directory.bytes.count < 0xFFFF_FFFF else { throw .tooLarge("the archive") }
        out.bytes += directory.bytes
        out.append32(0x0605_4B50)
        out.append16(0)
        out.append16(0)
        out.append16(UInt16(entries.count))
        out.append16(UInt16(entries.count))
        out.append32(UInt32(directory.bytes.count))
        out.append32(UInt32(start))
        out.append16(0)
        return out.bytes
    }

    /// Deflated where that is smaller.
    private static func packed(_ entry: Entry) throws(ZipError) -> (bytes: [UInt8], deflated: Bool) {
        guard entry.compressed else { return (entry.bytes, false) }
        do {
            let bytes = try Zlib.deflateRaw(entry.bytes, level: 6)
            return bytes.count < entry.bytes.count ? (bytes, true) : (entry.bytes, false)
        } catch {
            throw .compression(entry: entry.name, message: error.description)
        }
    }
}

/// Numbers in the byte order of ZIP, WKB and other little-endian formats.
struct LittleEndianBytes {
    package var bytes: [UInt8] = []

    mutating func append16(_ value: UInt16) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    mutating func append32(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    package mutating func append(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
