import BorderGeo
import Foundation
import TestSupport
import Testing

/// Reading a file straight from columns must give what decoding feature by feature gives, to the last finding and message.
@Suite struct ColumnDecodingTests {
    /// Names and values as files have them: synonyms in three languages, composed and decomposed Hangul, escapes, names given twice, ids of all
    /// sorts and none, numbers as texts, blanks, no geometry.
    private static let members = [
        #""id":"@0","kind":"guard_post","sigma_m":2.5,"score":0.5"#, #""kind":"watchtower","id":7"#,
        #""id":" @2 ","type":" Guard Post ","probability":"0.25""#, #""fid":"@3","종류":"초소","accuracy_m":"3""#,
        "\"objectid\":\"@4\",\"\u{110C}\u{1169}\u{11BC}\u{1105}\u{1172}\":\"망루\"",
        #""id":"@5","k\u0069nd":"camera","x":{"y":[1,2]}"#,
        #""id":"@6","kind":"igloo","kind":"garrison""#, #""id":"@7","kind":"ig\"loo\u0020""#,
        #""id":"@8","kind":null,"score":null"#,
        #""kind":"camera_mast","synthetic":false"#, #""id":"","kind":"","sigma_m":"""#, #""id":"@11","kind":5,"class":"cctv""#,
        #""id":"아12","kind":"other","label":"\n","image":17"#, #""id":"@13","kind":"岗哨","conf":1,"score":0"#, "",
    ]

