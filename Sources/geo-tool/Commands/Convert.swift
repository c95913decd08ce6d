import ArgumentParser
import BorderGeo

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert between GeoJSON, GeoJSON lines, CSV, KML/KMZ, GeoPackage and what GDAL knows, by file ending.",
        discussion: """
            Outputs are WGS 84; --crs says what an input's coordinates are in where the file cannot. What the output's format cannot hold \
            is reported on stderr; the exit code is 1 where places off the Earth were left out. `-` is stdin or stdout (then --to names the format).
            Other formats go through GDAL's ogr2ogr where it is installed: .shp (also zipped), .fgb, .gdb, .gpx, .dxf, .tab, .mif, .gml, PG:... and more. \
            Arguments after --ogr are handed to it: to the reading where the input goes through it, else to the writing.

            Examples:
              geo-tool convert posts.csv posts.gpkg
              geo-tool convert fences.geojson fences.kml
              geo-tool convert "PG:dbname=survey" fences.fgb --layer fences --ogr -where --ogr "epoch = 2023"
            """)

    @Argument(
        help: "The file to read: .geojson, .geojsonl, .csv, .tsv, .kml, .kmz, .gpkg, also .gz; what GDAL reads; - is stdin.")
    var input: String

    @Argument(help: "The file to write; - is stdout.")
    var target: String

    @OptionGroup var file: InputFileOptions

    @Flag(name: .long, help: "List every finding. Without it equal ones are one line with their number and three examples.")
    var allFindings = false

    @Option(
        name: .long,
        help: ArgumentHelp("The output's format where its ending does not say: \(Self.formats).", valueName: "format"),
        completion: .list(Self.formats.split(separator: ", ").map(String.init)))
    var to: String?

    @Flag(name: .long, help: "Print nothing on stderr except errors.")
    var quiet = false

    static let formats =
        "geojson, geojsonl, ndjson, geojsonseq, csv, tsv, kml, kmz, gpkg; through GDAL shp, fgb, gdb, gpx, gml, mif, sqlite"

    private enum Format {
        case own(InputFormat)
        case foreign(OGRDriver)
    }

    func run() throws {
        let format = try outputFormat()
        var options = try file.inputOptions()
        var writer: OGRWriter?
        if case .foreign(let driver) = format {
            guard target != "-" else { throw ValidationError("\(driver.words) cannot go to stdout: give it a file name.") }
            // Options are for the reading where that goes through GDAL anyway.
            var plain = options
            plain.ogr = []
            let isForWriting = try !options.ogr.isEmpty && InputSource.path(input).foreign(plain) == nil
            writer = try OGRWriter(driver, options: isForWriting ? options.ogr : [], for: target)
            if isForWriting { options = plain }
        }
        let (count, findings, losses) = try convert(options, as: format, through: writer)
        let isWrong = findings.contains { $0.severity == .error }
        for finding in allFindings ? findings + losses : (findings + losses).digest() where !quiet || finding.severity == .error {
            Terminal.error.write(finding.toolLine + "\n")
        }
        if target != "-", !quiet {
            Terminal.error.write("\(target): \(NumberText.counted(count, one: "feature", many: "features"))\n")
        }
        // A place off the Earth is lost in the output: a script must not take that for success.
        if isWrong { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    private func convert(
        _ options: InputOptions, as format: Format, through writer: OGRWriter?
    ) throws -> (count: Int, findings: [Finding], losses: [Finding]) {
        if let feed = try feed(options, as: format) {
            if let writer { return try writer.write(feed, named: layerName, from: input, to: target) }
            if case .own(let format) = format {
                return try LayerFile.write(feed, named: layerName, from: input, to: target, as: format, separated: isSequence)
            }
        }
        let (features, findings) = try InputReader.readVerbatim(.path(input), options: options)
        let isSynthetic = features.contains { $0.properties["synthetic"] == true }
        let layer = FeatureLayer(
            name: layerName, title: layerName, inferringFieldsOf: features, synthetic: isSynthetic, isVerbatim: true)
        var losses: [Finding] = []
        if let writer {
            losses = try writer.write(layer, to: target)
        } else if case .own(let format) = format {
            losses = try LayerFile.write(layer, to: target, as: format, separated: isSequence)
        }
        return (features.count, findings, losses)
    }

    /// Large inputs are read twice instead of being held in memory.
    private func feed(_ options: InputOptions, as format: Format) throws -> FeatureFeed? {
        if case .own(let format) = format, !LayerFile.streams(format, to: target) { return nil }
        return try FeatureFeed(.path(input), options: options)
    }

    /// RFC 8142 puts a record separator before each feature; `.geojsonl` and `.ndjson` have none.
    private var isSequence: Bool {
        let name = (to ?? target).lowercased()
        return ["geojsons", "geojsonseq"].contains { name == $0 || name.hasSuffix("." + $0) || name.hasSuffix(".\($0).gz") }
    }

    private func outputFormat() throws -> Format {
        if let to {
            if let format = InputFormat(path: "x." + to) { return .own(format) }
            if let driver = OGRDriver(path: "x." + to) { return .foreign(driver) }
            throw ValidationError("--to \(to) is not a format that can be written; use \(Self.formats).")
        }
        if let format = InputFormat(path: target) { return .own(format) }
        if let driver = OGRDriver(path: target.hasSuffix("/") ? String(target.dropLast()) : target) { return .foreign(driver) }
        if target == "-" { return .own(.geojson) }
        throw ValidationError("The ending of \"\(target)\" names no format: use one of \(Self.formats), or say it with --to.")
    }

    /// The output's name without folders and endings: letters, digits and `_`.
    private var layerName: String {
        let path = target == "-" ? input : target
        let stem = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "layer"
        let name = String(stem.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return name.isEmpty || name == "_" ? "layer" : name
    }
}
