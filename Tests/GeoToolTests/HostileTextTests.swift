import BorderGeo
import Foundation
import TestSupport
import Testing

/// Hostile strings in every text field of every kind of input, and a look at every output.
@Suite("hostile text") struct HostileTextTests {
    static let script = "<script>document.documentElement.setAttribute('data-pwn','1')</script>"
    static let image = "<img src=x onerror=\"document.documentElement.setAttribute('data-pwn','2')\">"
    static let sql = "x\" TEXT); ATTACH './victim.db' AS p; CREATE TABLE p.t(x); DROP TABLE gpkg_contents; --"

    /// What is put in, by what it is after.
    static let strings: [(name: String, text: String)] = [
        ("markup", "\(script)]]>\(image)-->\"'><g onload='x'/>&amp;&#0;{{title}}{{{script}}}"),
        ("SQL, paths, tables", "\(sql) '); -- ../../../victim.txt | a \\| b ` * [x](javascript:1) =1+1 CON"),
        ("terminal", "\u{1B}[31mred\u{1B}]0;title\u{7}\u{8}\u{9B}2J\u{202E}txt.exe\u{2066}\u{7F}\r\nover\ttab\u{2028}end"),
        ("NUL and length", "a\u{0}b" + String(repeating: "lang ", count: 600)),
    ]

    /// As a JSON string, which is a YAML one too.
    static func quoted(_ text: String) -> String {
        let data = (try? JSONSerialization.data(withJSONObject: [text], options: [.withoutEscapingSlashes])) ?? Data()
        // YAML takes no other control characters as they are than those that JSON escapes.
        return String(decoding: data, as: UTF8.self).dropFirst().dropLast().unicodeScalars.map { s in
            (0x7F..<0xA0).contains(s.value) || (0x2028...0x2069).contains(s.value)
                ? "\\u" + String(repeating: "0", count: 4 - String(s.value, radix: 16).count) + String(s.value, radix: 16)
                : String(s)
        }.joined()
    }

