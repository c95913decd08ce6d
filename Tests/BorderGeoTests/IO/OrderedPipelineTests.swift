import BorderGeo
import Foundation
import Synchronization
import TestSupport
import Testing

/// Order, errors and memory of the pipeline, whatever thread is slow.
@Suite struct OrderedPipelineTests {
    private static let jobs = [1, 2, 4, 7]

    /// A point a line; those of `broken` have a text for a latitude.
    private static func lines(_ count: Int, broken: Set<Int> = [], offEarth: Set<Int> = []) -> String {
        (0..<count).map { i in
            let place = broken.contains(i) ? "[129.5,\"x\"]" : offEarth.contains(i) ? "[200,42]" : "[129.5,42]"
            return
                "{\"type\":\"Feature\",\"id\":\"p\(i)\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":\(place)}}\n"
        }.joined()
    }

    /// Pieces of one to three lines: the ids in each, made after a wait that has nothing to do with the order.
    private static func pipeline(
        _ text: String, seed: UInt64 = 1, recovering: Bool = false, refusingErrors: Bool = false,
        made: @escaping @Sendable () -> Void = {}
    ) throws -> OrderedPipeline<[String]> {
        let stream = try FeatureStream(.bytes(Array(text.utf8), name: "x.geojsonl"), chunkBytes: 256)
        return OrderedPipeline(stream, recovering: recovering, refusingErrors: refusingErrors) {
            { columns, first in
                var random = SeededGenerator(seed: seed &+ UInt64(first) &* 7919)
                usleep(UInt32(random.uniform(0...1) * 2000))
                made()
                return (0..<columns.count).map { "\(first + $0):\(columns.feature(at: $0).id ?? "-")" }
            }
        }
    }

    private static func names(_ range: Range<Int>) -> [String] { range.map { "\($0):p\($0)" } }

    @Test(arguments: jobs, [1, 2, 3] as [UInt64])
    func resultsComeInTheOrderOfTheInputWithTheNumbersOfTheirFeatures(jobs: Int, seed: UInt64) throws {
        let text = Self.lines(200)
        let collected = try Self.pipeline(text, seed: seed).collect(jobs: jobs).results
        #expect(collected.count > 50)
        #expect(Array(collected.joined()) == Self.names(0..<200))
        var taken: [[String]] = []
        let findings = try Self.pipeline(text, seed: seed).forEach(jobs: jobs) { taken.append($0) }
        #expect(taken == collected)
        #expect(findings.isEmpty)
    }

    /// Two features are wrong: the earlier one is reported, and what comes before its piece is there, on any number of threads.
    @Test(arguments: jobs)
    func theFirstErrorInTheOrderOfTheInputIsThrownBehindWhatComesBeforeIt(jobs: Int) throws {
        let text = Self.lines(120, broken: [70, 73, 110])
        let whole = #expect(throws: InputError.self) { try Self.pipeline(text).collect(jobs: jobs) }
        #expect(whole?.place.feature == 70)
        #expect(whole?.place.line == 71)
        var taken: [String] = []
        let error = #expect(throws: InputError.self) {
            _ = try Self.pipeline(text).forEach(jobs: jobs) { taken += $0 }
        }
        #expect(error == whole)
        #expect(taken == Self.names(0..<taken.count))
        #expect((68...70).contains(taken.count), "\(taken.count) features before the piece of feature 70")
    }

    @Test(arguments: jobs)
    func aBrokenFeatureIsAFindingWhereReadingGoesOn(jobs: Int) throws {
        let (pieces, findings) = try Self.pipeline(Self.lines(60, broken: [7, 50]), recovering: true).collect(jobs: jobs)
        #expect(pieces.joined().count == 60)
        #expect(findings.filter { $0.severity == .error }.map(\.place.feature) == [7, 50])
    }

    /// A place off the Earth is a finding, or the end of the run.
    @Test(arguments: jobs)
    func errorsAmongTheFindingsEndTheRunWhereTheyAreRefused(jobs: Int) throws {
        let text = Self.lines(90, offEarth: [40, 41, 80])
        let findings = try Self.pipeline(text).collect(jobs: jobs).findings
        #expect(findings.map(\.place.feature) == [40, 41, 80])
        var taken = 0
        let error = #expect(throws: InputError.self) {
            _ = try Self.pipeline(text, refusingErrors: true).forEach(jobs: jobs) { taken += $0.count }
        }
        #expect(error?.place.feature == 40)
        #expect((38...40).contains(taken))
    }

    @Test(arguments: jobs)
    func anErrorOfTheReceiverEndsTheRun(jobs: Int) throws {
        struct Full: Error, Equatable { var piece: Int }
        let pipeline = try Self.pipeline(Self.lines(3000))
        var calls = 0
        #expect(throws: Full(piece: 5)) {
            _ = try pipeline.forEach(jobs: jobs) { _ in
                calls += 1
                if calls == 5 { throw Full(piece: 5) }
            }
        }
        #expect(calls == 5)
        #expect(pipeline.bytesTaken < Self.lines(3000).utf8.count / 2)
    }

    /// What has been made and not yet been taken is never more than four pieces a thread, however slow the receiver is.
    @Test(arguments: jobs)
    func aSlowReceiverHoldsTheThreadsBack(jobs: Int) throws {
        let made = Counter()
        var taken = 0
        var most = 0
        let pipeline = try Self.pipeline(Self.lines(300), made: { made.add() })
        _ = try pipeline.forEach(jobs: jobs) { _ in
            usleep(500)
            most = max(most, made.value - taken)
            taken += 1
        }
        #expect(taken == made.value)
        #expect(most <= 4 * jobs)
        #expect(taken > 8 * jobs, "the input is too short to show anything")
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .sequentiallyConsistent) }
        func add() { count.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    }
}

