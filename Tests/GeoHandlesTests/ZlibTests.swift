import GeoHandles
import TestSupport
import Testing

@Suite struct ZlibTests {
    /// Text that repeats, then noise that does not.
    private static func sample(_ count: Int) -> [UInt8] {
        var random = SeededGenerator(seed: 11)
        return (0..<count).map { $0 % 3 == 0 ? UInt8(truncatingIfNeeded: random.next()) : UInt8($0 % 7) }
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 1_000_000], [0, 1, 6, 9])
    func deflateThenInflateReturnsTheBytes(count: Int, level: Int) throws {
        let bytes = Self.sample(count)
        let packed = try Zlib.deflateRaw(bytes, level: level)
        #expect(try Zlib.inflateRaw(packed, limit: count) == bytes)
        #expect(try Zlib.gunzip(Zlib.gzip(bytes, level: level), limit: count) == bytes)
    }

    @Test func crcOfTheCheckStringIsThePublishedValue() {
        #expect(Zlib.crc32(Array("123456789".utf8)) == 0xCBF4_3926)  // CRC-32/ISO-HDLC check value
        #expect(Zlib.crc32([]) == 0)
        #expect(Zlib.crc32(Array("6789".utf8), continuing: Zlib.crc32(Array("12345".utf8))) == 0xCBF4_3926)
        #expect(Zlib.crc32([], continuing: 7) == 7)
    }

    @Test func oneByteOverTheLimitThrows() throws {
        let zeros = [UInt8](repeating: 0, count: 10_000_000)
        let packed = try Zlib.deflateRaw(zeros)
        #expect(packed.count < 20_000)
        #expect(throws: ZlibError.self) { try Zlib.inflateRaw(packed, limit: zeros.count - 1) }
        let gzip = try Zlib.gzip(zeros)
        #expect { try Zlib.gunzip(gzip, limit: 100) } throws: { ($0 as? ZlibError)?.kind == .limitExceeded }
    }

    @Test func everyTruncationThrows() throws {
        let packed = try Zlib.gzip(Self.sample(300))
        for count in 0..<packed.count {
            #expect { try Zlib.gunzip(Array(packed[..<count]), limit: 1000) } throws: {
                ($0 as? ZlibError)?.kind == .truncated
            }
        }
        let raw = try Zlib.deflateRaw(Self.sample(300))
        for count in 0..<raw.count {
            #expect { try Zlib.inflateRaw(Array(raw[..<count]), limit: 1000) } throws: {
                ($0 as? ZlibError)?.kind == .truncated
            }
        }
    }

    @Test func damagedChecksumAndForeignBytesAreCorrupt() throws {
        var packed = try Zlib.gzip(Self.sample(300))
        packed[packed.count - 5] ^= 1
        #expect { try Zlib.gunzip(packed, limit: 1000) } throws: { ($0 as? ZlibError)?.kind == .corrupt }
        #expect { try Zlib.gunzip(Array("PK no gzip".utf8), limit: 1000) } throws: { error in
            guard let error = error as? ZlibError else { return false }
            return error.kind == .corrupt && error.description.hasPrefix("inflate: ")
        }
        packed = try Zlib.gzip([1, 2, 3]) + [9, 9]
        #expect(throws: ZlibError.self) { try Zlib.gunzip(packed, limit: 1000) }
    }

    @Test func membersAreJoinedAndPaddingIsSkipped() throws {
        let packed = try Zlib.gzip([1, 2, 3]) + Zlib.gzip([]) + Zlib.gzip([4, 5]) + [0, 0, 0, 0]
        #expect(try Zlib.gunzip(packed, limit: 10) == [1, 2, 3, 4, 5])
    }

    @Test(arguments: [1, 7, 16, 64, 4096])
    func piecewiseReadingEqualsWholeReading(step: Int) throws {
        let bytes = Self.sample(20_000)
        let packed = try Zlib.gzip(Array(bytes[..<9_999])) + Zlib.gzip(Array(bytes[9_999...]))
        var rest = packed[...]
        var reader = try GzipReader(limit: bytes.count) { buffer in
            let count = min(step, rest.count, buffer.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        var result: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: step)
        while true {
            var count = 0
            try piece.withUnsafeMutableBytes { count = try reader.read(into: $0) }
            if count == 0 { break }
            result += piece[..<count]
        }
        #expect(result == bytes)
        #expect(reader.total == bytes.count)
    }

    @Test func writerInPiecesGivesAFileThatReads() throws {
        let bytes = Self.sample(200_000)
        var packed: [UInt8] = []
        var writer = try GzipWriter { packed += $0 }
        for start in stride(from: 0, to: bytes.count, by: 777) {
            try writer.write(Array(bytes[start..<min(start + 777, bytes.count)]))
        }
        try writer.finish()
        #expect(try Zlib.gunzip(packed, limit: bytes.count) == bytes)
    }
}
