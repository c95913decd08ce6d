import LinearReferencing
import SystemPackage

/// An input whose format is no stream: KML, KMZ, GeoPackage, STAC, OpenStreetMap dumps.
struct WholeInput {
    var features: [Feature]
    var findings: [Finding] = []
    /// The format holds ids as the attribute `id`, and the file does not say that they are anything else.
    var repeatsIDs = false
}

extension WholeInput {
    /// Whether an input that begins like this is read whole.
    static func isWhole(_ head: [UInt8]) -> Bool {
        switch InputFormat(head: head) {
        case .geopackage, .kml, .kmz: true
        case .geojson: STACReader.isSTAC(head) || RelationDumpReader.isDump(head)
        default: false
        }
    }

    /// `nil` for other formats. `recovering`: broken features come empty, each with a finding; otherwise the first one is thrown.
    init?(
        _ source: InputSource, through reader: ByteReader, options: InputOptions, recovering: Bool = false
    ) throws {
        let head = try reader.peek(4096)
        switch InputFormat(head: head) {
        case .geopackage: self = try Self.geopackage(source, options, recovering: recovering)
        case .kml, .kmz:
            let bytes = try reader.readAll(limit: InputReader.limit)
            try ForeignFormat.refuseArchive(bytes, reader.name)
            if let office = Self.officeFormat(bytes) {
                throw InputError(
                    "this is \(office), not data", at: Finding.Place(file: reader.name),
                    remedy: "Save it as \"CSV UTF-8\" in the spreadsheet program.")
            }
            try options.checkDegrees(by: "KML", at: Finding.Place(file: reader.name))
            let (layer, findings) = try KMLReader().read(
                bytes, name: reader.name, encoding: options.encoding, recovering: recovering)
            self.init(features: layer.features, findings: findings, repeatsIDs: !layer.isVerbatim)
        case .geojson where STACReader.isSTAC(head):
            try options.checkDegrees(by: "STAC", at: Finding.Place(file: reader.name))
            self.init(features: try STACReader.features(try reader.readAll(limit: InputReader.limit), name: reader.name))
        case .geojson where RelationDumpReader.isDump(head):
            try options.checkDegrees(by: "OpenStreetMap", at: Finding.Place(file: reader.name))
            let (features, findings) = try RelationDumpReader.features(
                try reader.readAll(limit: InputReader.limit), name: reader.name)
            self.init(features: features, findings: findings)
        default: return nil
        }
        if InputFormat(head: head) != .geopackage { try options.unshift(&features, &findings, file: reader.name) }
    }

    private static func geopackage(_ source: InputSource, _ options: InputOptions, recovering: Bool) throws -> WholeInput {
        guard case .path(let path) = source, path != "-", (try? Stat(path))?.type == .regular else {
            throw InputError(
                "a GeoPackage cannot be read from a stream", at: Finding.Place(file: source.name),
                remedy: "Save it to a file and give its path.")
        }
        let reader = try GeoPackageReader(path: path)
        let (layer, findings) = try reader.read(try reader.table(named: options.layer), options: options, recovering: recovering)
        return WholeInput(features: layer.features, findings: findings, repeatsIDs: !layer.isVerbatim)
    }

    private static func officeFormat(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: [0x50, 0x4B]), let archive = try? ZipReader(bytes) else { return nil }
        if archive.entries.contains(where: { $0.name == "xl/workbook.xml" }) { return "an Excel workbook" }
        if archive.entries.contains(where: { $0.name == "content.xml" }) { return "an OpenDocument file" }
        return nil
    }
}