    /// What a cell of CSV can hold: NUL is none of it.
    static func cell(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\u{0}", with: "").replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    /// A study whose every text is `text`; epochs are called what epochs may be called.
    static func study(_ text: String, in folder: ScratchFolder) throws {
        let q = quoted(text)
        let border = try Border.builtinDCW()
        func place(_ km: Double, _ offset: Double) throws -> String {
            let p = try border.route.position(at: Measure(km * 1000), offset: Offset(offset))
            return "[\(FixedDecimal.string(p.longitude, decimals: 7)),\(FixedDecimal.string(p.latitude, decimals: 7))]"
        }
        func feature(_ geometry: String, _ id: String, _ own: String) -> String {
            #"{"type":"Feature","id":\#(quoted(id)),"properties":{\#(own),"source":\#(q),"note":\#(q),\#(q):\#(q),"nested":{\#(q):[\#(q)]}},"geometry":\#(geometry)}"#
        }
        func write(_ name: String, _ content: String) throws {
            try Data(content.utf8).write(to: folder.url.appending(path: name))
        }
        func collection(_ features: [String]) -> String {
            #"{"type":"FeatureCollection","name":\#(q),"features":[\#(features.joined(separator: ","))]}"#
        }
        let line = try
            "{\"type\":\"LineString\",\"coordinates\":[\((0...6).map { try place(946.5 + Double($0) * 0.4, -150) }.joined(separator: ","))]}"
        try write(
            "fac.geojson",
            collection([
                feature(
                    "{\"type\":\"Point\",\"coordinates\":\(try place(947, -200))}", text + "1",
                    #""kind":"watchtower","name":\#(q)"#),
                feature("{\"type\":\"Point\",\"coordinates\":\(try place(948, -200))}", text + "2", #""kind":\#(q)"#),
            ]))
        try write("fen.geojson", collection([feature(line, text, #""layer":"primary","material":\#(q)"#)]))
        try write("pat.geojson", collection([feature(line, text, #""kind":"patrol_path""#)]))
        try write(
            "obs.csv",
            "epoch,from_m,to_m,image,date,gsd_m,state,\(cell(text))\n"
                + Self.epochs.map {
                    "\(cell($0)),946000,953400,\(cell(text)),2019-03-31,0.5,observed,\(cell(text))\n"
                }.joined())
        try write(
            "areas.csv", "id,name,from_m,to_m,aliases\nhoeryong,\(cell(text)),946000,950000,\(cell(text))\nb,B,950000,953400,\n")
        try write(
            "claims.yaml",
            """
            format: border-claims/1
            claims:
              - {id: c1, subject: \(q), measurand: count, value: 6, significant_figures: 1, numerator: facilities, area: hoeryong, source: \(q), confidence: page}

            """)
        try write(
            "study.yaml",
            """
            format: border-study/1
            id: s1
            title: \(q)
            synthetic: true
            areas: areas.csv
            epochs: [{id: \(quoted(epochs[0])), date: 2019-03-31}, {id: \(quoted(epochs[1])), date: 2022-04-30}]
            baseline: \(quoted(epochs[0]))
            comparison: \(quoted(epochs[1]))
            fences: [fen.geojson]
            facilities: [fac.geojson]
            patrol_paths: [pat.geojson]
            observations: [obs.csv]
            claims: [claims.yaml]
            notes: [\(q)]

            """)
        let xml = text.unicodeScalars.map { s -> String in
            switch s {
            case "<": "&lt;"
            case "&": "&amp;"
            case "\"": "&quot;"
            case _ where s.value < 0x20 && s != "\t" && s != "\n" && s != "\r": ""
            default: String(s)
            }
        }.joined()
        try write(
            "fac.kml",
            """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>\(xml)</name><Placemark id="\(xml)"><name>\(xml)</name><description>\(xml)</description>
            <ExtendedData><Data name="\(xml)"><value>\(xml)</value></Data><Data name="kind"><value>watchtower</value></Data></ExtendedData>
            <Point><coordinates>129.7170517,42.4302817</coordinates></Point></Placemark></Document></kml>
            """)
        try write("victim.txt", "keep")
    }

    /// They differ in letter case alone, and would leave the folder.
    static let epochs = [#"../../x "A" & <2019>'|{{title}}"#, #"../../X "a" & <2019>'|{{title}}"#]

    /// What a person's terminal gets: lines, and nothing that it would act on.
    static func expectHarmless(_ text: String, _ what: String) {
        let lines = text.replacingOccurrences(of: "\r\n", with: "\n")
        let found = lines.unicodeScalars.first { s in
            (s.value < 0x20 && s != "\n" && s != "\t") || (0x7F..<0xA0).contains(s.value) || (0x202A...0x202E).contains(s.value)
                || (0x2066...0x2069).contains(s.value)
        }
        #expect(found == nil, "\(what): U+\(String(found?.value ?? 0, radix: 16))")
    }

    @Test(arguments: strings.map(\.name)) func doesNothingInAnyOutput(name: String) throws {
        let text = try #require(Self.strings.first { $0.name == name }).text
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.study(text, in: folder)
        let inputs = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        func run(_ arguments: String, allowing codes: Set<Int32> = [0, 1], isData: Bool = false) throws {
            let run = try Tool.run(arguments.split(separator: " ").map(String.init), directory: folder.url)
            #expect(codes.contains(run.exitCode), "\(arguments): \(run.exitCode) \(run.stderr.prefix(400))")
            // Data that goes into a pipe keeps its marks of direction; the check of files below looks at the rest.
            if !isData { Self.expectHarmless(run.stdout, "stdout of \(arguments)") }
            Self.expectHarmless(run.stderr, "stderr of \(arguments)")
        }
        try FileManager.default.createDirectory(at: folder.url.appending(path: "all"), withIntermediateDirectories: true)
        try run("report study.yaml -o all/report --gpkg --kml --archive 2026-01-01")
        try run("report study.yaml -o all/public --public --lang ko")
        try run("export study.yaml -o all/export --gpkg --kml --csv")
        for verb in ["coverage", "density", "change", "audit", "spacing", "hotspots"] {
            try run("\(verb) study.yaml")
            try run("\(verb) study.yaml --format md -o all/\(verb).md")
            try run("\(verb) study.yaml --format csv -o all/\(verb).csv")
            try run("\(verb) study.yaml --format json -o all/\(verb).json")
        }
        try run("lint study.yaml fac.geojson obs.csv fac.kml")
        for source in ["fac.geojson", "fen.geojson", "fac.kml", "obs.csv"] {
            for ending in ["geojson", "geojsonl", "csv", "kml", "kmz", "gpkg"] {
                let target = "all/\(source.prefix(3))-\(source.suffix(3)).\(ending)"
                try run("convert \(source) \(target)")
                // What the tool writes, the tool reads.
                try run("convert \(target) all/back-\(source.prefix(3))-\(source.suffix(3))-\(ending).geojson")
            }
        }
        try run("lint all/fac-son.gpkg all/fac-son.csv")
        try run("nonsense\u{1B}[31m", allowing: [64])
        try run("report study.yaml --epoch \u{1B}]0;x\u{7}", allowing: [64, 65])
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.url.path)) == Set(inputs + ["all"]))
        #expect(try String(contentsOfFile: folder.path("victim.txt"), encoding: .utf8) == "keep")
        // Two epochs and two areas; areas that do not end at whole kilometres are withheld in public.
        for (figures, count) in [("all/report/figures", 4), ("all/public/figures", 2)] {
            let maps = try FileManager.default.contentsOfDirectory(atPath: folder.path(figures)).filter { $0.hasPrefix("map-") }
            #expect(Set(maps.map { $0.lowercased() }).count == count, "\(figures): \(maps)")
        }
        let manifest = try JSONSerialization.jsonObject(
            with: try Data(contentsOf: folder.url.appending(path: "all/report/about/manifest.json")))
        let outputs = ((manifest as? [String: Any])?["outputs"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
        #expect(!outputs.isEmpty && Set(outputs).count == outputs.count)
        guard try Need.python.isMetOrSaysSo() else { return }
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../hostile/check_outputs.py")
            .standardized.path
        let inBrowser = try Need.chromium.isMetOrSaysSo() ? ["--browser"] : []
        let check = try External.run("python3", [script, folder.path("all")] + inBrowser)
        #expect(check.exitCode == 0, "\(check.stdout.prefix(3000)) \(check.stderr.suffix(1500))")
    }
}
