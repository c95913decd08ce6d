import BorderGeo
import Foundation
import TestSupport
import Testing

/// A study of another line says nothing of the built-in border: every byte of every file is searched, in archives and databases as well.
@Suite("Studies of other borders") struct OtherBordersTests {
    /// Words of the built-in border, its places, its sources and its date, in the spellings that outputs have.
    static let foreign = [
        "Korea", "korea", "DPRK", "dprk", "\u{BD81}\u{D55C}", "\u{D55C}\u{AD6D}", "Yalu", "yalu", "Amnok", "\u{C555}\u{B85D}",
        "Tumen", "tumen", "\u{B450}\u{B9CC}",
        "Paektu", "paektu", "Hoeryong", "hoeryong", "Hyesan", "Sinuiju", "six-areas", "HRW", "hrw2", "Human Rights Watch",
        "March 2020",
        "2020-03-01", "2020, 3, 1", "110 m is", "China", "china", "CHINA", "Russia", "russia", "EPSG:5179", "builtin:dcw",
        "Digital Chart",
    ]

    private static let scratch = Result { try ScratchFolder() }

    static func example(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/studies/\(name)").standardized.path
    }

    private static func files(of command: [String], study: String, _ name: String) throws -> [String: [UInt8]] {
        let out = try scratch.get().url.appending(path: name).path
        let run = try Tool.run(command + [study, "-o", out, "--gpkg", "--kml"])
        #expect(run.exitCode == 0, "\(run.stderr)")
        var files: [String: [UInt8]] = ["stderr": Array(run.stderr.utf8)]
        for file in try FileManager.default.subpathsOfDirectory(atPath: out).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(out)/\(file)"), !data.isEmpty else { continue }
            files[file] = Array(data)
            guard let archive = try? ZipReader(Array(data)) else { continue }
            for entry in archive.entries { files[file + "!" + entry.name] = try archive.contents(of: entry, limit: 1 << 30) }
        }
        return files
    }

    private static func foreignWords(in files: [String: [UInt8]]) -> [String] {
        files.sorted { $0.key < $1.key }.flatMap { name, bytes in
            // Quarters of towns that the map around a border names.
            let data = Data(
                String(decoding: bytes, as: UTF8.self).replacing("Koreatown", with: "").replacing("Chinatown", with: "").utf8)
            return foreign.filter { data.range(of: Data($0.utf8)) != nil || name.contains($0) }.map { "\(name): \($0)" }
        }
    }

    @Test(arguments: ["land-border", "river", "coast"], [["report", "--archive", "2026-01-15"], ["export"]])
    func noWordOfTheBuiltInBorderIsInAnyByte(name: String, command: [String]) throws {
        let files = try Self.files(of: command, study: Self.example(name), "\(name)-\(command[0])")
        #expect(files.keys.contains("\(name).qgz!\(name).qgs") && files.keys.contains("\(name).gpkg") && files.count > 20)
        #expect(Self.foreignWords(in: files) == [])
    }

    /// The search finds what is there: the built-in study has all of it.
    @Test func theSearchFindsThemInTheBuiltInStudy() throws {
        let found = Self.foreignWords(
            in: try Self.files(of: ["report", "--archive", "2026-01-15"], study: "hoeryong", "hoeryong"))
        for word in ["Korea", "DPRK", "Yalu", "March 2020", "2020, 3, 1", "Human Rights Watch", "EPSG:5179"] {
            #expect(found.contains { $0.hasSuffix(": " + word) }, "\(word)")
        }
        #expect(found.contains { $0.hasPrefix("hoeryong.gpkg: ") } && found.contains { $0.hasPrefix("hoeryong.qgz!") })
    }

    /// A border elsewhere without `inward` and without any word of its own: reported, and neutral.
    @Test func aStudyThatSaysNothingIsNeutralAndSaysWhatIsAssumed() throws {
        let folder = try Self.scratch.get().url.appending(path: "bare")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let line = #"{"type":"LineString","coordinates":[[-71.2,-40.0],[-71.2,-39.9],[-71.1,-39.8]]}"#
        try line.write(to: folder.appending(path: "line.geojson"), atomically: true, encoding: .utf8)
        let fence =
            #"{"type":"Feature","id":"f","properties":{"layer":"primary"},"geometry":{"type":"LineString","coordinates":[[-71.199,-40.0],[-71.199,-39.9]]}}"#
        try fence.write(to: folder.appending(path: "fence.geojson"), atomically: true, encoding: .utf8)
        try """
        format: border-study/1
        id: bare
        border: line.geojson
        epochs: [{id: now, date: 2024-01-01}]
        fences: fence.geojson
        """.write(to: folder.appending(path: "study.yaml"), atomically: true, encoding: .utf8)
        let files = try Self.files(of: ["report", "--archive", "2026-01-15"], study: folder.path, "bare-out")
        #expect(Self.foreignWords(in: files) == [])
        let page = String(decoding: files["report.html"] ?? [], as: UTF8.self)
        #expect(page.contains("inward-assumed"))
        #expect(!page.contains("id=\"denominators\"") && !page.contains("facilities from"))
        let json = String(decoding: files["report.json"] ?? [], as: UTF8.self)
        #expect(json.contains(#""banks": ["#) && json.contains(#""inward""#))
        let layer = String(decoding: files["fences.geojson"] ?? [], as: UTF8.self)
        #expect(layer.contains(#""bank":"inward""#))
    }

    /// The colour and the word of a class are the same on the page, in QGIS, in the GeoPackage and in Google Earth.
    @Test func aClassLooksTheSameEverywhere() throws {
        let files = try Self.files(of: ["report"], study: Self.example("land-border"), "looks")
        func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }
        #expect(text("fences.qml").contains("176,65,62,255"))
        #expect(text("land-border.qgz!land-border.qgs").contains("176,65,62,255"))
        #expect(text("land-border.kmz!doc.kml").lowercased().contains("ff3e41b0"))
        #expect(text("land-border.gpkg").contains("176,65,62,255"))
        for name in ["fences.qml", "report.html", "land-border.kmz!doc.kml"] {
            #expect(text(name).lowercased().contains("pedestrian fence"), "\(name)")
        }
        #expect(text("report.html").contains("--own-camera-tower:#7a3fa0"))
        #expect(text("tables/fence_lines.csv").contains("pedestrian_m,vehicle_m,levee_wall_m"))
    }
}