/// Inputs that are read whole, as streams of columns.
@Suite struct WholeInputStreamTests {
    private static func document(_ placemarks: String) -> InputSource {
        let text = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\(placemarks)</Document></kml>"
        return .bytes(Array(text.utf8), name: "x.kml")
    }

    private static func placemark(_ id: String) -> String {
        "<Placemark id=\"\(id)\"><name>n</name><Point><coordinates>129.73612345678,42.43012345678</coordinates></Point></Placemark>"
    }

    /// Twenty thousand of them come in several pieces, with positions and ids as they are in the file.
    @Test func columnsHoldWhatTheFileHolds() throws {
        let ids = (0..<20_000).map { "2019-05-\($0)" }
        var stream = try FeatureStream(opening: Self.document(ids.map { Self.placemark($0) }.joined()))
        var columns = FeatureColumns()
        var ledger = FeatureLedger(file: "x.kml")
        var read: [String?] = []
        var pieces = 0
        while let chunk = try stream.next() {
            columns.read(chunk)
            try ledger.accept(columns)
            pieces += 1
            for i in 0..<columns.count {
                let feature = columns.feature(at: i)
                read.append(feature.id)
                #expect(feature.geometry == .point(GeoPosition(longitude: 129.73612345678, latitude: 42.43012345678)))
                #expect(feature.properties["name"] == "n")
            }
        }
        #expect(pieces > 2)
        #expect(read == ids)
    }

    @Test func whatIsNotOnEarthIsRefusedBeforeAnythingIsRead() throws {
        let items = [("a", "129.7"), ("b", "229.7")].map { id, longitude in
            #"{"type":"Feature","id":"\#(id)","properties":{},"geometry":{"type":"Point","coordinates":[\#(longitude),42]}}"#
        }
        let text = #"{"type":"FeatureCollection","stac_version":"1.0.0","features":[\#(items.joined(separator: ","))]}"#
        let error = #expect(throws: InputError.self) {
            _ = try FeatureStream(opening: .bytes(Array(text.utf8), name: "x.json")).name
        }
        #expect(error?.place.feature == 1)
        #expect(error?.place.id == "b")
    }

    @Test func noFeaturesAreAnEmptyInput() throws {
        var stream = try FeatureStream(opening: Self.document(""))
        #expect(throws: InputError.self) { _ = try stream.next()?.index }
    }
}
