import GeoHandles
import LinearReferencing
import SystemPackage

/// Writes layers in a format that GDAL knows and we do not: through a GeoPackage beside the output, which `ogr2ogr` turns into files that then take their names.
package struct OGRWriter: Sendable {
    package let driver: OGRDriver
    /// Of the user, argument by argument.
    let options: [String]
    private let program: String

    /// Throws `InputError` where GDAL is not installed or cannot write the format: before anything is made.
    package init(_ driver: OGRDriver, options: [String] = [], for output: String) throws(InputError) {
        guard let program = OGRProgram.ogr2ogr.path else { throw Self.missingProgram(driver, output) }
        guard driver.isWritten else { throw Self.unwritable(driver, output) }
        if let drivers = OGRProgram.drivers(), drivers[driver.name] != true {
            guard drivers[driver.name] == nil else { throw Self.unwritable(driver, output) }
            throw InputError(
                "the GDAL that is installed has no \(driver.name) driver", rule: "no-driver", at: .init(file: output),
                remedy: "Write a GeoPackage (.gpkg) and convert it where GDAL has that driver: \(Self.line(driver, output))")
        }
        try OGROptions.check(options, at: output)
        self.driver = driver
        self.options = options
        self.program = program
    }

    private static func unwritable(_ driver: OGRDriver, _ output: String) -> InputError {
        InputError(
            "\(driver.words) can be read, not written", at: .init(file: output),
            remedy: "Write GeoPackage (.gpkg) or FlatGeobuf (.fgb).")
    }

    private static func missingProgram(_ driver: OGRDriver, _ output: String) -> InputError {
        InputError(
            "\(driver.words) is written through GDAL's ogr2ogr, and that is not installed", rule: "no-gdal",
            at: .init(file: output),
            remedy:
                "Install it (Debian: apt-get install gdal-bin; macOS: brew install gdal), or write a GeoPackage and convert it where it is installed: \(line(driver, output))"
        )
    }

    private static func line(_ driver: OGRDriver, _ output: String) -> String {
        CommandLineText.line(["ogr2ogr", "-f", driver.name, output, OGRArchive.stem(output) + ".gpkg"])
    }

    /// What the format needs to hold attributes, and to be the same on every day.
    private var usual: [String] {
        switch driver.name {
        case "ESRI Shapefile": ["-lco", "ENCODING=UTF-8", "-lco", "DBF_DATE_LAST_UPDATE=2000-01-01"]
        case "MapInfo File": ["-lco", "ENCODING=UTF-8"]
        case "GPX": ["-dsco", "GPX_USE_EXTENSIONS=YES"]
        case "GeoRSS": ["-dsco", "USE_EXTENSIONS=YES"]
        default: []
        }
    }

    /// Turns `layer` of a GeoPackage (all of them where `nil`) into the files of `target`, whose folder is there and empty. Returns what GDAL had to say.
    func convert(_ package: String, layer: String?, to target: String, named output: String) throws(InputError) -> [Finding] {
        var arguments = ["-f", driver.name] + usual
        // Drawings have no attributes to write.
        if let layer, driver.name == "DXF" || driver.name == "DGN" {
            arguments += ["-sql", "SELECT geom FROM \"\(layer.replacing("\"", with: "\"\""))\"", "-nln", layer]
        }
        arguments += options + [target, package]
        if let layer, !arguments.contains("-sql") { arguments += [layer, "-nln", OGRArchive.stem(target)] }
        let source = OGRSource(writing: output, driver: driver)
        let (_, said, ending) = try OGRProgram.ogr2ogr.run(arguments, path: program, for: source)
        guard ending == .exited(code: 0) else {
            throw InputError(
                "GDAL cannot write \(driver.words): \(said.errors.first ?? "it gave no reason")", at: .init(file: output),
                remedy: "Choose a format that holds these features, such as GeoPackage or FlatGeobuf, or options for it.")
        }
        var messages = said
        // Errors with which it went on: a field that the format does not have.
        messages.warnings = messages.errors + messages.warnings
        messages.errors = []
        return messages.findings(file: output)
    }
}

