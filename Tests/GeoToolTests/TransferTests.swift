import BorderGeo
import Foundation
import TestSupport
import Testing

/// Two lines that agree but for a detour of the second: 20 km along a parallel, and from 8 to 12 km a way round 3 km to the north.
@Suite struct TransferTests {
    private static let kilometre = 1000 / 111_319.49 / 0.7387

    private func scratch() throws -> ScratchFolder {
        let scratch = try ScratchFolder()
        func line(_ name: String, _ places: [(Double, Double)]) throws {
            let text = places.map { "[\(129 + $0.0 * Self.kilometre),\(42.4 + $0.1 / 111.08)]" }.joined(separator: ",")
            try #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[\#(text)]}}"#
                .write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
        }
        let straight = stride(from: 0.0, through: 20, by: 1).map { ($0, 0.0) }
        try line("a.geojson", straight)
        try line("b.geojson", straight.filter { $0.0 <= 8 } + [(8, 3), (12, 3)] + straight.filter { $0.0 >= 12 })
        try """
        id,measure_m,offset_m,from_m,to_m
        before,4000,50,,
        within,10000,50,,
        behind,16000,-50,,
        span-before,,,1000,5000
        span-over,,,6000,14000
        """.write(toFile: scratch.path("events.csv"), atomically: true, encoding: .utf8)
        return scratch
    }

    private func run(_ rule: String, _ scratch: ScratchFolder, _ more: [String] = []) throws -> (Tool.Run, [String: Feature]) {
        let run = try Tool.run(
            [
                "transfer", scratch.path("events.csv"), "--old-border", scratch.path("a.geojson"), "--new-border",
                scratch.path("b.geojson"), "--rule", rule, "--format", "ndjson",
            ] + more)
        let features = try GeoJSONReader.read(.bytes([UInt8](run.stdoutData), name: "out")).features
        return (run, Dictionary(features.map { ($0.properties["id"]?.text ?? "", $0) }, uniquingKeysWith: { a, _ in a }))
    }

    private func number(_ feature: Feature?, _ name: String) -> Double { feature?.properties[name]?.number ?? .nan }

    @Test func whatStaysGetsNewMeasures() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let (run, events) = try run("stay", scratch)
        #expect(events.count == 5, "\(run.stderr)")
        #expect(abs(number(events["before"], "measure_m") - 4000) < 1 && abs(number(events["before"], "offset_m") - 50) < 0.1)
        // The detour is 6 km longer: 3 up, 4 over, 3 down, in place of 4.
        #expect(abs(number(events["behind"], "measure_m") - 22_000) < 15, "\(run.stdout)")
        #expect(abs(number(events["behind"], "old_measure_m") - 16_000) < 1)
        #expect(events["within"]?.properties["transfer"] == "carried")
        #expect(number(events["within"], "offset_m").magnitude > 1500)
        #expect(abs(number(events["span-before"], "from_m") - 1000) < 1 && abs(number(events["span-before"], "to_m") - 5000) < 1)
        // A stretch of nothing but the old line has no place where that changed.
        #expect(events["span-over"]?.properties["from_m"] == .null && run.stderr.contains("span-over"), "\(run.stderr)")
        #expect(run.exitCode == 1)
    }

    @Test func whatMovesKeepsItsMeasures() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let (run, events) = try run("move", scratch)
        #expect(run.exitCode == 0, "\(run.stderr)")
        for (id, measure) in [("before", 4000.0), ("within", 10_000), ("behind", 16_000)] {
            #expect(abs(number(events[id], "measure_m") - measure) < 0.01)
        }
        // 10 km along the new line is 2 km up the detour, 50 m to its left, the west.
        guard case .point(let position) = events["within"]?.geometry else {
            Issue.record("no point")
            return
        }
        #expect(
            abs((position.longitude - 129) / Self.kilometre - 7.95) < 0.01 && abs((position.latitude - 42.4) * 111.08 - 2) < 0.02,
            "\(position)")
    }

    @Test func whatChangedIsRetired() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        let (run, events) = try run("retire", scratch, ["--tolerance", "5m"])
        #expect(run.exitCode == 1)
        let outcome = events.mapValues { $0.properties["transfer"]?.text }
        #expect(
            outcome == [
                "before": "carried", "within": "retired", "behind": "carried", "span-before": "carried", "span-over": "retired",
            ], "\(run.stderr)")
        #expect(abs(number(events["behind"], "measure_m") - 22_000) < 15)
        #expect(
            events["within"]?.properties["measure_m"] == .null && run.stderr.contains("80.0 % of the old line"), "\(run.stderr)")
    }

    @Test func ontoItselfEverythingIsCarriedUnchanged() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        for rule in ["stay", "move", "retire"] {
            let run = try Tool.run([
                "transfer", scratch.path("events.csv"), "--old-border", scratch.path("a.geojson"), "--new-border",
                scratch.path("a.geojson"), "--rule", rule, "--format", "ndjson",
            ])
            #expect(run.exitCode == 0 && run.stderr.contains("5 carried"), "\(rule): \(run.stderr)")
            for feature in try GeoJSONReader.read(.bytes([UInt8](run.stdoutData), name: "out")).features {
                for name in ["measure_m", "from_m", "to_m"] {
                    guard let new = feature.properties[name]?.number, let old = feature.properties["old_" + name]?.number else {
                        continue
                    }
                    #expect(abs(new - old) < 0.11, "\(rule), \(name): \(feature.properties)")
                }
            }
        }
    }

    @Test func aMeasureBeyondTheLineIsListed() throws {
        let scratch = try scratch()
        defer { scratch.remove() }
        try "id,measure_m\nfar,90000\n".write(toFile: scratch.path("events.csv"), atomically: true, encoding: .utf8)
        let (run, events) = try run("move", scratch)
        #expect(run.exitCode == 1 && events["far"]?.geometry == nil && run.stderr.contains("id \"far\""), "\(run.stderr)")
    }
}
