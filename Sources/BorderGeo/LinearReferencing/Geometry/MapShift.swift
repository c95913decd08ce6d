import BorderBase

/// Longitude and latitude that Chinese web maps move on purpose: GCJ-02, and Baidu's BD-09, which moves those once more.
///
/// No register has them and PROJ knows neither; these are the formulas that are publicly known. Against control points of the official
/// conversion they are off by 3.4 m on average with a standard deviation of 2.7 m (as measured by the authors of pygcj), hence `accuracy`.
/// The inverse is exact: it is iterated until the forward formula gives the shifted place back.
package enum MapShift: String, Hashable, Sendable, CaseIterable {
    case gcj02 = "GCJ-02"
    case bd09 = "BD-09"

    /// `GCJ02`, `gcj-02`, `BD09`, `bd_09`; `nil` for anything else.
    package init?(named name: String) {
        let folded = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
        switch folded {
        case "gcj02": self = .gcj02
        case "bd09", "bd09ll": self = .bd09
        default: return nil
        }
    }

    /// How well a place on the ground is known after the shift has been taken off: the mean error of the formulas and two and a half standard
    /// deviations.
    package var accuracy: Metres { Metres(10) }

    /// Whether the formulas move a place: nothing is shifted outside of this box, which is wider than China.
    package static func applies(to p: GeoPosition) -> Bool {
        p.longitude >= 72.004 && p.longitude <= 137.8347 && p.latitude >= 0.8293 && p.latitude <= 55.8271
    }

    /// The place on WGS 84 as the map shows it.
    package func shifted(_ p: GeoPosition) -> GeoPosition {
        guard Self.applies(to: p) else { return p }
        let gcj = p + Self.gcjOffset(p)
        return self == .gcj02 ? gcj : Self.baidu(gcj)
    }

    /// The place on WGS 84 that the map shows here.
    package func unshifted(_ p: GeoPosition) -> GeoPosition {
        guard Self.applies(to: p) else { return p }
        switch self {
        case .gcj02: return Self.solve(p) { $0 + Self.gcjOffset($0) }
        case .bd09: return Self.solve(p) { Self.baidu($0 + Self.gcjOffset($0)) }
        }
    }

    /// The place that `forward` moves to `target`. Offsets change by a thousandth of a distance at most: every step gains three digits.
    private static func solve(_ target: GeoPosition, _ forward: (GeoPosition) -> GeoPosition) -> GeoPosition {
        var place = target
        for _ in 0..<20 {
            let error = forward(place) - target
            place = place - error
            if max(error.longitude.magnitude, error.latitude.magnitude) < 1e-12 { break }
        }
        return place
    }

    /// GCJ-02 minus WGS 84 in degrees: polynomials and sines in metres about 105 E 35 N, turned into degrees on the ellipsoid of Krasovsky.
    private static func gcjOffset(_ p: GeoPosition) -> GeoPosition {
        let x = p.longitude - 105
        let y = p.latitude - 35
        func wave(_ amplitude: Double, _ turns: Double) -> Double { amplitude * Elementary.sin(turns * .pi) }
        let common = (wave(20, 6 * x) + wave(20, 2 * x)) * 2 / 3
        let root = x.magnitude.squareRoot()
        var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
        north += (wave(20, y) + wave(40, y / 3)) * 2 / 3 + (wave(160, y / 12) + wave(320, y / 30)) * 2 / 3
        var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
        east += (wave(20, x) + wave(40, x / 3)) * 2 / 3 + (wave(150, x / 12) + wave(300, x / 30)) * 2 / 3
        let (semiMajorAxis, eccentricitySquared) = (6_378_245.0, 0.006_693_421_622_965_943)
        let (sine, cosine) = Degrees(p.latitude).sineAndCosine
        let w = 1 - eccentricitySquared * sine * sine
        let meridian = semiMajorAxis * (1 - eccentricitySquared) / (w * w.squareRoot())
        let parallel = semiMajorAxis / w.squareRoot() * cosine
        return GeoPosition(longitude: east / parallel * 180 / .pi, latitude: north / meridian * 180 / .pi)
    }

    /// BD-09 from GCJ-02.
    private static func baidu(_ p: GeoPosition) -> GeoPosition {
        let turn = Double.pi * 3000 / 180
        let radius = Elementary.hypot(p.longitude, p.latitude) + 0.00002 * Elementary.sin(p.latitude * turn)
        let angle = Elementary.atan2(p.latitude, p.longitude) + 0.000003 * Elementary.cos(p.longitude * turn)
        return GeoPosition(
            longitude: radius * Elementary.cos(angle) + 0.0065, latitude: radius * Elementary.sin(angle) + 0.006)
    }
}

extension MapShift: CustomStringConvertible {
    package var description: String { rawValue }
}

extension GeoPosition {
    fileprivate static func + (a: GeoPosition, b: GeoPosition) -> GeoPosition {
        GeoPosition(longitude: a.longitude + b.longitude, latitude: a.latitude + b.latitude)
    }

    fileprivate static func - (a: GeoPosition, b: GeoPosition) -> GeoPosition {
        GeoPosition(longitude: a.longitude - b.longitude, latitude: a.latitude - b.latitude)
    }
}
