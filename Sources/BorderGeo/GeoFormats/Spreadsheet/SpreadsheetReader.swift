import GeoHandles
import LinearReferencing
import SystemPackage

/// A workbook (XLSX, ODS) as the text of a table: GDAL, where it is installed, writes a sheet as CSV, and the reader of tables does the rest.
struct SpreadsheetReader {
    /// As messages call it.
    let words: String
    private let path: String
    private let ogr2ogr: String
    private let ogrinfo: String

    /// `nil` for what is no workbook by its first bytes. Throws `InputError` where it is one that cannot be read here.
    init?(_ source: InputSource, head: [UInt8]) throws(InputError) {
        guard let words = Self.words(head) else { return nil }
        let place = Finding.Place(file: source.name)
        guard case .path(let path) = source, path != "-", (try? Stat(path))?.type == .regular else {
            throw InputError(
                "\(words) cannot be read from a stream", at: place, remedy: "Save it to a file and give its path.")
        }
        guard let ogr2ogr = SystemCalls.program(named: "ogr2ogr"), let ogrinfo = SystemCalls.program(named: "ogrinfo") else {
            throw InputError(
                "this is \(words), which is read through GDAL's ogr2ogr, and that is not installed", rule: "no-gdal", at: place,
                remedy: "Save it as \"CSV UTF-8\" in the spreadsheet program, or install GDAL (Debian: gdal-bin; macOS: gdal).")
        }
        self.words = words
        self.path = path
        self.ogr2ogr = ogr2ogr
        self.ogrinfo = ogrinfo
    }

    /// The bytes of a ZIP tell by the names of its first entries what it is.
    private static func words(_ head: [UInt8]) -> String? {
        guard head.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
        func holds(_ text: String) -> Bool { head.firstRange(of: Array(text.utf8)) != nil }
        if holds("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") { return "an OpenDocument spreadsheet" }
        guard holds("[Content_Types].xml") || holds("xl/") else { return nil }
        return holds("word/document.xml") || holds("ppt/") ? nil : "an Excel workbook"
    }

    /// The sheet as CSV: the one named, or the only one with rows.
    ///
    /// Throws `InputError` naming the sheets where one has to be chosen, and what GDAL says where it cannot read the file.
    func table(sheet named: String?) throws(InputError) -> [UInt8] {
        let sheets = try sheets()
        let filled = sheets.filter { $0.rows > 0 }
        let names = (filled.isEmpty ? sheets : filled).map(\.name).joined(separator: ", ")
        let sheet: String
        if let named {
            guard let known = sheets.first(where: { $0.name.lowercased() == named.lowercased() }) else {
                throw InputError("there is no sheet \"\(named)\"", at: place, remedy: "It holds: \(names).")
            }
            sheet = known.name
        } else {
            guard let only = filled.first else {
                throw InputError("no sheet has a row below its first", at: place, remedy: "Check that it is the right file.")
            }
            guard filled.count == 1 else {
                throw InputError(
                    "it holds \(filled.count) sheets with rows, and none was chosen", at: place,
                    remedy: "Choose one with \(.layer): \(names).")
            }
            sheet = only.name
        }
        return try output(of: ogr2ogr, Self.headers + ["-f", "CSV", "/vsistdout/", file, sheet])
    }

    private var place: Finding.Place { Finding.Place(file: path) }
    /// A path that no program takes for an option.
    private var file: String { path.hasPrefix("/") ? path : "./" + path }
    /// The first row names the columns, as in every table.
    private static let headers = ["--config", "OGR_XLSX_HEADERS", "FORCE", "--config", "OGR_ODS_HEADERS", "FORCE"]

    private func sheets() throws(InputError) -> [(name: String, rows: Int)] {
        let text = String(decoding: try output(of: ogrinfo, Self.headers + ["-ro", "-so", "-al", file]), as: UTF8.self)
        var sheets: [(name: String, rows: Int)] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Layer name: ") {
                sheets.append((String(line.dropFirst(12)), 0))
            } else if line.hasPrefix("Feature Count: "), !sheets.isEmpty {
                sheets[sheets.count - 1].rows = Int(line.dropFirst(15)) ?? 0
            }
        }
        return sheets
    }

    private func output(of program: String, _ arguments: [String]) throws(InputError) -> [UInt8] {
        let kept = ["GDAL_", "OGR_", "CPL_", "PROJ_", "LD_LIBRARY_PATH=", "DYLD_", "PATH=", "HOME=", "TMPDIR="]
        let environment = SystemCalls.environment.filter { variable in kept.contains { variable.hasPrefix($0) } } + ["LC_ALL=C"]
        guard let child = try? ChildProcess(path: program, arguments: arguments, environment: environment) else {
            throw InputError("\(program) cannot be started", at: place, remedy: "Check the installation of GDAL.")
        }
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { room in
            while bytes.count <= InputReader.limit {
                let count = child.read(into: room)
                if count == 0 { return }
                bytes += room[..<count]
            }
        }
        guard child.finish() == .exited(code: 0) else {
            let said =
                String(decoding: child.errorBytes, as: UTF8.self).split(separator: "\n").first.map { ": \($0.trimmed)" } ?? ""
            throw InputError(
                "GDAL cannot read \(words)\(said)", at: place,
                remedy: "Save it as \"CSV UTF-8\" in the spreadsheet program.")
        }
        return bytes
    }
}

extension InputSource {
    /// A workbook's sheet as the bytes of a table under the workbook's name; `nil` for every other input, of which nothing is taken.
    func spreadsheet(_ reader: ByteReader, _ options: InputOptions) throws -> InputSource? {
        guard let workbook = try SpreadsheetReader(self, head: try reader.peek(4096)) else { return nil }
        return .bytes(try workbook.table(sheet: options.layer), name: reader.name)
    }
}
