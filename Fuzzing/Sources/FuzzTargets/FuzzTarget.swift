import BorderStudy
import LinearReferencing

/// What is tried on any bytes: by libFuzzer (`make fuzz`), and by the tests, which replay the seeds.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case geojson, csv, kml, kmz, stac, osm, geopackage, wkt, wkb, study, plan, text, crs, encoders, locate, profile, spans

    /// What is wrong with what the library makes of these bytes; `nil` where nothing is. What traps does not come back.
    package func complaint(about bytes: [UInt8]) -> String? {
        switch self {
        case .geojson: ReaderTarget(name: "input.geojson").complaint(about: bytes) ?? StreamTarget.complaint(about: bytes)
        case .csv: ReaderTarget(name: "input.csv").complaint(about: bytes)
        case .kml: ReaderTarget(name: "input.kml").complaint(about: bytes)
        case .kmz: ArchiveTarget.complaint(about: bytes) ?? ReaderTarget(name: "input.kmz").complaint(about: bytes)
        case .stac, .osm: ReaderTarget(name: "input.json").complaint(about: bytes)
        case .geopackage: GeoPackageTarget.complaint(about: bytes)
        case .wkt: GeometryTarget.complaint(aboutText: bytes)
        case .wkb: GeometryTarget.complaint(aboutBinary: bytes)
        case .study: StudyTarget.complaint(about: bytes)
        case .plan: PlanTarget.complaint(about: bytes)
        case .encoders: EncoderTarget.complaint(about: bytes)
        case .text: TextTarget.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .crs: CRSTarget.complaint(about: String(decoding: bytes, as: UTF8.self))
        case .locate: LocateTarget.complaint(about: bytes)
        case .profile: ProfileTarget.complaint(about: bytes)
        case .spans: SpanTarget.complaint(about: bytes)
        }
    }

    /// Endings of the fixtures that are seeds as well.
    package var endings: [String] {
        switch self {
        case .geojson: [".geojson", ".geojson.gz"]
        case .csv: [".csv", ".tsv"]
        case .kml: [".kml"]
        case .kmz: [".kmz", ".qgz"]
        case .geopackage: [".gpkg"]
        case .study: [".yaml"]
        case .stac, .osm, .wkt, .wkb, .plan, .text, .crs, .encoders, .locate, .profile, .spans: []
        }
    }
}

/// What a step did with an input.
enum Outcome<Value> {
    case success(Value)
    case refused(InputError)
    /// An error of a type that the step does not promise.
    case stray(String)

    init(_ body: () throws -> Value) {
        do { self = .success(try body()) } catch let error as InputError { self = .refused(error) } catch {
            self = .stray("\(type(of: error)) leaves the step: \(error)")
        }
    }

    /// The complaint about an error that should not have come out, or about one that says nothing.
    func complaint(_ step: String) -> String? {
        switch self {
        case .success: nil
        case .refused(let error):
            error.problem.isEmpty || error.remedy.isEmpty ? "\(step): an error without problem or remedy" : nil
        case .stray(let words): "\(step): \(words)"
        }
    }
}
