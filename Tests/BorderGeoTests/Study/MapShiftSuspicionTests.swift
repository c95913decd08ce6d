import BorderGeo
import Foundation
import TestSupport
import Testing

/// A winding river of 50 km and a fence 100 m from it, displaced in one way or another: which displacement does a check suspect?
@Suite struct MapShiftSuspicionTests {
    private static let border = (0...2000).map { river(Double($0) / 2000, inward: 0) }

    /// A place so many metres to the south of the river's line, at right angles to it: bends of 6 km with an amplitude of 1.3 km.
    private static func river(_ t: Double, inward: Double) -> GeoPosition {
        let (east, north) = (111_320 * cos(41.7 * .pi / 180), 111_150.0)
        func y(_ t: Double) -> Double { 1300 * sin(2 * .pi * 8 * t) + 300 * sin(2 * .pi * 21 * t) }
        let (dx, dy) = (50_000 * 1e-4, y(t + 5e-5) - y(t - 5e-5))
        let length = (dx * dx + dy * dy).squareRoot()
        return GeoPosition(
            longitude: 126 + (50_000 * t + inward * dy / length) / east,
            latitude: 41.7 + (y(t) - inward * dx / length) / north)
    }

    enum Displacement: String, CaseIterable, Sendable {
        case none, gcj02, bd09, borderInGCJ02, constantNorth, constantWest, small

        /// What the check has to say of it; `nil`: nothing.
        var suspicion: String? {
            switch self {
            case .gcj02: "The lines fit the border far better as GCJ-02:"
            case .bd09: "The lines fit the border far better as BD-09:"
            case .borderInGCJ02: "The lines fit the border far better as a border in GCJ-02:"
            case .none, .constantNorth, .constantWest, .small: nil
            }
        }

        func moved(_ p: GeoPosition) -> GeoPosition {
            switch self {
            case .none, .borderInGCJ02: p
            case .gcj02: MapShift.gcj02.shifted(p)
            case .bd09: MapShift.bd09.shifted(p)
            case .constantNorth: GeoPosition(longitude: p.longitude, latitude: p.latitude + 0.0045)
            case .constantWest: GeoPosition(longitude: p.longitude - 0.0055, latitude: p.latitude + 0.001)
            case .small: GeoPosition(longitude: p.longitude + 0.0002, latitude: p.latitude)
            }
        }
    }

    private static func findings(_ displacement: Displacement, noise: Double = 15, seed: UInt64 = 1) throws -> [Finding] {
        var random = SeededGenerator(seed: seed)
        let fences = (0..<5).map { piece in
            let positions = (0...80).map { i in
                displacement.moved(
                    river(0.1 + 0.16 * (Double(piece) + Double(i) / 80), inward: 100 + random.uniform(-noise...noise)))
            }
            return Feature(id: "f\(piece)", geometry: .lineString(Polyline(positions)), properties: ["layer": "primary"])
        }
        let line = displacement == .borderInGCJ02 ? border.map { MapShift.gcj02.shifted($0) } : border
        let route = try Border(
            features: [Feature(geometry: .lineString(Polyline(line)))], id: "river",
            source: BorderSource(origin: .file("river"), title: "river"), reference: nil)
        return Linter(border: route).lint(fences, findings: [], name: "fences").findings.filter {
            $0.rule == "suspected-map-shift"
        }
    }

    @Test(arguments: Displacement.allCases) func onlyAWebMapsShiftIsSuspected(displacement: Displacement) throws {
        let findings = try Self.findings(displacement)
        if let suspicion = displacement.suspicion {
            #expect(findings.first?.sentence.contains(suspicion) == true, "\(findings)")
        } else {
            #expect(findings.isEmpty, "\(findings)")
        }
    }

    /// Whatever the noise of drawing is, up to half of the shift.
    @Test(arguments: [2.0, 30, 60], [UInt64(2), 3]) func noiseChangesNothing(noise: Double, seed: UInt64) throws {
        #expect(try Self.findings(.gcj02, noise: noise, seed: seed).count == 1)
        #expect(try Self.findings(.none, noise: noise, seed: seed).isEmpty)
        #expect(try Self.findings(.constantNorth, noise: noise, seed: seed).isEmpty)
    }
}
