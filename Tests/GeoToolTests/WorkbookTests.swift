import Foundation
import TestSupport
import Testing

/// Workbooks that GDAL writes, read by the rules of tables.
@Suite(.needs(.ogr)) struct WorkbookTests {
    private static let table = """
        id,kind,lat,lon,valid_from
        p12.10,guard_post,42.43012,129.75012,2019-03-31
        p12.1,감시탑,42.43112,129.75112,
        p007,camera,42.43212,129.75212,2019-05-01

        """

    private func folder(_ format: String, types: String = "YES") throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write(Self.table, to: "posts.csv")
        let run = try External.run(
            "ogr2ogr",
            [
                "-f", format.uppercased(), folder.path("posts.\(format)"), folder.path("posts.csv"), "-oo",
                "AUTODETECT_TYPE=\(types)", "-oo", "EMPTY_STRING_AS_NULL=YES",
            ])
        try #require(run.exitCode == 0, "\(run.stderr)")
        return folder
    }

    /// Numbers may be stored as numbers or as texts.
    @Test(arguments: ["xlsx", "ods"], ["YES", "NO"]) func aSheetIsATable(format: String, types: String) throws {
        let folder = try folder(format, types: types)
        defer { folder.remove() }
        let table = try Tool.run(["locate", "posts.csv"], directory: folder.url)
        let sheet = try Tool.run(["locate", "posts.\(format)"], directory: folder.url)
        #expect(sheet.exitCode == 0, "\(sheet.stderr)")
        // GDAL writes days with slashes; every place, id and word is the same.
        #expect(
            sheet.stdout.replacingOccurrences(of: "2019\\/", with: "2019-").replacingOccurrences(
                of: "2019/03/31", with: "2019-03-31"
            )
            .replacingOccurrences(of: "2019/05/01", with: "2019-05-01") == table.stdout)
        let lint = try Tool.run(["lint", "posts.\(format)", "--border", "none"], directory: folder.url)
        #expect(lint.stdout.contains(" 0 errors, "), "\(lint.stdout)")
    }

    @Test func oneOfSeveralSheetsIsChosen() throws {
        let folder = try folder("xlsx")
        defer { folder.remove() }
        try folder.write("id,lat,lon\nq,42.44012,129.76012\n", to: "more.csv")
        let added = try External.run("ogr2ogr", ["-update", folder.path("posts.xlsx"), folder.path("more.csv")])
        try #require(added.exitCode == 0, "\(added.stderr)")
        let open = try Tool.run(["convert", "posts.xlsx", "-", "--to", "csv"], directory: folder.url)
        #expect(open.exitCode == 65 && open.stderr.contains("--layer") && open.stderr.contains("posts, more"), "\(open.stderr)")
        let chosen = try Tool.run(["convert", "posts.xlsx", "-", "--to", "csv", "--layer", "More"], directory: folder.url)
        #expect(chosen.stdout.contains("42.4401200,q"), "\(chosen.stdout) \(chosen.stderr)")
        let unknown = try Tool.run(["convert", "posts.xlsx", "-", "--to", "csv", "--layer", "x"], directory: folder.url)
        #expect(unknown.exitCode == 65 && unknown.stderr.contains("no sheet \"x\""), "\(unknown.stderr)")
    }

    /// A study takes one as it takes a table; a pipe, a broken file and a machine without GDAL get one clear error.
    @Test func whatCannotBeReadIsOneError() throws {
        let folder = try folder("xlsx")
        defer { folder.remove() }
        try folder.write(
            "format: border-study/1\nid: s\nepochs: [{id: \"2019\", date: 2019-06-30}]\nfacilities: posts.xlsx\n",
            to: "study.yaml")
        let study = try Tool.run(["density", "study.yaml", "--format", "csv"], directory: folder.url)
        #expect(study.exitCode == 0, "\(study.stderr)")
        let bytes = try Data(contentsOf: folder.url.appending(path: "posts.xlsx"))
        let pipe = try Tool.run(["convert", "-", "-", "--to", "csv"], stdin: bytes)
        #expect(pipe.exitCode == 65 && pipe.stderr.contains("an Excel workbook"), "\(pipe.stderr)")
        try bytes.prefix(bytes.count / 2).write(to: folder.url.appending(path: "half.xlsx"))
        let broken = try Tool.run(["convert", "half.xlsx", "-", "--to", "csv"], directory: folder.url)
        #expect(broken.exitCode == 65 && broken.stderr.contains("half.xlsx"), "\(broken.stderr)")
        let bare = try Tool.run(
            ["convert", "posts.xlsx", "-", "--to", "csv"], environment: ["PATH": "/nowhere"], directory: folder.url)
        #expect(bare.exitCode == 65 && bare.stderr.contains("is not installed"), "\(bare.stderr)")
    }
}
