import ArgumentParser
import BorderGeo

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert between GeoJSON, GeoJSON lines, CSV, KML/KMZ and GeoPackage, by file ending.",
        discussion: """
            Outputs are WGS 84; --crs says what an input's coordinates are in where the file cannot. What the output's format cannot hold \
            is told on stderr; the exit code is 1 where places off the Earth were left out. `-` is stdin or stdout (then --to names the format).

            Examples:
              geo-tool convert posts.csv posts.gpkg
              geo-tool convert fences.geojson fences.kml
              geo-tool convert posts.csv - --to ndjson
            """)

    @Argument(help: "The file to read: .geojson, .geojsonl, .csv, .tsv, .kml, .kmz, .gpkg, also .gz; - is stdin.")
    var input: String

    @Argument(help: "The file to write; - is stdout.")
    var target: String

    @OptionGroup var file: InputFileOptions

    @Option(
        name: .long,
        help: ArgumentHelp("The output's format where its ending does not say: \(Self.formats).", valueName: "format"),
        completion: .list(Self.formats.split(separator: ", ").map(String.init)))
    var to: String?

    @Flag(name: .long, help: "Print nothing on stderr except errors.")
    var quiet = false

    static let formats = "geojson, geojsonl, ndjson, geojsonseq, csv, tsv, kml, kmz, gpkg"

    func run() throws {
        let format = try outputFormat()
        let (features, findings) = try InputReader.readVerbatim(.path(input), options: try file.inputOptions())
        let isSynthetic = features.contains { $0.properties["synthetic"] == true }
        let layer = FeatureLayer(
            name: layerName, title: layerName, inferringFieldsOf: features, synthetic: isSynthetic, isVerbatim: true)
        let losses = try LayerFile.write(layer, to: target, as: format, separated: isSequence)
        let isWrong = findings.contains { $0.severity == .error }
        for finding in findings + losses where !quiet || finding.severity == .error {
            Terminal.error.write(finding.toolLine + "\n")
        }
        if target != "-", !quiet { Terminal.error.write("\(target): \(features.count) features\n") }
        // A place off the Earth is lost in the output: a script must not take that for success.
        if isWrong { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    /// RFC 8142 puts a record separator before each feature; `.geojsonl` and `.ndjson` have none.
    private var isSequence: Bool {
        let name = (to ?? target).lowercased()
        return ["geojsons", "geojsonseq"].contains { name == $0 || name.hasSuffix("." + $0) || name.hasSuffix(".\($0).gz") }
    }

    private func outputFormat() throws -> InputFormat {
        if let to {
            guard let format = InputFormat(path: "x." + to) else {
                throw ValidationError("--to \(to) is no format that can be written: use \(Self.formats).")
            }
            return format
        }
        if let format = InputFormat(path: target) { return format }
        if target == "-" { return .geojson }
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
