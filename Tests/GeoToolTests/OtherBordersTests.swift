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
            try unpack(Array(data), as: file, into: &files)
            guard data.starts(with: Data("SQLite format 3".utf8)) else { continue }
            // A long value is cut where a page of the file ends: a word across that is seen in the value alone.
            let dump = try External.run(
                "/usr/bin/python3", ["-c", Self.dump, URL(filePath: out).appending(path: file).path])
            #expect(dump.exitCode == 0 && dump.stdout.utf8.count > 1000, "\(file): \(dump.stderr)")
            files[file + "!values"] = Array(dump.stdout.utf8)
        }
        return files
    }

    /// What archives hold, also those within archives.
    private static func unpack(_ bytes: [UInt8], as name: String, into files: inout [String: [UInt8]]) throws {
        guard let archive = try? ZipReader(bytes) else { return }
        for entry in archive.entries {
            let content = try archive.contents(of: entry, limit: 1 << 30)
            files[name + "!" + entry.name] = content
            try unpack(content, as: name + "!" + entry.name, into: &files)
        }
    }

    /// Every name and value of a database, texts and blobs as they are.
    private static let dump = """
        import sqlite3, sys
        c = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
        c.text_factory = bytes
        out = sys.stdout.buffer
        for name, sql in c.execute("select name, coalesce(sql, '') from sqlite_master").fetchall():
            out.write(name + b"\\n" + sql + b"\\n")
        for (name,) in c.execute("select name from sqlite_master where type = 'table' and name not like 'rtree%'").fetchall():
            for row in c.execute("select * from \\"%s\\"" % name.decode()):
                for value in row:
                    out.write((value if isinstance(value, bytes) else str(value).encode()) + b"\\n")
        """

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

    /// Labels of axes are inside their drawing and apart from each other, whatever the length of the line and of the time.
    @Test(arguments: ["land-border", "river", "coast"]) func labelsHaveRoom(name: String) throws {
        let files = try Self.files(of: ["report"], study: Self.example(name), "\(name)-room")
        let label = /<text class="axis" x="([-0-9.]+)" y="([-0-9.]+)" text-anchor="middle">([^<]*)<\/text>/
        let view = #/viewBox="(-?[0-9.]+) \S+ ([0-9.]+)/#
        let drawings = files.filter {
            $0.key.hasPrefix("figures/strip") || $0.key == "figures/density.svg" || $0.key == "figures/k.svg"
        }
        #expect(drawings.count > 3)
        for (file, bytes) in drawings {
            let text = String(decoding: bytes, as: UTF8.self)
            // A file has a margin all round, which the page has not.
            let found = try #require(text.firstMatch(of: view), "\(file)")
            let edge = (Double(found.2) ?? 0) + 2 * (Double(found.1) ?? 0)
            for match in text.matches(of: label) {
                let half = Double(match.3.count) * 11 * 0.57 / 2
                let end = (Double(match.1) ?? .infinity) + half
                #expect(end <= edge + 0.5, "\(file): \(match.3)")
            }
        }
        var years: [Substring: [Double]] = [:]
        for match in String(decoding: files["report.html"] ?? [], as: UTF8.self).matches(of: label)
        where match.3.count == 4 && match.3.allSatisfy(\.isNumber) && (1900...2100).contains(Int(match.3) ?? 0) {
            years[match.2, default: []].append(try #require(Double(match.1)))
        }
        for (line, places) in years {
            for (a, b) in zip(places, places.dropFirst()) where b > a { #expect(b - a > 25, "\(name), at \(line): \(places)") }
        }
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
        // Own layers: the variable, the lines of map and legend, the rows of the strips.
        for part in [
            "--layer-pedestrian:#b0413e", "class=\"casing l-pedestrian", ".casing.l-pedestrian{stroke:var(--layer-pedestrian)}",
            "class=\"lane l-pedestrian\"",
        ] {
            #expect(text("report.html").contains(part), "\(part)")
        }
        #expect(text("tables/fence_lines.csv").contains("pedestrian_m,vehicle_m,levee_wall_m"))
    }
}
