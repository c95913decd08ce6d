import LinearReferencing

/// What a user knows about an input that the file does not say.
public struct InputOptions: Sendable {
    /// What its coordinates are in where neither a value nor the file says it. One that contradicts them is an error.
    public var crs: CRS?
    /// Where its places are expected, such as around the border: decides between two readings of a coordinate, and says so.
    package var expected: GeoBox?
    /// Which layer of an input that holds several.
    public var layer: String?
    /// How its text is encoded; a byte order mark wins.
    public var encoding: TextEncoding?
    /// Which of its fields are ours; the place columns of tables (`longitude`, `latitude`, `easting`, `northing`, `zone`, `mgrs`, `geometry`) too.
    public var mapping: FieldMapping
    /// What GDAL's ogr2ogr gets beside what it has to, argument by argument. Where there are any, it reads the input whatever its format.
    public var ogr: [String] = []

    public init(
        crs: CRS? = nil, layer: String? = nil, encoding: TextEncoding? = nil, mapping: FieldMapping = FieldMapping()
    ) {
        self.crs = crs
        self.layer = layer
        self.encoding = encoding
        self.mapping = mapping
    }

    /// What is left to say about the lines that GDAL hands over: they are UTF-8, WGS 84 and of one layer.
    var behindGDAL: InputOptions {
        var options = InputOptions(mapping: mapping)
        options.expected = expected
        return options
    }

    /// Throws where the file says what its coordinates are in and `crs` is something else.
    func check(_ declared: CRS, by what: String, at place: Finding.Place) throws(InputError) {
        guard let crs, ((try? crs.isEquivalent(to: declared)) ?? false) == false else { return }
        throw Self.contradiction(of: "\(declared)", by: what, with: crs, at: place)
    }

    static func contradiction(of declared: String, by what: String, with crs: CRS, at place: Finding.Place) -> InputError {
        InputError(
            "\(what) says that the coordinates are in \(declared), and \(crs) was given for them", rule: "crs-contradiction",
            at: place,
            remedy: "Leave out \(.crs()): it is for what does not say it itself; or correct the file.")
    }

    /// From the input's CRS to WGS 84; `nil` where it is WGS 84 or not said.
    func transformation() throws(InputError) -> Transformation? {
        guard let crs else { return nil }
        return try Self.transformation(from: crs, file: nil)
    }

    static func transformation(from crs: CRS, file: String?) throws(InputError) -> Transformation? {
        do throws(ProjError) {
            let wgs84 = try CRS(epsg: 4326)
            if try crs.isEquivalent(to: wgs84) { return nil }
            return try Transformation(from: crs, to: wgs84)
        } catch {
            throw InputError(
                "no conversion from \(crs) to WGS 84: \(error)", at: Finding.Place(file: file),
                remedy: error.remedy(otherwise: "Say another CRS with \(.crs("EPSG:n"))."))
        }
    }
}