extension OGRSource {
    /// An output, as far as messages and the environment of a program go.
    init(writing output: String, driver: OGRDriver) {
        dataset = output
        name = output
        self.driver = driver
        isLocal = true
    }
}

// MARK: - Files

extension OGRWriter {
    /// Writes a layer under `path`, whole or not at all; files of an earlier one go with it. Returns what was lost on the way.
    package func write(_ layer: FeatureLayer, to path: String) throws -> [Finding] {
        let survey = LayerSurvey(of: layer)
        return try write(layer, surveyed: survey, to: path) { row in for feature in layer.features { try row(feature) } }
    }

    /// The same for what a feed lends, in flat memory.
    package func write(
        _ feed: FeatureFeed, named name: String, from source: String, to path: String
    ) throws -> (count: Int, findings: [Finding], losses: [Finding]) {
        var streamed = try LayerFile.Streamed(feed, name: name, file: source)
        let renamed = streamed.name(as: .geopackage, file: path)
        let losses = try write(streamed.layer, surveyed: streamed.survey, to: path) { try streamed.forEach($0) }
        return (streamed.survey.rows, streamed.findings, renamed + losses)
    }

    private func write(
        _ layer: FeatureLayer, surveyed survey: LayerSurvey, to path: String, _ forEach: ((Feature) throws -> Void) throws -> Void
    ) throws -> [Finding] {
        try layer.checkColumns(.geopackage, isSparse: survey.isSparse(columns: layer.fields.count))
        var layer = layer
        layer.features = []
        return try OutputSet.replace(path, isFolder: driver.isFolder, companions: companions) { folder, name in
            let package = folder + "/source.gpkg"
            var findings = try GeoPackageWriter().write(
                GeoPackageWriter.Table(layer, styles: []), surveyed: survey, to: package, keepsEmptyIDs: false, forEach)
            let table = try GeoPackageReader(path: package).tables.first?.name ?? layer.name
            findings += try convert(package, layer: table, to: "\(folder)/new/\(name)", named: path)
            return findings
        }
    }

    /// Endings of files that belong to one of this format, and would be wrong beside a new one.
    private var companions: [String] {
        switch driver.name {
        case "ESRI Shapefile": ["shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx", "idm", "ind", "qpj"]
        case "MapInfo File": ["dat", "map", "id", "ind", "mid"]
        case "GML": ["xsd", "gfs"]
        default: []
        }
    }

    /// Writes layers into a folder of outputs: a file a layer below a folder of the format's ending, or one database of all. Returns the names of the files, in order, and what was lost.
    package func write(
        _ layers: [FeatureLayer], into folder: inout OutputFolder, under prefix: String, database: String
    ) throws -> (names: [String], findings: [Finding]) {
        let workshop = try folder.scratch()
        defer { FileTree.remove(workshop) }
        let package = workshop + "/source.gpkg"
        let drawn = layers.filter { $0.kind != .none }
        try GeoPackageWriter().write(drawn.map { GeoPackageWriter.Table($0, styles: []) }, to: package)
        let made = workshop + "/new"
        guard SystemCalls.makeFolder(made, mode: 0o777) == 0 else {
            throw FileError.cannotCreate(path: folder.path, reason: "no room to work in")
        }
        let ending = driver.endings[0]
        var findings: [Finding] = []
        if driver.isFolder {
            findings = try convert(package, layer: nil, to: "\(made)/\(database).\(ending)", named: "\(database).\(ending)")
        } else {
            for layer in drawn {
                let name = "\(layer.name).\(ending)"
                findings += try convert(package, layer: layer.name, to: "\(made)/\(name)", named: "\(ending)/\(name)")
            }
        }
        let root = driver.isFolder ? "" : ending + "/"
        var names: [String] = []
        for (name, status) in FileTree.entries(of: made) ?? [] where status.type == .regular {
            let place = try folder.stage(prefix + root + name)
            let moved = SystemCalls.rename("\(made)/\(name)", to: place)
            guard moved == 0 else {
                throw FileError.cannotCreate(
                    path: "\(folder.path)/\(prefix)\(root)\(name)", reason: FileError.reason(status: moved))
            }
            names.append(root + name)
        }
        return (names, findings)
    }
}
