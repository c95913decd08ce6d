import GeoHandles
import LinearReferencing

/// An input that a program of GDAL reads and hands over as GeoJSON lines, read as fast as they are taken.
///
/// The program ends with this value; that it ended well is checked at the end of the lines, so that a part is never taken for the whole.
final class OGRStream {
    let source: OGRSource
    private let child: ChildProcess
    private let saysCRS: Bool
    /// What the program brings to WGS 84, where it is not in it already: it says nothing of how well it does, and PROJ does the same here.
    let transformation: Transformation?
    private var isOver = false
    /// What the program had to say; complete at the end.
    private(set) var findings: [Finding] = []

    /// Throws `InputError` where GDAL is not there or cannot open the source, where a layer has to be chosen, and where `options.crs` contradicts it.
    init(_ source: OGRSource, options: InputOptions) throws(InputError) {
        guard let program = OGRProgram.ogr2ogr.path else { throw source.missingProgram(options) }
        try OGROptions.check(options.ogr, at: source.name)
        self.source = source
        var arguments = ["-f", "GeoJSONSeq", "/vsistdout/", source.dataset]
        var layer = options.layer
        var declared: CRS?
        // A statement of the user's own is its own layer.
        let isStatement = options.ogr.contains { $0 == "-sql" || $0 == "--sql" }
        if !isStatement, let info = OGRProgram.ogrinfo.path {
            let found = try source.layer(options, info)
            layer = found.name
            declared = found.wkt.flatMap { try? CRS($0) }
        }
        if let crs = options.crs {
            if let declared, !crs.placesAs(declared) {
                throw InputOptions.contradiction(of: "\(declared)", by: "the file", with: "\(crs)", at: .init(file: source.name))
            }
            if declared == nil { arguments += ["-s_srs", crs.definition, "-t_srs", "EPSG:4326"] }
        }
        saysCRS = options.crs != nil
        transformation = Self.transformation(from: declared ?? options.crs)
        arguments += source.openingOptions
        arguments += try source.encodingOptions(options)
        arguments += options.ogr
        if !isStatement, let layer { arguments.append(layer) }
        child = try OGRProgram.ogr2ogr.start(arguments, path: program, for: source)
    }

    /// `nil` from WGS 84, and from what PROJ does not know: then the program itself says what is wrong.
    private static func transformation(from source: CRS?) -> Transformation? {
        guard let source, let wgs84 = try? CRS(epsg: 4326), (try? source.isEquivalent(to: wgs84)) != true else { return nil }
        return try? Transformation(from: source, to: wgs84)
    }

    /// As `read(2)`. Throws `InputError` at the end where the program did not end well.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let count = child.read(into: buffer)
        if count == 0, !buffer.isEmpty, !isOver {
            isOver = true
            try end()
        }
        return count
    }

    private func end() throws(InputError) {
        let ending = child.finish()
        let messages = OGRMessages(child)
        guard ending == .exited(code: 0) else { throw source.failure(ending, messages) }
        findings = messages.findings(file: source.name) + source.incompleteness
        if messages.assumesDegrees, !saysCRS {
            findings.append(
                Finding(
                    rule: "no-crs", severity: .warning, place: .init(file: source.name),
                    sentence:
                        "The layer does not say what its coordinates are in; they are read as longitude and latitude on WGS 84.",
                    remedy: "Say it with \(.crs("EPSG:n"))."))
        }
    }
}

/// Options of a user for GDAL: what decides between bytes and features is not theirs to set.
enum OGROptions {
    private static let taken: [String: String] = [
        "-f": "the format is ours", "-of": "the format is ours", "-t_srs": "what is handed over is WGS 84",
        "-a_srs": "what is handed over is WGS 84",
        "-append": "nothing is there to be appended to", "-update": "nothing is there to be updated",
        "-overwrite": "nothing is there to be overwritten",
        "-upsert": "nothing is there to be updated", "-nln": "the layer's name is ours",
    ]

    static func check(_ options: [String], at name: String) throws(InputError) {
        for option in options {
            guard let why = taken[option.lowercased()] else { continue }
            throw InputError(
                "the option \(option) of ogr2ogr cannot be passed on: \(why)", at: Finding.Place(file: name),
                remedy: "Leave it out, or run ogr2ogr yourself and give its output.")
        }
    }
}

extension CRS {
    /// Whether both mean the same places: equivalent, or equal to a millimetre in the middle of where they are used. (Files say the order of axes that they hold, registers another one.)
    fileprivate func placesAs(_ other: CRS) -> Bool {
        if (try? isEquivalent(to: other)) == true { return true }
        guard isGeographic == other.isGeographic, let centre = areaOfUse?.centre ?? other.areaOfUse?.centre,
            let wgs84 = try? CRS(epsg: 4326), let mine = try? Transformation(from: wgs84, to: self),
            let theirs = try? Transformation(from: wgs84, to: other)
        else { return false }
        let places = [centre, GeoPosition(longitude: centre.longitude + 0.5, latitude: centre.latitude - 0.5)]
        return places.allSatisfy { place in
            if isGeographic {
                guard let a: GeoPosition = try? mine.forward(place), let b: GeoPosition = try? theirs.forward(place) else {
                    return false
                }
                return abs(a.longitude - b.longitude) < 1e-8 && abs(a.latitude - b.latitude) < 1e-8
            }
            guard let a: PlanarPoint = try? mine.forward(place), let b: PlanarPoint = try? theirs.forward(place) else {
                return false
            }
            return abs(a.easting - b.easting) < 1e-3 && abs(a.northing - b.northing) < 1e-3
        }
    }
}