    private static func text(_ form: String, copies: Int, extra: [String] = []) -> String {
        var lines: [String] = []
        for copy in 0..<copies {
            for (number, member) in members.enumerated() {
                let unique = member.replacing("@", with: "c\(copy)a").replacing("\"id\":7", with: "\"id\":7\(copy)")
                    .replacing("아12", with: "아\(copy)")
                let place = number == 8 ? "null" : #"{"type":"Point","coordinates":[129.7\#(number),42.\#(copy % 90 + 10)]}"#
                let id = number == 9 ? #""id":"top\#(copy)","# : number == 14 ? #""id":3\#(copy),"# : ""
                lines.append(#"{"type":"Feature",\#(id)"properties":{\#(unique)},"geometry":\#(place)}"#)
            }
        }
        lines += extra
        return form == "geojson"
            ? "{\"type\":\"FeatureCollection\",\"features\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
            : lines.joined(separator: "\n") + "\n"
    }

    private struct Read: Equatable {
        var points: [ValidationPoint] = []
        var findings: [Finding] = []
        var error: String?
    }

    /// By columns, as validation reads.
    private func columns(_ path: String, _ mapping: FieldMapping, reference: Bool, jobs: Int) -> Read {
        var reader = PointReader(options: InputOptions(mapping: mapping), jobs: jobs)
        do {
            let points = reference ? try reader.reference(path) : try reader.detections(path)
            return Read(points: Array(points), findings: reader.findings)
        } catch { return Read(error: "\(error)") }
    }

    /// Feature by feature.
    private func values(_ path: String, _ mapping: FieldMapping, reference: Bool) -> Read {
        do {
            let (features, notes) = try InputReader.read(path, options: InputOptions(mapping: mapping))
            var decoder = FeatureDecoder(file: path, mapping: mapping)
            let points =
                reference
                ? try decoder.facilities(features).map { ValidationPoint($0) }
                : try decoder.detections(features).map { ValidationPoint($0) }
            return Read(points: points, findings: notes + decoder.findings)
        } catch { return Read(error: "\(error)") }
    }

    @Test(arguments: ["geojson", "ndjson"], ["", "kind=class,score=conf", "kind=종류,id=objectid,sigma_m=accuracy_m"])
    func columnsGiveWhatFeaturesGive(form: String, mapping: String) throws {
        let folder = try ScratchFolder()
        let path = folder.path("points.\(form)")
        // Some hundred kilobytes: several pieces.
        try Self.text(form, copies: 300).write(toFile: path, atomically: false, encoding: .utf8)
        defer { folder.remove() }
        let mapping = mapping.isEmpty ? FieldMapping() : try FieldMapping(parsing: mapping)
        for reference in [false, true] {
            let expected = values(path, mapping, reference: reference)
            #expect(expected.error == nil && expected.points.count == 300 * (Self.members.count - 1))
            for jobs in [1, 2, 4] {
                let found = columns(path, mapping, reference: reference, jobs: jobs)
                #expect(found.points == expected.points)
                #expect(found.findings == expected.findings)
            }
        }
    }

    @Test(arguments: [
        ("an id twice", #"{"type":"Feature","properties":{"id":"c3a0"},"geometry":{"type":"Point","coordinates":[129,42]}}"#),
        (
            "no number",
            #"{"type":"Feature","properties":{"id":"z","accuracy_m":"much"},"geometry":{"type":"Point","coordinates":[129,42]}}"#
        ),
        (
            "out of range",
            #"{"type":"Feature","properties":{"id":"z","confidence":2},"geometry":{"type":"Point","coordinates":[129,42]}}"#
        ),
        (
            "no point",
            #"{"type":"Feature","properties":{"id":"z"},"geometry":{"type":"MultiPoint","coordinates":[[129,42],[129,43]]}}"#
        ),
        ("broken", #"{"type":"Feature","properties":{"id":"z""geometry":null}"#),
    ])
    func columnsRefuseWhatFeaturesRefuseInTheSameWords(name: String, feature: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for form in ["geojson", "ndjson"] {
            let path = folder.path("\(name).\(form)")
            try Self.text(form, copies: 200, extra: [feature]).write(toFile: path, atomically: false, encoding: .utf8)
            let expected = values(path, FieldMapping(), reference: true)
            #expect(expected.error?.contains("feature \(200 * Self.members.count)") == true)
            for jobs in [1, 4] { #expect((columns(path, FieldMapping(), reference: true, jobs: jobs) == expected) as Bool) }
        }
    }

    /// A line among points is for another role, whichever way the file is read.
    @Test(arguments: ["geojson", "ndjson"]) func columnsLeaveALineToOtherRolesAsFeaturesDo(form: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let line =
            #"{"type":"Feature","properties":{"id":"z"},"geometry":{"type":"LineString","coordinates":[[129,42],[129,43]]}}"#
        let path = folder.path("mixed.\(form)")
        try Self.text(form, copies: 200, extra: [line]).write(toFile: path, atomically: false, encoding: .utf8)
        let expected = values(path, FieldMapping(), reference: true)
        #expect(expected.error == nil && expected.points.count == 200 * (Self.members.count - 1))
        #expect(expected.findings.contains { $0.rule == "mixed-geometry" && $0.place.feature == 200 * Self.members.count })
        for jobs in [1, 4] { #expect((columns(path, FieldMapping(), reference: true, jobs: jobs) == expected) as Bool) }
        // A file of nothing but lines is the wrong file.
        let lines = folder.path("lines.\(form)")
        let text = form == "geojson" ? "{\"type\":\"FeatureCollection\",\"features\":[\(line)]}" : line + "\n"
        try text.write(toFile: lines, atomically: false, encoding: .utf8)
        let refused = values(lines, FieldMapping(), reference: true)
        #expect(refused.error?.contains("a facility is a LineString") == true)
        #expect(columns(lines, FieldMapping(), reference: true, jobs: 1) == refused)
    }

    /// Sizes around whole pieces: the last one may end where the file does.
    @Test(arguments: [0, 1, 2, 3, 7, 8, 15]) func aFileMayEndWhereAPieceEnds(extra: Int) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        var text = Self.text("geojson", copies: 500)
        let size = 16 * (text.utf8.count / 16 + 1) + extra
        text += String(repeating: " ", count: size - text.utf8.count)
        let path = folder.path("even.geojson")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try InputReader.read(path).features.count == 500 * Self.members.count)
    }

    /// Bytes that are no characters, at the start of a piece or in its middle: the feature that is named is the one that has them. Of a table the first
    /// megabyte decides its encoding; what stands behind it is refused.
    @Test(arguments: [("geojson", 0), ("geojson", 4000), ("ndjson", 7), ("ndjson", 4999), ("csv", 79_000)])
    func bytesThatAreNoCharactersAreToldWithTheirFeature(form: String, number: Int) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let rows = (0..<(form == "csv" ? 80_000 : 5000)).map { index in
            let id = index == number ? "p@" : "p\(index)"
            return form == "csv"
                ? "\(id),camera,129.7,42.4"
                : #"{"type":"Feature","properties":{"id":"\#(id)"},"geometry":{"type":"Point","coordinates":[129.7,42.4]}}"#
        }
        let text =
            switch form {
            case "geojson": "{\"type\":\"FeatureCollection\",\"features\":[\n" + rows.joined(separator: ",\n") + "\n]}\n"
            case "csv": "id,kind,lon,lat\n" + rows.joined(separator: "\n") + "\n"
            default: rows.joined(separator: "\n") + "\n"
            }
        let path = folder.path("bytes.\(form)")
        try Data(text.utf8.map { $0 == UInt8(ascii: "@") ? 0xFF : $0 }).write(to: URL(filePath: path))
        let error = #expect(throws: InputError.self) {
            var stream = try FeatureStream(opening: .path(path))
            var ledger = FeatureLedger(file: path)
            var columns = FeatureColumns()
            while let chunk = try stream.next() {
                columns.read(chunk)
                try ledger.accept(columns)
            }
        }
        #expect(error?.place.feature == number)
        #expect(error?.problem.hasPrefix("the bytes are not UTF-8") == true)
    }

    /// Names given twice in one feature of fifteen, over several pieces: twenty are listed, the others counted.
    @Test func doubtsAreCountedWhereverTheInputIsCut() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let path = folder.path("doubts.ndjson")
        try Self.text("ndjson", copies: 3000).write(toFile: path, atomically: false, encoding: .utf8)
        let findings = try InputReader.read(path).findings.filter { $0.rule == "duplicate-property" }
        #expect(findings.count == 21)
        #expect(findings.last?.sentence == "2980 more: a property is given more than once; the last value counts.")
    }

    @Test func anIdThatOccursTwiceIsFoundAmongManyOnAnyNumberOfThreads() throws {
        var features = (0..<70_000).map { Feature(id: "f\($0)", geometry: nil, properties: ["kind": "camera"]) }
        features[69_000].id = "f12345"
        features[69_500].id = "f3"
        for jobs in [1, 2, 4] {
            var decoder = FeatureDecoder(file: "posts.csv")
            decoder.jobs = jobs
            let error = #expect(throws: InputError.self) { try decoder.facilities(features) }
            #expect(error?.problem == "id \"f12345\" occurs twice: feature 12345 has it too")
        }
    }
}
