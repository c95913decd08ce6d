import ArgumentParser
import BorderGeo

/// What a user knows about an input that the file does not say; the same for every command that reads one.
struct InputFileOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the coordinates are in where nothing else says it (first a value's SRID, zone or MGRS, then the file, then the study): EPSG:5179, EPSG:32652. A contradiction is an error.",
            valueName: "EPSG:n"))
    var crs: String?

    @Option(name: .long, help: ArgumentHelp("Which layer of a GeoPackage.", valueName: "name"))
    var layer: String?

    @Option(
        name: .long,
        help: ArgumentHelp("utf-8, utf-16le, utf-16be, cp949 (EUC-KR) or gb18030 (GBK).", valueName: "name"),
        completion: .list(TextEncoding.allCases.map(\.rawValue)))
    var encoding: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which of the file's fields are ours: kind=type,layer=fence_layer. May be given more than once.",
            valueName: "ours=theirs"))
    var map: [String] = []

    /// The options as the library takes them. A name that nobody knows is a usage error.
    func inputOptions() throws -> InputOptions {
        var options = InputOptions(layer: layer)
        if let crs {
            do throws(ProjError) { options.crs = try CRS(crs) } catch {
                if error.isMissingDatabase { throw error }
                throw ValidationError("--crs \(crs) is no coordinate reference system: write EPSG:n, such as EPSG:5179.")
            }
        }
        if let encoding {
            guard let known = TextEncoding(named: encoding) else {
                throw ValidationError(
                    "--encoding \(encoding) is not known: use \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            options.encoding = known
        }
        options.mapping = try mapping()
        return options
    }

    func mapping() throws -> FieldMapping {
        var mapping = FieldMapping()
        for text in map {
            do { mapping = mapping.overridden(by: try FieldMapping(parsing: text)) } catch {
                throw ValidationError("--map: \(error.problem). \(error.remedy)")
            }
        }
        return mapping
    }
}
