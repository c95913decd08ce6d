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

@Suite("Metadata for archives")
struct ArchiveMetadataTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private let day = CalendarDate(year: 2026, month: 1, day: 15)

    @Test func `A folder for an archive names each of its files with size and hash, and the dates that were given`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let model = try SampleReport.model()
        let names = try ReportFolder(model, published: day).write(to: scratch.path("out"))
        let crate = try object(String(contentsOfFile: scratch.path("out/ro-crate-metadata.json"), encoding: .utf8))
        let graph = try #require(crate["@graph"] as? [[String: Any]])
        let root = try #require(graph.first { $0["@id"] as? String == "./" })
        #expect(root["datePublished"] as? String == "2026-01-15")
        #expect(root["temporalCoverage"] as? String == "2019-03-31/2023-03-31")
        let parts = try #require(root["hasPart"] as? [[String: String]]).compactMap { $0["@id"] }
        let own = Set([ArchiveMetadata.stacName, ArchiveMetadata.crateName, LayerBundle.manifestName])
        #expect(Set(parts) == Set(names).subtracting(own))
        for file in graph where file["@type"] as? String == "File" {
            let name = try #require(file["@id"] as? String)
            let bytes = [UInt8](try Data(contentsOf: scratch.url.appending(path: "out/\(name)")))
            #expect(file["contentSize"] as? Int == bytes.count)
            #expect(file["sha256"] as? String == SHA256.hexadecimal(of: bytes))
        }
        // Every reference leads to an entity of the graph or out to the specification.
        let known = Set(graph.compactMap { $0["@id"] as? String })
        #expect(parts.allSatisfy(known.contains))
        let item = try object(String(contentsOfFile: scratch.path("out/about/stac-item.json"), encoding: .utf8))
        #expect(item["stac_version"] as? String == "1.1.0")
        let properties = try #require(item["properties"] as? [String: Any])
        #expect(properties["start_datetime"] as? String == "2019-03-31T00:00:00Z")
        #expect(properties["end_datetime"] as? String == "2023-03-31T00:00:00Z")
        #expect(properties["datetime"] is NSNull)
        #expect(Set(try #require(item["assets"] as? [String: Any]).keys) == Set(parts))
        let box = try #require(item["bbox"] as? [Double])
        #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3])
    }

    @Test func `The manifest names every file but itself, with its SHA-256, also on a second run`() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let folder = ReportFolder(try SampleReport.model())
        let names = try folder.write(to: scratch.path("out"))
        let first = try Data(contentsOf: scratch.url.appending(path: "out/\(LayerBundle.manifestName)"))
        #expect(try folder.write(to: scratch.path("out")) == names)
        #expect(try Data(contentsOf: scratch.url.appending(path: "out/\(LayerBundle.manifestName)")) == first)
        let manifest = try object(String(decoding: first, as: UTF8.self))
        let outputs = try #require(manifest["outputs"] as? [[String: Any]])
        #expect(Set(outputs.compactMap { $0["name"] as? String }) == Set(names).subtracting([LayerBundle.manifestName]))
        for output in outputs {
            let name = try #require(output["name"] as? String)
            let bytes = [UInt8](try Data(contentsOf: scratch.url.appending(path: "out/\(name)")))
            #expect(output["sha256"] as? String == SHA256.hexadecimal(of: bytes))
        }
        _ = try OutputFolder(scratch.path("out"))
    }
}
