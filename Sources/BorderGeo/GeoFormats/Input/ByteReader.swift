import GeoHandles
import LinearReferencing

/// The bytes of an input in order, inflated where they are gzip (told by their first two bytes, not by the file's name).
///
/// At most 64 GB come out of a gzip: what lies behind reads records one after the other, so a bomb costs time but no memory.
package final class ByteReader {
    private enum Origin {
        case file(InputFile)
        case bytes([UInt8], next: Int)
        case program(OGRStream)
    }

    package let name: String
    private var origin: Origin
    private var gzip: GzipBox?
    private var head: [UInt8] = []
    private var headNext = 0

    /// A noncopyable reader in a class field of its own, so that the field can be absent.
    private final class GzipBox {
        var reader: GzipReader
        init(_ reader: consuming GzipReader) { self.reader = reader }
    }

    static let gzipLimit = 64 << 30

    /// The bytes of a source as they are.
    package convenience init(_ source: InputSource) throws {
        switch source {
        case .path(let path): try self.init(.file(InputFile(path)), name: source.name)
        case .bytes(let bytes, _): try self.init(.bytes(bytes, next: 0), name: source.name)
        }
    }

    /// The same, but of what GDAL reads for us: GeoJSON lines that its program hands over (`isForeign`).
    package convenience init(_ source: InputSource, options: InputOptions) throws {
        if let foreign = try source.foreign(options) {
            try self.init(.program(OGRStream(foreign, options: options)), name: foreign.name)
        } else {
            try self.init(source)
        }
    }

    private init(_ origin: Origin, name: String) throws {
        self.name = name
        self.origin = origin
        var first = [UInt8](repeating: 0, count: 2)
        var count = 0
        while count < 2 {
            let more = try first.withUnsafeMutableBytes {
                try readRaw(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            if more == 0 { break }
            count += more
        }
        head = Array(first[..<count])
        if head == [0x1F, 0x8B] {
            // The closure must not hold `self`: it would keep itself alive.
            let raw = RawBox(origin, head)
            gzip = GzipBox(try GzipReader(limit: Self.gzipLimit) { try raw.read(into: $0) })
            head = []
        }
    }

    var isGzip: Bool { gzip != nil }

    /// Whether another program reads the input.
    package var isForeign: Bool { if case .program = origin { true } else { false } }

    /// How the program that reads the input brings it to WGS 84; `nil`: not at all.
    var programTransformation: Transformation? { if case .program(let stream) = origin { stream.transformation } else { nil } }

    /// What the program that reads the input had to say; complete at the input's end.
    var programFindings: [Finding] { if case .program(let stream) = origin { stream.findings } else { [] } }

    /// Size of the file where that is known and nothing is inflated.
    package var size: Int? {
        guard gzip == nil else { return nil }
        switch origin {
        case .file(let file): return file.size
        case .bytes(let bytes, _): return bytes.count
        case .program: return nil
        }
    }

    /// The last bytes of a regular file or of memory, at most `count`; empty where the end cannot be looked at beforehand. Nothing is taken.
    func tail(_ count: Int) throws -> [UInt8] {
        guard gzip == nil else { return [] }
        switch origin {
        case .file(let file): return try file.tail(count)
        case .bytes(let bytes, _): return Array(bytes.suffix(count))
        case .program: return []
        }
    }

    /// The last bytes of an input that is read to its end for them, at most `count`.
    func lastBytes(_ count: Int) throws -> [UInt8] {
        var last: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let read = try chunk.withUnsafeMutableBytes { try fill($0) }
            last = Array((last + chunk[..<read]).suffix(count))
            if read < chunk.count { return last }
        }
    }

    private var peeked: [UInt8] = []

    /// The first bytes (at most `count`, fewer only where the input is shorter), left to be read.
    package func peek(_ count: Int) throws -> [UInt8] {
        if peeked.count < count {
            var more = [UInt8](repeating: 0, count: count - peeked.count)
            let read = try more.withUnsafeMutableBytes { try fillPastPeeked($0) }
            peeked += more[..<read]
        }
        return Array(peeked.prefix(count))
    }

    /// The rest of the input in memory. Throws `InputError` beyond `limit` bytes, for gzip beyond 1 GB: what is small to send must not fill memory.
    package func readAll(limit: Int) throws -> [UInt8] {
        let limit = isGzip ? min(limit, 1 << 30) : limit
        var result: [UInt8] = []
        if let size { result.reserveCapacity(min(size, limit) + 1) }
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try fill($0) }
            result += chunk[..<count]
            guard result.count <= limit else {
                throw InputError(
                    "the input is larger than \(limit >> 30) GB", at: Finding.Place(file: name),
                    remedy: "Split it, or convert it to GeoJSON lines, which are streamed.")
            }
            if count < chunk.count { return result }
        }
    }

    /// Fills `buffer` as far as the input reaches; less than all of it only at the end.
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !peeked.isEmpty else { return try fillPastPeeked(buffer) }
        let count = min(peeked.count, buffer.count)
        buffer.copyBytes(from: peeked[..<count])
        peeked.removeFirst(count)
        return count + (try fillPastPeeked(UnsafeMutableRawBufferPointer(rebasing: buffer[count...])))
    }

    private func fillPastPeeked(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var count = 0
        while count < buffer.count {
            let more = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if more == 0 { break }
            count += more
        }
        return count
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if let gzip {
            do { return try gzip.reader.read(into: buffer) } catch let error as ZlibError {
                throw InputError(
                    "the gzip data cannot be inflated: \(error.message)", at: Finding.Place(file: name),
                    remedy: "The file may be cut off: compare its size with the source, or inflate it with gunzip.")
            }
        }
        if headNext < head.count {
            let count = min(buffer.count, head.count - headNext)
            buffer.copyBytes(from: head[headNext..<headNext + count])
            headNext += count
            return count
        }
        return try readRaw(into: buffer)
    }

    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try RawBox.read(&origin, into: buffer) }

    private final class RawBox {
        private var origin: Origin
        private var head: [UInt8]

        init(_ origin: Origin, _ head: [UInt8]) {
            self.origin = origin
            self.head = head
        }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            if !head.isEmpty {
                let count = min(head.count, buffer.count)
                buffer.copyBytes(from: head[..<count])
                head.removeFirst(count)
                return count
            }
            return try Self.read(&origin, into: buffer)
        }

        static func read(_ origin: inout Origin, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            switch origin {
            case .file(let file): return try file.read(into: buffer)
            case .bytes(let bytes, let next):
                let count = min(buffer.count, bytes.count - next)
                buffer.copyBytes(from: bytes[next..<next + count])
                origin = .bytes(bytes, next: next + count)
                return count
            case .program(let stream): return try stream.read(into: buffer)
            }
        }
    }
}
