import ArgumentParser
import BorderGeo

struct Export: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "The QGIS bundle of a study: GeoJSON layers, styles, a project with print layouts.",
        discussion: """
            Open the .qgz in QGIS 3.22 or later. Files that somebody changed since the last export (a style, the project),
            or that no export wrote, are not overwritten without --force.

            Examples:
              geo-tool export -o six-areas
              geo-tool export hoeryong -o hoeryong --gpkg --kml
              geo-tool export hoeryong -o hoeryong --also fgb,shp,gdb
              geo-tool export my-study/ -o public-maps --public
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Also one GeoPackage with all layers and styles; the border in it carries M.")
    var gpkg = false

    @Flag(name: .long, help: "Also a KMZ for Google Earth.")
    var kml = false

    @Flag(name: .long, help: "Also one CSV a layer: points with longitude and latitude, others as WKT.")
    var csv = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Also other formats, through GDAL's ogr2ogr: fgb, shp, gdb and others, with commas between them. A file a layer, in a folder of the format's name; of gdb one database.",
            valueName: "formats"))
    var also: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("One argument for the ogr2ogr of --also. May be given more than once.", valueName: "argument"))
    var ogr: [String] = []

    @OptionGroup var publishing: PublicOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Width of a strip inland of the border; may be given more than once.", valueName: "width"))
    var buffer: [Metres] = [.kilometres(1), .kilometres(2)]

    @Flag(name: .long, help: "Overwrite files that were changed since the last export, or that no export wrote.")
    var force = false

    @OptionGroup var matching: FacilityMatchOptions

    func validate() throws {
        guard let folder = output.output, folder != "-" else {
            throw ValidationError("Name the folder to write: -o DIR.")
        }
        if let width = buffer.first(where: { !($0.value > 0 && $0.value <= 100_000) }) {
            throw ValidationError("--buffer takes a width from above 0 to 100km, not \(width.value) m.")
        }
    }

    func run() throws {
        guard let path = output.output else { return }
        let foreign = try writers()
        var folder = try OutputFolder(path, force ? .overwriting : [])
        let (model, findings, _) = try options.results(output, matching: matching, publishing: publishing, withDigests: true)
        var bundle = try LayerBundle(StudyLayers(model, bufferWidths: buffer))
        bundle.foreign = foreign
        var formats: LayerBundle.Formats = []
        if gpkg { formats.insert(.geoPackage) }
        if kml { formats.insert(.kml) }
        if csv { formats.insert(.csv) }
        var notes: [Finding] = []
        let names = try bundle.write(into: &folder, formats: formats, jobs: output.jobs) { notes.append($0) }
        _ = try folder.commit()
        output.talk(about: findings, beside: .text)
        for note in notes where note.severity >= .warning { output.say(note.toolLine) }
        publishing.talk(about: model, on: output)
        if model.isPublic { output.say(ReportModel.publicNote) }
        if model.holdsExactFences { output.warnOfExactPlaces() }
        for layer in bundle.empty { output.say("\(layer.name): nothing in it, left out") }
        output.say(
            "\(NumberText.counted(names.count, one: "file", many: "files")) in \(path); open \(path)/\(bundle.name).qgz in QGIS")
    }

    /// What writes the formats of `--also`: asked for before anything is made.
    private func writers() throws -> [OGRWriter] {
        guard let also else {
            guard ogr.isEmpty else { throw ValidationError("--ogr is for the formats of --also; name one: --also fgb.") }
            return []
        }
        return try also.split(separator: ",").map { name in
            let ending = String(name).trimmed
            guard InputFormat(path: "x." + ending) == nil, let driver = OGRDriver(path: "x." + ending),
                driver.endings.first == ending
            else {
                throw ValidationError(
                    "--also \(ending) is not a supported format; use fgb, shp, gdb or another one of GDAL; --gpkg, --kml and --csv are options of their own."
                )
            }
            return try OGRWriter(driver, options: ogr, for: "\(output.output ?? "")/\(ending)")
        }
    }
}
