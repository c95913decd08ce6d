import LinearReferencing

/// What a user knows about an input that the file does not say.
public struct InputOptions: Sendable {
    /// What its coordinates are in where neither a value nor the file says it. One that contradicts them is an error.
    public var crs: CRS?
    /// In place of a system: the web map whose shifted degrees its coordinates are. A file that says WGS 84 may well hold such.
    package var shift: MapShift?
    /// Conversions to WGS 84 that may be worse than this are refused.
    package var accuracy: Metres?
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
        (options.shift, options.accuracy) = (shift, accuracy)
        return options
    }

    /// Throws where the file says what its coordinates are in and `crs` is something else.
    func check(_ declared: CRS, by what: String, at place: Finding.Place) throws(InputError) {
        let isWGS84 = declared.isWGS84
        if let shift, !isWGS84 {
            throw Self.contradiction(of: "\(declared)", by: what, with: "\(shift)", at: place)
        }
        guard let crs, !(isWGS84 && crs.isWGS84), ((try? crs.isEquivalent(to: declared)) ?? false) == false else { return }
        throw Self.contradiction(of: "\(declared)", by: what, with: "\(crs)", at: place)
    }

    /// The same for a format whose degrees are WGS 84's by definition. What nobody contradicts is not looked up.
    func checkDegrees(by what: String, at place: Finding.Place) throws {
        if crs != nil { try check(try CRS(epsg: 4326), by: what, at: place) }
    }

    static func contradiction(of declared: String, by what: String, with given: String, at place: Finding.Place) -> InputError {
        InputError(
            "\(what) says that the coordinates are in \(declared), and \(given) was given for them", rule: "crs-contradiction",
            at: place,
            remedy: "Leave out \(.crs()): it is for what does not say it itself; or correct the file.")
    }

    /// What holds for the border beside an input that is read with these: of what is about the input itself nothing.
    package var forBorder: InputOptions {
        var options = InputOptions()
        options.accuracy = accuracy
        return options
    }

    /// What the coordinates are in, as a user writes it.
    package mutating func declare(_ crs: DeclaredCRS?) {
        self.crs = crs?.crs
        shift = crs?.shift
    }

    /// The same for features that a reader has brought to degrees: the shift is taken off, and what has to be said of it is added.
    func unshift(_ features: inout [Feature], _ findings: inout [Finding], file: String) throws(InputError) {
        guard let shift else { return }
        let quality = ConversionQuality(shift)
        if let accuracy, quality.mayExceed(accuracy) { throw quality.refusal(limit: accuracy, file: file) }
        for index in features.indices {
            features[index].geometry = features[index].geometry?.mapPositions { shift.unshifted($0) }
        }
        findings.append(quality.finding(file: file))
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
            throw InputError(missingDatabase: error, at: Finding.Place(file: file))
                ?? InputError(
                    "no conversion from \(crs) to WGS 84: \(error)", at: Finding.Place(file: file),
                    remedy: "Say another CRS with \(.crs("EPSG:n")).")
        }
    }
}

extension CRS {
    /// Whether it is WGS 84 in degrees, whatever the order of its axes: coordinates are taken longitude first.
    fileprivate var isWGS84: Bool { identifier.map { ["EPSG:4326", "OGC:CRS84"].contains("\($0)") } ?? false }
}
