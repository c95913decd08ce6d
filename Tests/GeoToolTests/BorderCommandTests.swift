import BorderGeo
import Foundation
import TestSupport
import Testing

/// `border` as a user runs it.
@Suite struct BorderCommandTests {
    @Test func infoSetsOurLengthsBesideThePublishedOnesAndSaysWhy() throws {
        let run = try Tool.run(["border"])
        #expect(run.exitCode == 0)
        #expect(run.stderr == "")
        for phrase in [
            "builtin:dcw: Digital Chart of the World", "Scale 1:1,000,000, 1,098 vertices, 1,188.5 km on the WGS 84 ellipsoid",
            "Licence: LGPL-3.0-or-later", "south of lake Chonji", "1,170.397", "1,352.0", "the finer the map, the more bends",
        ] {
            #expect(run.stdout.contains(phrase), "\(phrase)")
        }
        #expect(try Tool.run(["border", "info"]).stdoutData == run.stdoutData)
    }

    @Test func differencesAreAgainstThePublishedLength() throws {
        let run = try Tool.run(["border", "--format", "json"])
        let rows = try #require(try JSONValue(parsing: run.stdout)["results"]?.arrayValue)
        #expect(
            rows.compactMap { $0["part"]?.stringValue } == [
                "yalu", "paektu-land", "tumen", "tumen-russia", "rivers-china", "tumen-whole", "china", "all",
            ])
        let china = try #require(rows.first { $0["part"]?.stringValue == "china" })
        #expect(china["length_m"]?.doubleValue == 1_170_396.956)
        let wikipedia = try #require(china["published"]?.arrayValue?.first { $0["id"]?.stringValue == "L02" })
        // 1,170,396.956 / 1,352,000 - 1
        #expect(wikipedia["difference"]?.doubleValue == -0.134322)
    }

    @Test func postsStandAtRoundKilometres() throws {
        let run = try Tool.run(["border", "posts", "--every", "100km", "--from", "700km", "--to", "1000km", "--format", "csv"])
        let lines = run.stdout.components(separatedBy: "\r\n")
        #expect(lines[0] == "label,route,segment,measure_m,azimuth,longitude,latitude")
        #expect(lines.dropFirst().dropLast().map { $0.split(separator: ",")[0] } == ["700", "800", "900", "1000"])
        #expect(lines[1].hasPrefix("700,dcw,yalu,700000.000,"))
    }

    @Test func aStretchIsALineOfTheAskedLengthAndReversesOnDemand() throws {
        func line(_ from: String, _ to: String) throws -> [JSONValue] {
            let run = try Tool.run(["border", "stretch", "--from", from, "--to", to])
            let feature = try #require(try JSONValue(parsing: run.stdout)["features"]?.arrayValue?.first)
            #expect(feature["properties"]?["length_m"]?.doubleValue == 7400)
            return try #require(feature["geometry"]?["coordinates"]?.arrayValue)
        }
        #expect(try line("953.4km", "946km") == line("946km", "953.4km").reversed())
    }

    @Test func theWholeBorderReadBackIsTheSameBorder() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let file = folder.path("mine.geojson")
        #expect(try Tool.run(["border", "stretch", "-o", file]).exitCode == 0)
        let run = try Tool.run(["border", "info", "--border", file, "--format", "json"])
        let rows = try #require(try JSONValue(parsing: run.stdout)["results"]?.arrayValue)
        #expect(rows.count == 8)
        #expect(rows.last?["length_m"]?.doubleValue == 1_188_529.511)
        #expect(try JSONValue(parsing: run.stdout)["findings"]?.arrayValue == [])
    }

    @Test func gapsOfALineOfOnesOwnAreTold() throws {
        let lines = """
            {"type":"MultiLineString","coordinates":[[[129.5,42.4],[129.6,42.45]],[[129.3,42.3],[129.4,42.35]]]}
            """
        let run = try Tool.run(["border", "stretch", "--border", "-"], stdin: Data(lines.utf8))
        #expect(run.exitCode == 0)
        #expect(
            run.stderr == """
                warning: The line has a gap of 9934 m here, which adds nothing to measures.
                warning: The parts do not follow each other in the file as they do along the line; 1 of 2 has been moved. The order is now parts 2, 1. Pieces that do not meet follow the built-in border.

                """)
        let quiet = try Tool.run(["border", "stretch", "--border", "-", "--quiet"], stdin: Data(lines.utf8))
        #expect(quiet.stderr == "")
        #expect(quiet.stdoutData == run.stdoutData)
    }

    @Test(
        arguments: [
            (
                ["border", "stretch", "--to", "1500km"], 64,
                "--to 1500.0km is not on the border, which runs from 0km to 1,188.530km."
            ),
            (["border", "stretch", "--to", "100"], 64, "100"),
            (["border", "posts", "--every", "0m"], 64, "a spacing of 0.0 m cannot be used"),
            (["border", "posts", "--from", "3km", "--to", "2km"], 64, "--from is greater than --to"),
            (["border", "info", "--format", "geojson"], 64, "The value 'geojson' is invalid for '--format <format>'"),
            (["border", "--border", "builtin:osm"], 65, "there is no built-in border \"builtin:osm\""),
            (["border", "--border", "/nowhere/line.geojson"], 66, "/nowhere/line.geojson: no such file"),
        ] as [([String], Int32, String)])
    func whatCannotBeIsRefused(arguments: [String], code: Int32, message: String) throws {
        let run = try Tool.run(arguments)
        #expect(run.exitCode == code)
        #expect(run.stderr.contains(message), "\(run.stderr)")
        #expect(run.stdout == "")
    }

    @Test(.needs(JSONSchemas.need))
    func everyOutputFollowsItsSchema() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let runs = [
            ["border"], ["border", "--edges", "lonlat"], ["border", "posts"], ["border", "stretch"],
            ["border", "stretch", "--from", "10km", "--to", "10km"], ["border", "stretch", "--from", "700km", "--to", "730km"],
        ]
        var files: [String] = []
        for (i, arguments) in runs.enumerated() {
            let run = try Tool.run(arguments + ["--format", "json"])
            #expect(run.exitCode == 0)
            files.append(folder.path("\(i).json"))
            try run.stdoutData.write(to: URL(filePath: files[i]))
        }
        #expect(try JSONSchemas.faults(in: files) == "")
    }
}
