import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What libFuzzer is given (`make fuzz`), through the same entries: the seeds, what it has found, the fixtures, and each of them spoilt in some ways.
@Suite("Fuzz targets") struct FuzzReplayTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    /// Spoilt copies of each seed. What takes minutes is the fuzzer's.
    private static let copies = ProcessInfo.processInfo.environment["BORDERGEO_FUZZ_COPIES"].flatMap(Int.init) ?? 12

    struct Seed: Sendable, CustomTestStringConvertible {
        var target: FuzzTarget
        var url: URL
        var testDescription: String { "\(target.rawValue) \(url.lastPathComponent)" }
    }

    static let seeds: [Seed] = FuzzTarget.allCases.flatMap { target in
        files(below: root.appending(path: "Fuzzing/Seeds/\(target.rawValue)"), endings: [""])
            .map { Seed(target: target, url: $0) }
            + files(below: root.appending(path: "Fixtures/invalid"), endings: target.endings).map {
                Seed(target: target, url: $0)
            }
    }

    private static func files(below folder: URL, endings: [String]) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { name in endings.contains { name.hasSuffix($0) } }.map { folder.appending(path: $0) }
    }

    @Test(arguments: FuzzTarget.allCases) func everyTargetHasSeeds(target: FuzzTarget) {
        #expect(Self.seeds.contains { $0.target == target && $0.url.path.contains("Fuzzing/Seeds") })
    }

    @Test(arguments: seeds) func aSeedIsReadOrRefusedAsPromised(seed: Seed) throws {
        let bytes = [UInt8](try Data(contentsOf: seed.url))
        #expect(seed.target.complaint(about: bytes) == nil, "\(seed.url.path)")
        // GeoPackages are files, and CSV and GeoJSON have a hundred seeds each.
        let copies = seed.target == .geopackage ? 3 * Self.copies : Self.copies
        var random = SeededGenerator(seed: UInt64(bytes.count))
        for number in 0..<copies {
            let spoilt = Self.spoilt(bytes, &random)
            if let complaint = seed.target.complaint(about: spoilt) {
                Issue.record(
                    "copy \(number) of \(seed.url.path), seed \(bytes.count): \(complaint)\n\(Data(spoilt).base64EncodedString())"
                )
            }
        }
    }

    /// One to four changes: a bit, a byte that means something, a piece removed, repeated or moved, an end cut off.
    private static func spoilt(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let length = Int.random(in: 1...min(16, bytes.count - place), using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = Array("0919-+.eE\"{}[],:;<>&/\u{0}\n\t".utf8).randomElement(using: &random) ?? 0
            case 2: bytes.removeSubrange(place..<place + length)
            case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: Int.random(in: 0...bytes.count, using: &random))
            case 4: bytes[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
