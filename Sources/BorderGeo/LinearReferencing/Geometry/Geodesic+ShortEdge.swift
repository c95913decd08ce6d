import BorderBase

extension Geodesic {
    /// Edges below this are measured by their middle latitude.
    private static let shortEdge = 100.0

    /// `inverse` on WGS 84 for the edges of a line: ten times as fast where they are short.
    ///
    /// Below 100 m Gauss's mid-latitude formulas without their corrections: length to a relative 3e-11 (3e-9 m an edge, 0.04 mm over 1,350 km at worst), azimuth to
    /// 1e-8 degrees. The exact solution elsewhere, beyond 60 degrees of latitude and for what is no position.
    @inline(__always)
    package func shortOrExact(_ a: GeoPosition, _ b: GeoPosition) -> (length: Double, azimuth: Double, finalAzimuth: Double) {
        guard let edge = short(a, b) else { return exact(a, b) }
        let azimuth = Elementary.atan2(edge.east, edge.north) * (180 / .pi)
        return (edge.length, azimuth - edge.turn, azimuth + edge.turn)
    }

    /// The length alone of `shortOrExact`.
    @inline(__always)
    package func shortOrExactLength(_ a: GeoPosition, _ b: GeoPosition) -> Double {
        short(a, b)?.length ?? exact(a, b).length
    }

    /// Metres east and north and length of a short edge, and half of what its azimuth turns, in degrees.
    @inline(__always)
    private func short(_ a: GeoPosition, _ b: GeoPosition) -> (east: Double, north: Double, length: Double, turn: Double)? {
        let latitude = (a.latitude + b.latitude) * 0.5 * (.pi / 180)
        let north = (b.latitude - a.latitude) * (.pi / 180)
        let east = (b.longitude - a.longitude) * (.pi / 180)
        // 60 degrees; false for NaN.
        guard latitude.magnitude < 1.047, north.magnitude < 2e-5, east.magnitude < 4e-5 else { return nil }
        let radius = 6_378_137.0
        let e2 = 0.00669437999014131699614
        let s = Elementary.sin(latitude)
        let c = Elementary.cos(latitude)
        let w2 = 1 / (1 - e2 * s * s)
        let normal = radius * w2.squareRoot()
        let x = east * normal * c
        let y = north * normal * w2 * (1 - e2)
        let length = (x * x + y * y).squareRoot()
        guard length < Self.shortEdge, length > 1e-3 else { return nil }
        return (x, y, length, east * s * (90 / .pi))
    }

    @inline(never)
    private func exact(_ a: GeoPosition, _ b: GeoPosition) -> (length: Double, azimuth: Double, finalAzimuth: Double) {
        let r = inverse(a, b)
        return (r.length.value, r.azimuth.value, r.finalAzimuth.value)
    }
}
