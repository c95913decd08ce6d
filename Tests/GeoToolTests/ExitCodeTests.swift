import BorderGeo
import Foundation
import GeoHandles
import SystemPackage
import TestSupport
import Testing

@testable import BorderModel
@testable import BorderReport
@testable import GeoFormats
@testable import geo_tool

/// What data can cause ends with a code that says so: 70 is a fault of the tool or of its installation.
@Suite("Exit codes") struct ExitCodeTests {
    private static let place = GeoPosition(longitude: 200, latitude: 0)
    private static let span = MeasureSpan(Measure(1), Measure(2))

    /// Every error that may leave the library, in each of its cases, with the code that it ends with.
    static let errors: [(error: any Error, code: Int32)] = [
        (InputError("broken", remedy: "Repair it."), 65),
        (InputError("no database", rule: InputError.missingDatabase, remedy: "Install it."), 70),
        (FileError.notFound(path: "a"), 66), (FileError.unreadable(path: "a", reason: "r"), 66),
        (FileError.cannotCreate(path: "a", reason: "r"), 73), (FileError.occupied(path: "a", reason: "r"), 73),
        (FileError.writeFailed(path: "a", reason: "r"), 74),
        (MatchError.tooManyCandidates(limit: 5), 65), (MatchError.tooManyStretches(limit: 5), 65),
        (RouteError.emptyRoute(id: "r"), 65), (RouteError.notOnEarth(place, part: 0, index: 1), 65),
        (RouteError.outOfRange(Measure(9), start: Measure(0), end: Measure(5)), 65),
        (RouteError.inGap(Measure(1), gap: span), 65), (RouteError.unusableSpacing(Metres(0)), 65),
        (GeosError(function: "GEOSBuffer_r", message: "found non-noded intersection"), 65),
        (ProjError(function: "proj_trans", message: "Invalid coordinate", code: 2049), 65),
        (ProjError(function: "proj_create", message: CFailure.missingDatabase), 70),
        (PointFailure(index: 3, error: ProjError(function: "proj_trans", message: "Invalid coordinate")), 65),
        (GeometryFormatError(.wkb, at: 4, "cut short"), 65),
        (PlanarLineError.notALine(typeName: "Point"), 65), (PlanarLineError.empty, 65), (PlanarLineError.notFinite, 65),
        (PlanarLineError.outOfRange(Measure(2), length: Metres(1)), 65),
        (PlanarLineError.measuresMissing(positions: 3, measures: 2), 65),
        (RateError.noLength(.borderObserved), 65), (RateError.differentBases(.borderObserved, .borderFenced), 65),
        (Calibration.Failure.tooFewPosts(1), 65), (Calibration.Failure.notFinite(index: 2), 65),
        (Calibration.Failure.notMonotone(indices: [1, 2]), 65),
        (ParseFailure(problem: .badNumber, offset: 7), 65),
        (UnavailableFormat(format: .geojson), 64),
        (ZipError.malformed("no end record"), 65), (ZipError.limitExceeded(entry: "doc.kml", limit: 5), 65),
        (ZipError.compression(entry: "doc.kml", message: "invalid block"), 65), (ZipError.tooLarge("the archive"), 74),
        // Names of entries are ours.
        (ZipError.badName("/etc"), 70),
        (Errno.noSpace, 74), (Errno.readOnlyFileSystem, 74),
        // A sum of ours that does not hold.
        (IdentityViolation(identity: "a = b", left: Metres(1), right: Metres(2), domain: "all"), 70),
    ]

    @Test(arguments: errors.indices) func anErrorEndsWithItsCode(index: Int) throws {
        let (error, code) = Self.errors[index]
        let failure = try #require(Failure(error), "\(error)")
        #expect(failure.code.rawValue == code, "\(error)")
        #expect(!failure.message.isEmpty && !failure.message.hasPrefix("\(type(of: error))"), "\(failure.message)")
    }

    /// Types that a caller turns into one of those above, with the file that does so.
    private static let turned = [
        "SQLiteError": "GeoFormats/GeoPackage", "ZlibError": "GeoFormats/Input/ByteReader.swift",
        "CFailure": "LinearReferencing/Geometry",
        "SystemStatus": "GeoFormats/OGR", "Flaw": "GeoFormats", "Problem": "GeoFormats/CSV", "Refusal": "BorderStudy/Transfer",
        "Wrong": "BorderStudy/Place", "Failure": "XMLScanner.Failure, Calibration.Failure and CharacterConverter.Failure",
    ]

    /// A new type of error has a row above, or is turned into one that has.
    @Test func everyTypeOfErrorHasARow() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        let listed = Set(Self.errors.map { "\(type(of: $0.error))" }).union(Self.turned.keys)
        var found: Set<String> = []
        for folder in ["BorderGeo", "GeoHandles"] {
            let files = try #require(FileManager.default.enumerator(atPath: sources.appending(path: folder).path))
            for case let file as String in files where file.hasSuffix(".swift") {
                let text = try String(contentsOf: sources.appending(path: "\(folder)/\(file)"), encoding: .utf8)
                for match in text.matches(of: /(?:struct|enum) (\w+): Error\b/) { found.insert(String(match.output.1)) }
            }
        }
        #expect(found.count > 15 && found.isSubset(of: listed), "\(found.subtracting(listed).sorted())")
    }
}
