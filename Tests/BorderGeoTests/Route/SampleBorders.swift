import BorderGeo
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Synthetic borders between the two river mouths: seeded random walks, no real line.
enum SampleBorder: String, CaseIterable, Sendable {
    /// About 1,100 edges of about 1 km, like the Digital Chart of the World.
    case coarse
    /// 100,000 vertices, edges of about 13 m.
    case fine
    /// 26 edges of 50 km.
    case longEdges

    func route() throws -> Route {
        switch self {
        case .coarse: try Self.walk(vertices: 1_104, roughness: 0.9, seed: 1)
        case .fine: try Self.walk(vertices: 100_000, roughness: 0.9, seed: 2)
        case .longEdges: try Self.walk(vertices: 14, roughness: 0.05, seed: 3)
        }
    }

    /// A walk in which every halving of a piece shifts its middle sideways.
    static func walk(vertices count: Int, roughness: Double, seed: UInt64) throws -> Route {
        var random = SeededGenerator(seed: seed)
        var offsets = [0.0, 0.0]
        var size = 0.12 * roughness
        while offsets.count < count {
            var next: [Double] = []
            for (a, b) in zip(offsets, offsets.dropFirst()) { next += [a, (a + b) / 2 + random.uniform(-size...size)] }
            next.append(offsets[offsets.count - 1])
            offsets = next
            size *= 0.55
        }
        let positions = (0..<count).map { i in
            let t = Double(i) / Double(count - 1)
            let d = offsets[Int(t * Double(offsets.count - 1))]
            return GeoPosition(longitude: 124.3 + 6.3 * t - 2.5 * d, latitude: 39.9 + 2.5 * t + 6.3 * d)
        }
        return try Route(id: "synthetic", parts: [Polyline(positions)])
    }
}

/// The nearest place of a route by geodesics alone: every edge that can be nearest, the right angle found by bisection.
struct BruteForce: Sendable {
    let route: Route
    private let cartesian: [SIMD3<Double>]
    private let blocks: [(center: SIMD3<Double>, radius: Double)]
    private let longestEdge: Double
    private static let width = 32

    init(_ route: Route) {
        self.route = route
        let cartesian = route.vertices.map(Self.cartesian)
        self.cartesian = cartesian
        longestEdge = zip(route.measures, route.measures.dropFirst()).map { ($1 - $0).value }.max() ?? 0
        blocks = stride(from: 0, to: cartesian.count, by: Self.width).map { first in
            let range = first..<min(first + Self.width, cartesian.count)
            let center = range.reduce(SIMD3<Double>.zero) { $0 + cartesian[$1] } / Double(range.count)
            return (center, range.map { Self.length(cartesian[$0] - center) }.max() ?? 0)
        }
    }

    private static func length(_ v: SIMD3<Double>) -> Double { (v * v).sum().squareRoot() }

    private static func cartesian(_ p: GeoPosition) -> SIMD3<Double> {
        let phi = p.latitude * .pi / 180
        let lambda = p.longitude * .pi / 180
        let f = 1 / 298.257223563
        let e2 = f * (2 - f)
        let nu = 6_378_137 / (1 - e2 * sin(phi) * sin(phi)).squareRoot()
        return SIMD3(nu * cos(phi) * cos(lambda), nu * cos(phi) * sin(lambda), nu * (1 - e2) * sin(phi))
    }

    struct Nearest {
        var measure: Double
        var distance: Double
        /// Distance of the nearest place more than 1 m away along the route.
        var second: Double
    }

    // Plain loops: the tests run unoptimised, and closures there cost ten times the arithmetic.
    func nearest(_ p: GeoPosition) -> Nearest {
        let c = Self.cartesian(p)
        // A straight line through the earth is never longer than the geodesic: a lower bound.
        var first = 0
        var least = Double.infinity
        var lower = [Double](repeating: 0, count: blocks.count)
        var i = 0
        while i < blocks.count {
            let d = Self.length(blocks[i].center - c)
            lower[i] = d - blocks[i].radius
            if d < least {
                least = d
                first = i
            }
            i += 1
        }
        var upper = least + blocks[first].radius
        for _ in 0..<2 {
            i = 0
            while i < blocks.count {
                if lower[i] <= upper {
                    var v = i * Self.width
                    while v < min((i + 1) * Self.width, cartesian.count) {
                        upper = min(upper, Self.length(cartesian[v] - c) * (1 + 1e-6))
                        v += 1
                    }
                }
                i += 1
            }
        }
        var best = Nearest(measure: .nan, distance: .infinity, second: .infinity)
        var found: [(measure: Double, distance: Double)] = []
        i = 0
        while i < blocks.count {
            defer { i += 1 }
            if lower[i] > upper + longestEdge { continue }
            var v = i * Self.width
            while v < min((i + 1) * Self.width, cartesian.count - 1) {
                let edge = (route.measures[v + 1] - route.measures[v]).value
                let near = min(Self.length(cartesian[v] - c), Self.length(cartesian[v + 1] - c))
                if near - edge / 2 <= upper + 1 {
                    let f = foot(of: p, edge: v, length: edge)
                    found.append(f)
                    if f.distance < best.distance { best = Nearest(measure: f.measure, distance: f.distance, second: .infinity) }
                }
                v += 1
            }
        }
        for f in found where abs(f.measure - best.measure) > 1 { best.second = min(best.second, f.distance) }
        return best
    }

    private func foot(of p: GeoPosition, edge: Int, length: Double) -> (measure: Double, distance: Double) {
        let geodesic = Geodesic()
        let start = route.vertices[edge]
        let azimuth = geodesic.inverse(start, route.vertices[edge + 1]).azimuth
        func state(_ t: Double) -> (ahead: Double, distance: Double) {
            let here = geodesic.direct(from: start, azimuth: azimuth, length: Metres(t))
            let there = geodesic.inverse(here.position, p)
            return (cos((there.azimuth.value - here.finalAzimuth.value) * .pi / 180), there.length.value)
        }
        var low = 0.0
        var high = length
        if state(low).ahead <= 0 { return (route.measures[edge].metres, state(low).distance) }
        if state(high).ahead >= 0 { return (route.measures[edge + 1].metres, state(high).distance) }
        while high - low > 1e-6 {
            let middle = (low + high) / 2
            if state(middle).ahead > 0 { low = middle } else { high = middle }
        }
        let t = (low + high) / 2
        return (route.measures[edge].metres + t, state(t).distance)
    }
}
