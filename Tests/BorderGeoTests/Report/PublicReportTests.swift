import Foundation
import TestSupport
import Testing

@testable import BorderGeo

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
        /// Decimetres along the border.
        var measures: Set<Int> = []
        /// Coordinates as they stand in binary files.
        var doubles: Set<UInt64> = []

        mutating func add(_ position: GeoPosition) {
            // What lies on the public grid by chance is no secret.
            guard PublicRounding.round(position) != position else { return }
            places.insert(Key(position.longitude, position.latitude))
            doubles.insert(position.longitude.bitPattern)
        }

        mutating func add(_ measure: Measure) {
            guard (measure.metres / 1000).rounded() * 1000 != measure.metres else { return }
            measures.insert(Int((measure.metres * 10).rounded()))
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
            for end in [span.from, span.to] where !areas.contains(end) {
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
        for vertex in model.border.route.vertices { secrets.places.remove(Key(vertex.longitude, vertex.latitude)) }
        return secrets
    }

    /// The decimal numbers of a text, in order.
    private func numbers(_ bytes: some Sequence<UInt8>) -> [Double] {
        var result: [Double] = []
        var token = ""
        for byte in bytes {
            if (0x30...0x39).contains(byte) || byte == 0x2E || (byte == 0x2D && token.isEmpty) {
                token.append(Character(Unicode.Scalar(byte)))
            } else if !token.isEmpty {
                if let value = Double(token) { result.append(value) }
                token = ""
            }
        }
        return result
    }

    private func leaks(_ bytes: [UInt8], _ secrets: Secrets) -> [String] {
        let numbers = numbers(bytes)
        var found: [String] = []
        for (i, value) in numbers.enumerated() {
            if i + 1 < numbers.count, value.magnitude < 180, numbers[i + 1].magnitude < 90,
                secrets.places.contains(Key(value, numbers[i + 1])) || secrets.places.contains(Key(numbers[i + 1], value))
            {
                found.append("position \(value) \(numbers[i + 1])")
            }
            // Metres, and kilometres to the metre: only what carries a fraction of a kilometre could be one of ours.
            for metres in [value, value * 1000] where metres > 1000 && metres < 2e6 && value != value.rounded() {
                if secrets.measures.contains(Int((metres * 10).rounded())) { found.append("measure \(value)") }
            }
        }
        return found
    }

    @Test(arguments: ["hoeryong"]) func `No exact position of a facility, fence or gap survives in any file`(_ name: String)
        throws
    {
        let data = try StudyLoader().load(name)
        let model = try ReportModel(data, parameters: ReportParameters(isPublic: true))
        let secrets = try secrets(model)
        #expect(secrets.places.count > 300 && secrets.measures.count > 150)
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let names = try ReportFolder(
            model, formats: [.geoPackage, .kml], published: CalendarDate(year: 2026, month: 1, day: 15)
        ).write(to: scratch.path("out"))
        #expect(names.count > 40)
        var checked = 0
        for file in names {
            let bytes = [UInt8](try Data(contentsOf: scratch.url.appending(path: "out/\(file)")))
            switch file.split(separator: ".").last {
            case "kmz", "qgz":
                let archive = try ZipReader(bytes)
                for entry in archive.entries {
                    let content = try archive.contents(of: entry, limit: 1 << 26)
                    #expect(leaks(content, secrets).isEmpty, "\(file)/\(entry.name)")
                }
            case "gpkg":
                let hidden = bytes.withUnsafeBytes { buffer in
                    (0..<max(0, buffer.count - 8)).contains { offset in
                        let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                        return secrets.doubles.contains(UInt64(littleEndian: word))
                            || secrets.doubles.contains(UInt64(bigEndian: word))
                    }
                }
                #expect(!hidden, "\(file)")
            default: #expect(leaks(bytes, secrets).isEmpty, "\(file): \(leaks(bytes, secrets).prefix(3))")
            }
            checked += 1
        }
        #expect(checked == names.count)
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

    @Test func `Lengths and counts are those of the exact report`() throws {
        let data = try StudyLoader().load("hoeryong")
        let exact = try ReportModel(data)
        let blurred = try ReportModel(data, parameters: ReportParameters(isPublic: true))
        #expect(exact.coverage == blurred.coverage)
        #expect(exact.density == blurred.density)
        let gaps = blurred.gapTable
        #expect(gaps.columns.compactMap(\.field) == ["area", "epoch", "length_m", "open"])
        #expect(gaps.rows.count == exact.gapTable.rows.count)
        #expect(blurred.markdown().contains("Public edition"))
        #expect(blurred.text().contains("Public edition"))
        #expect(blurred.reportEnvelope.text().contains(#""public": true"#))
    }
}
