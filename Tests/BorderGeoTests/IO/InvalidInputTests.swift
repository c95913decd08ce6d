import BorderGeo
import Foundation
import TestSupport
import Testing

@testable import GeoFormats

@Suite struct InvalidInputTests {
    static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.path("invalid")))?.sorted().filter { $0 != "README.md" }
        ?? []

    @Test func thereAreAtLeastSixty() { #expect(Self.files.count >= 60) }

    /// Where GDAL is installed it says why it cannot read these; elsewhere the remedy is a command.
    static let readByGDAL: Set = ["excel-workbook.csv", "geojson-topojson.geojson", "shapefile.shp"]

    /// What a user reads: the error, or where the file can be read the findings. The folder's path is taken out.
    @Test(arguments: files)
    func everyBrokenInputHasItsMessage(name: String) throws {
        var text: String
        do {
            let (features, findings) = try InputReader.read(Fixtures.path("invalid/\(name)"))
            var decoder = FeatureDecoder(file: name)
            switch name.split(separator: "-").first {
            case "facilities": _ = try decoder.facilities(features)
            case "fences": _ = try decoder.fences(features)
            case "observations": _ = try decoder.observations(features)
            case "detections": _ = try decoder.detections(features)
            default: break
            }
            text = (findings + decoder.findings).map(\.line).joined(separator: "\n")
        } catch let error as InputError {
            text = "\(error)"
            #expect(!error.remedy.isEmpty)
            #expect(error.place.file != nil)
        }
        #expect(!text.isEmpty, "nothing was reported about \(name)")
        if Self.readByGDAL.contains(name), OGRProgram.ogr2ogr.path == nil {
            #expect(text.contains("ogr2ogr"))
            return
        }
        text = text.replacingOccurrences(of: Fixtures.path("invalid") + "/", with: "")
        try Golden.expect(text + "\n", matches: "invalid/\(name).txt")
    }
}
