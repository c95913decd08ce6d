import Foundation
import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Every number of every file of a public report is held against every exact place that the study knows.
@Suite("Public report")
struct PublicReportTests {
    /// A position on a grid of a hundred-thousandth of a degree, about a metre.
    private struct Key: Hashable {
        var x: Int
        var y: Int

        init(_ longitude: Double, _ latitude: Double) {
            x = Int((longitude * 1e5).rounded())
            y = Int((latitude * 1e5).rounded())
        }
    }

    private struct Secrets {
        var places: Set<Key> = []
        /// Places along the border in metres, decimetres, centimetres and millimetres.
        var measures: [Set<Int>] = [[], [], [], []]
        /// Coordinates as they stand in binary files.
        var doubles: Set<UInt64> = []

        mutating func add(_ position: GeoPosition) {
            places.insert(Key(position.longitude, position.latitude))
            doubles.insert(position.longitude.bitPattern)
        }

        mutating func add(_ measure: Measure) {
            for places in 0...3 {
                // What lies on the public grid by chance, as finely as it is written, is no secret.
                let rounded = PublicReportTests.whole(measure.metres, places)
                if Double(rounded).remainder(dividingBy: 500 * PublicReportTests.powers[places]) != 0 {
                    measures[places].insert(rounded)
                }
            }
        }
    }

    private func secrets(_ model: ReportModel) throws -> Secrets {
        var secrets = Secrets()
        let assets = try #require(model.inventories.first).assets
        for located in assets.facilities {
            secrets.add(located.facility.position)
            if let location = located.location {
                secrets.add(location.measure)
                secrets.add(location.foot)
            }
        }
        let areas = Set(model.domains.flatMap { $0.spans.spans.flatMap { [$0.from, $0.to] } })
        func add(_ span: MeasureSpan) throws {
            // A comparison is cut at every 250 m of border too: those places say nothing of a fence.
            for end in [span.from, span.to]
            where !areas.contains(end) && end.metres.truncatingRemainder(dividingBy: 250) != 0 {
                secrets.add(end)
                secrets.add(try model.border.route.position(at: end))
            }
        }
        for located in assets.fences {
            located.fence.parts.forEach { $0.positions.forEach { secrets.add($0) } }
            try located.events.forEach { try add($0.span) }
        }
        for located in assets.patrolPaths { located.path.parts.forEach { $0.positions.forEach { secrets.add($0) } } }
        for row in model.coverage { try row.gaps.forEach { try add($0.span) } }
        for piece in model.fenceComparison?.pieces ?? [] { try add(piece.span) }
        // The border itself is published: a fence that ends at one of its vertices gives nothing away.
        let published = model.border.route.vertices + (try model.border.route.kmPosts(every: Metres(500)).map(\.position))
        for place in published {
            secrets.places.remove(Key(place.longitude, place.latitude))
            secrets.doubles.subtract([place.longitude.bitPattern, place.latitude.bitPattern])
        }
        return secrets
    }

    private struct Number {
        var value: Double
        var places: Int
        /// Stands behind `km `: a place on the border as people write it.
        var isPost: Bool
    }

