import BorderGeo
import Testing

@Suite("ZIP") struct ZipTests {
    static let long = Array(String(repeating: "Tumen 두만강 ", count: 4000).utf8)

    func sample() throws -> [UInt8] {
        var archive = ZipArchive()
        try archive.add("doc.kml", Self.long)
        try archive.add("icons/a.png", [1, 2, 3], compressed: false)
        try archive.add("empty.txt", [])
        return try archive.encoded()
    }

    @Test func contentComesBackAndTwiceIsTheSame() throws {
        let bytes = try sample()
        #expect(try sample() == bytes)
        #expect(bytes.count < Self.long.count / 20)
        let reader = try ZipReader(bytes)
        #expect(reader.entries.map(\.name) == ["doc.kml", "icons/a.png", "empty.txt"])
        #expect(try reader.contents(of: reader.entries[0], limit: 1 << 20) == Self.long)
        #expect(try reader.contents(of: reader.entries[1], limit: 1 << 20) == [1, 2, 3])
        #expect(try reader.contents(of: reader.entries[2], limit: 1 << 20) == [])
    }

    @Test(arguments: ["/etc/passwd", "../up.kml", "a/../../b", "C:\\x", "", "a\\b"])
    func namesThatLeaveTheArchiveAreRefused(name: String) {
        var archive = ZipArchive()
        #expect(throws: ZipError.badName(name)) { try archive.add(name, [1]) }
    }

    @Test func aNameIsTakenOnce() throws {
        var archive = ZipArchive()
        try archive.add("a", [1])
        #expect(throws: ZipError.badName("a")) { try archive.add("a", [2]) }
    }

    @Test func aClimbingNameInAStrangersArchiveIsRefused() throws {
        var bytes = try sample()
        // Both headers of "icons/a.png" become "../ns/a.png".
        for start in 0..<(bytes.count - 11) where Array(bytes[start..<(start + 11)]) == Array("icons/a.png".utf8) {
            bytes.replaceSubrange(start..<(start + 3), with: Array("../".utf8))
        }
        #expect(throws: ZipError.badName("../ns/a.png")) { try ZipReader(bytes) }
    }

    @Test func anEntryLargerThanTheLimitIsRefusedBeforeItIsUnpacked() throws {
        let reader = try ZipReader(sample())
        #expect(throws: ZipError.limitExceeded(entry: "doc.kml", limit: 1000)) {
            try reader.contents(of: reader.entries[0], limit: 1000)
        }
    }

    @Test func aSizeThatLiesStopsTheUnpacking() throws {
        var bytes = try sample()
        // In the directory entry of doc.kml: 24 bytes behind its signature stands the size.
        let at = try #require(
            (0..<bytes.count - 4).first { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] })
        bytes.replaceSubrange((at + 24)..<(at + 28), with: [10, 0, 0, 0])
        let reader = try ZipReader(bytes)
        #expect(throws: ZipError.malformed("\"doc.kml\" is longer than it says")) {
            try reader.contents(of: reader.entries[0], limit: 1 << 20)
        }
    }

    @Test func damageIsFound() throws {
        var bytes = try sample()
        bytes[60] ^= 0xFF
        let reader = try ZipReader(bytes)
        #expect(throws: ZipError.self) { try reader.contents(of: reader.entries[0], limit: 1 << 20) }
    }

    /// No prefix of an archive may crash the reader; all are refused, as the directory stands at the end.
    @Test func everyCutIsAnErrorAndNoneATrap() throws {
        let bytes = try sample()
        for count in 0..<bytes.count { #expect(throws: ZipError.self) { try ZipReader(Array(bytes[..<count])) } }
    }

    @Test func anyFlippedByteIsAnErrorOrContentButNoTrap() throws {
        let bytes = try sample()
        for index in bytes.indices {
            var broken = bytes
            broken[index] ^= 0xA5
            guard let reader = try? ZipReader(broken) else { continue }
            for entry in reader.entries {
                if let content = try? reader.contents(of: entry, limit: 1 << 20) { #expect(content.count == entry.size) }
            }
        }
    }
}
