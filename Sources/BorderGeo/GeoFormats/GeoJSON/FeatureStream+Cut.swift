import GeoHandles
import LinearReferencing

extension FeatureStream {
    /// The next run of whole members of "features", without the comma behind it; `nil` where the array ends first.
    mutating func cutMembers(first: Bool) throws -> Range<Int>? {
        while true {
            let start = block.withPointer { Self.skipSpace($0, from: cursor) }
            let found = block.withPointer { JSONMembers($0, from: start, count: block.count) }
            if found.isClosed {  // the array's bracket was reached
                cursor = found.stop + 1
                state = .trailer
                if found.stop > start { return start..<found.stop }
                if !first { throw error(.trailingComma, at: found.stop) }
                return nil
            }
            if let end = found.lastComma {
                cursor = end + 1
                state = .members(first: false)
                return start..<end
            }
            // A feature longer than the block, or the input ends inside one.
            if try !refill() {
                state = .end
                // What is left goes to the parser, whose message is better than "the file ends".
                guard start < block.count else { throw error(.unexpectedEnd, at: block.count) }
                cursor = block.count
                return start..<block.count
            }
        }
    }

    /// The next run of whole texts; `nil` at the end of the input.
    mutating func cutTexts(lines: Bool) throws -> Range<Int>? {
        while true {
            let start = cursor
            let end: Int? = block.withPointer { base in
                if sourceEnded { return block.count }
                return
                    lines
                    ? Self.lastLineEnd(base, from: start, count: block.count)
                    : Self.lastTextEnd(base, from: start, count: block.count)
            }
            if let end, end > start {
                cursor = end
                return start..<end
            }
            if try refill() { continue }
            state = .end
            guard cursor < block.count else { return nil }
            let rest = cursor..<block.count
            cursor = block.count
            return rest
        }
    }

    /// Features of a piece where they are in memory already.
    private static var valuesPerPiece: Int { 4096 }

    /// The next features; `nil` behind the last one. An input without any is refused, unless it may be empty.
    mutating func cutValues(_ run: FeatureRun) throws(InputError) -> FeatureRun? {
        var rest = run
        let piece = rest.removePrefix(Self.valuesPerPiece)
        guard piece != nil || chunkCount > 0 || mayBeEmpty else { throw InputReader.empty(name) }
        state = piece == nil ? .end : .values(rest)
        return piece
    }

    /// No lines are zero features: a partition of a parallel job may well be empty.
    var mayBeEmpty: Bool { reader.isForeign || name == "<stdin>" || InputFormat(path: name) == .geojsonLines }

    @inline(__always)
    static func skipSpace(_ base: UnsafePointer<UInt8>, from offset: Int) -> Int {
        var scanner = JSONScanner(base, at: offset)
        scanner.skipSpace()
        return scanner.offset
    }

    /// Behind the last line end.
    static func lastLineEnd(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int? {
        var i = count
        while i > start {
            if base[i - 1] == 0x0A { return i }
            i -= 1
        }
        return nil
    }

    /// Behind the last whole text of a sequence.
    private static func lastTextEnd(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int? {
        var walker = BracketWalker(base, at: start, count: count)
        var end: Int?
        while true {
            switch walker.next() {
            case .valueEnd: end = walker.offset
            case .comma: break
            case .closed, .ended: return end
            }
        }
    }
}

/// Finds where values end on the outermost level, looking at brackets and strings alone. What is malformed it leaves to the parser, which
/// meets the first mistake of a chunk before any cut that the mistake led astray.
struct BracketWalker {
    enum Event { case valueEnd, comma, closed, ended }

    private let base: UnsafePointer<UInt8>
    private let count: Int
    private(set) var offset: Int
    private var depth = 0

    init(_ base: UnsafePointer<UInt8>, at offset: Int, count: Int) {
        self.base = base
        self.offset = offset
        self.count = count
    }

    /// The next event on the outermost level; `offset` stands behind it.
    @inline(__always)
    mutating func next() -> Event {
        var p = base + offset
        while true {
            let c = p.pointee
            p += 1
            if c == UInt8(ascii: "\"") {
                guard let end = stringEnd(p) else {
                    offset = count
                    return .ended
                }
                p = end
            } else if c | 0x20 == 0x7B {  // [ or {
                depth += 1
            } else if c | 0x20 == 0x7D {  // ] or }
                depth -= 1
                if depth <= 0 {
                    offset = p - base
                    return depth == 0 ? .valueEnd : .closed
                }
            } else if c == UInt8(ascii: ","), depth == 0 {
                offset = p - base
                return .comma
            } else if c == 0, p - base > count {
                offset = count
                return .ended
            }
        }
    }

    /// Behind the closing quote; `nil` where the bytes end first.
    @inline(__always)
    private func stringEnd(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var p = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
            let quote = word ^ 0x2222_2222_2222_2222
            let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let hits =
                ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones) & ~word) & 0x8080_8080_8080_8080
            if hits == 0 {
                p += 8
                continue
            }
            p += hits.trailingZeroBitCount >> 3
            if p.pointee == UInt8(ascii: "\"") { return p + 1 }
            if p.pointee == UInt8(ascii: "\\") { p += 1 }
            if p - base >= count { return nil }
            p += 1
        }
    }
}