    /// The decimal numbers of a text, in order.
    private func numbers(_ bytes: [UInt8]) -> [Number] {
        var result: [Number] = []
        var digits = 0
        var places: Int?
        var count = 0
        var isNegative = false
        var isPost = false
        func end() {
            if count > 0 {
                let value = Double(digits) / Self.powers[min(places ?? 0, 18)]
                result.append(Number(value: isNegative ? -value : value, places: places ?? 0, isPost: isPost))
            }
            (digits, places, count, isNegative, isPost) = (0, nil, 0, false, false)
        }
        for (i, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39:
                if count == 0 { isPost = i > 2 && bytes[i - 1] == 0x20 && bytes[i - 2] == 0x6D && bytes[i - 3] == 0x6B }
                // Eighteen digits hold any coordinate; of a longer run (a hash) the rest is of no interest.
                if count < 18 {
                    digits = digits * 10 + Int(byte - 0x30)
                    if let some = places { places = some + 1 }
                }
                count += 1
            case 0x2E where places == nil && count > 0: places = 0
            case 0x2D:
                end()
                isNegative = true
            default: end()
            }
        }
        end()
        return result
    }

    fileprivate static let powers: [Double] = (0...18).map { pow(10, Double($0)) }

    private func leaks(_ bytes: [UInt8], _ secrets: Secrets) -> [String] {
        let numbers = numbers(bytes)
        var found: [String] = []
        for (i, number) in numbers.enumerated() {
            let value = number.value
            if i + 1 < numbers.count, value.magnitude < 180, numbers[i + 1].value.magnitude < 90 {
                let next = numbers[i + 1].value
                if secrets.places.contains(Key(value, next)) || secrets.places.contains(Key(next, value)) {
                    found.append("position \(value) \(next)")
                }
            }
            // Compared as finely as it is written: thousands of places and thousands of lengths agree somewhere to the decimetre.
            if value > 1000, (1...3).contains(number.places),
                secrets.measures[number.places].contains(Self.whole(value, number.places))
            {
                found.append("measure \(value)")
            }
            if number.isPost, number.places > 0, value < 2000,
                secrets.measures[0].contains(Self.whole(value * 1000, 0))
            {
                found.append("post km \(value)")
            }
        }
        return found
    }

    fileprivate static func whole(_ metres: Double, _ places: Int) -> Int { Int((metres * powers[places]).rounded()) }

    enum Edition: String, CaseIterable, Sendable { case report, export }

    /// Writes everything that `--public` can write, and returns the names of the files in `out/`.
    private func write(_ model: ReportModel, _ edition: Edition, to scratch: ScratchFolder) throws -> [String] {
        switch edition {
        case .report:
            return try ReportFolder(
                model, formats: [.geoPackage, .kml], published: CalendarDate(year: 2026, month: 1, day: 15)
            ).write(to: scratch.path("out"))
        case .export:
            var folder = try OutputFolder(scratch.path("out"))
            let names = try LayerBundle(StudyLayers(model)).write(into: &folder, formats: [.geoPackage, .kml])
            _ = try folder.commit()
            return names
        }
    }

    @Test(arguments: StudyLoader.builtInStudies, Edition.allCases)
    func `No exact position of a facility, fence or gap survives in any file`(_ name: String, _ edition: Edition) throws {
        let data = try StudyLoader().load(name)
        let model = try ReportModel(data, parameters: ReportParameters(isPublic: true))
        let secrets = try secrets(ReportModel(data))
        #expect(secrets.places.count > 300 && secrets.measures[3].count > 150)
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let names = try write(model, edition, to: scratch)
        // What is on disk, not what the writer says it wrote.
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.path("out")).filter { $0.contains(".") }
        #expect(Set(names).isSubset(of: Set(files)) && files.contains("\(name).gpkg") && files.contains("\(name).kmz"))
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: scratch.url.appending(path: "out/\(file)")))
            switch file.split(separator: ".").last {
            case "kmz", "qgz":
                let archive = try ZipReader(bytes)
                for entry in archive.entries {
                    let content = try archive.contents(of: entry, limit: 1 << 26)
                    let found = leaks(content, secrets)
                    #expect(found.isEmpty, "\(file)/\(entry.name): \(found.prefix(3))")
                }
            case "gpkg":
                let hidden = bytes.withUnsafeBytes { buffer in
                    (0..<max(0, buffer.count - 8)).compactMap { offset -> Double? in
                        let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                        let both = [UInt64(littleEndian: word), UInt64(bigEndian: word)]
                        return both.first(where: secrets.doubles.contains).map(Double.init(bitPattern:))
                    }
                }
                let found = leaks(bytes, secrets)
                #expect(hidden.isEmpty && found.isEmpty, "\(file): \(hidden.prefix(4)) \(found.prefix(3))")
            default:
                let found = leaks(bytes, secrets)
                #expect(found.isEmpty, "\(file): \(found.prefix(3))")
            }
        }
    }

    /// The check above can fail: the same folder without `--public` is full of places.
    @Test func `The analyst's own report does hold exact positions`() throws {
        let model = try ReportModel(try StudyLoader().load("hoeryong"))
        let secrets = try secrets(model)
        let layers = try StudyLayers(model).layers()
        let facilities = try #require(layers.first { $0.name == "facilities" })
        let written = try GeoJSONWriter.write(facilities)
        #expect(leaks(written, secrets).count >= 174)
        #expect(leaks(Array(model.reportEnvelope.text().utf8), secrets).contains { $0.hasPrefix("measure") })
    }

    /// The totals that are cited: lengths to 0.1 km, counts as they are.
    @Test(arguments: StudyLoader.builtInStudies) func `Totals are those of the exact report to 0.1 km`(_ name: String) throws {
        let data = try StudyLoader().load(name)
        let exact = try ReportModel(data)
        let open = try ReportModel(data, parameters: ReportParameters(isPublic: true))
        func same(_ a: Metres, _ b: Metres) {
            #expect((a - b).magnitude.value <= 50.5 && a.value.remainder(dividingBy: 100) == 0)
        }
        #expect(open.coverage.contains { $0.area == "all" } && open.changes.contains { $0.area == "all" })
        for row in open.coverage {
            let own = try #require(exact.coverage.first { $0.area == row.area && $0.epoch == row.epoch })
            same(row.border, own.border)
            same(row.observed, own.observed)
            same(row.fenced, own.fenced)
            for (a, b) in zip(row.layers, own.layers) {
                same(a.fenced, b.fenced)
                same(a.fenceLine, b.fenceLine)
            }
            for (a, b) in zip(row.multiplicity, own.multiplicity) { same(a.border, b.border) }
            #expect(row.gaps.isEmpty)
        }
        for row in open.density {
            let own = try #require(exact.density.first { $0.area == row.area && $0.epoch == row.epoch && $0.kind == row.kind })
            #expect(row.count.count == own.count.count && row.count.maximum == own.count.maximum)
            #expect(row.neighbours == nil && row.dispersion == nil && row.countNearFence(.fenceLine) == nil)
        }
        for row in open.changes {
            let own = try #require(exact.changes.first { $0.area == row.area })
            same(row.fences.fenceLine.new, own.fences.fenceLine.new)
            same(row.fences.fenceLine.upgraded, own.fences.fenceLine.upgraded)
            for (a, b) in zip(row.fences.classes, own.fences.classes) { same(a.border, b.border) }
            #expect(row.facilities.map(\.comparison) == own.facilities.map(\.comparison))
        }
        let gaps = open.gapTable
        #expect(!gaps.columns.compactMap(\.field).contains { ["from_m", "to_m", "length_m", "open"].contains($0) })
        for (row, classes) in zip(open.coverage, open.edition?.gaps ?? []) {
            let own = try #require(exact.coverage.first { $0.area == row.area && $0.epoch == row.epoch })
            #expect(classes.count == own.gaps.count)
        }
        for text in [open.markdown(), open.text()] { #expect(text.contains("Public edition")) }
        #expect(open.reportEnvelope.text().contains(#""public": true"#))
    }
}
