import ArgumentParser
import BorderGeo

/// What a user knows about an input that the file does not say; the same for every command that reads one.
struct InputFileOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the coordinates are in where nothing else says it (first a value's SRID, zone or MGRS, then the file, then the study): EPSG:5179, EPSG:32652; GCJ02 or BD09 for Chinese web maps. A contradiction is an error.",
            valueName: "EPSG:n"))
    var crs: String?

    @OptionGroup var conversion: ConversionOptions

    @Option(name: .long, help: ArgumentHelp("Which layer of a GeoPackage, or of an input that GDAL reads.", valueName: "name"))
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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What comes first in dates with the year last: day-month (31/03/2019) or month-day (03/31/2019).", valueName: "order")
    )
    var dateOrder: DateOrder?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "One argument for GDAL's ogr2ogr, which then reads the input whatever its format: --ogr -where --ogr \"kind = 'tower'\". May be given more than once.",
            valueName: "argument"))
    var ogr: [String] = []

    /// The options as the library takes them. A name that nobody knows is a usage error.
    func inputOptions() throws -> InputOptions {
        var options = InputOptions(layer: layer)
        options.accuracy = try conversion.limit()
        if let crs {
            do throws(ProjError) { options.declare(try DeclaredCRS(crs)) } catch {
                if error.isMissingDatabase { throw error }
                throw ValidationError(
                    "--crs \(crs) is not a coordinate reference system: write EPSG:n, such as EPSG:5179, or GCJ02 or BD09.")
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
        options.ogr = ogr
        return options
    }

    func mapping() throws -> FieldMapping {
        var mapping = FieldMapping()
        mapping.dateOrder = dateOrder
        for text in map {
            do { mapping = mapping.overridden(by: try FieldMapping(parsing: text)) } catch {
                throw ValidationError("--map: \(error.problem). \(error.remedy)")
            }
        }
        return mapping
    }
}

extension DateOrder: ExpressibleByArgument {}
