import BorderModel
import LinearReferencing

extension LintFile {
    /// Whether lines along the border look as if they, or the border, came from a web map that moves its places on purpose.
    ///
    /// A fence keeps about the same distance from a winding river; where one of the two is displaced, the distance swings with the river's
    /// direction. The shift of the map has to explain that: taking it off leaves less than half of the swing, and the best constant shift,
    /// which may choose its two components, does no better. Nothing is corrected.
    mutating func checkMapShift(_ lines: [[Polyline<GeoPosition>]], along border: Border, jobs: Int?) {
        guard let test = MapShiftTest(lines, along: border.route, jobs: jobs), let found = test.suspicion() else { return }
        func metres(_ length: Metres) -> String { "\(FixedDecimal.string(length.value, decimals: 0)) m" }
        let what = found.isOfLines ? "\(found.shift)" : "a border in \(found.shift)"
        add(
            "suspected-map-shift", feature: nil, at: test.centre,
            sentence:
                "The lines fit the border far better as \(what): their distance from it then varies by \(metres(found.spread)) instead of \(metres(test.spread)), and by \(metres(found.constantSpread)) with the best constant shift. The shift is \(metres(found.length)) here.",
            remedy: found.isOfLines
                ? "Compare some places with imagery; if they are displaced, read the file with \(.crs(found.shift.name))."
                : "Compare some places of the border with imagery; if they are displaced, convert it first with \(.crs(found.shift.name))."
        )
    }
}

extension MapShift {
    /// As it is written where a reference system is named.
    var name: String { rawValue.filter { $0 != "-" } }
}

/// Lines along a route against the hypothesis that a web map has displaced them, or the route.
struct MapShiftTest {
    struct Suspicion {
        var shift: MapShift
        /// The lines are displaced; otherwise the border is.
        var isOfLines: Bool
        var spread: Metres
        /// What the best constant shift leaves.
        var constantSpread: Metres
        /// How far the map moves the middle of the lines.
        var length: Metres
    }

    private let route: Route
    private let jobs: Int?
    /// Positions along each line.
    private let lines: [[GeoPosition]]
    let centre: GeoPosition
    /// Of the distances as they are.
    private(set) var spread = Metres.zero

    /// `nil` where there is too little to tell anything by, or nothing lies where maps are shifted.
    init?(_ fences: [[Polyline<GeoPosition>]], along route: Route, jobs: Int?) {
        self.route = route
        self.jobs = jobs
        let all = fences.flatMap { $0 }.map { Self.positions(of: $0) }.filter { $0.count >= Self.leastSamples }
        // Every n-th of many: the test is about hundreds of metres.
        let step = max(1, all.reduce(0) { $0 + $1.count } / Self.mostSamples)
        lines = all.map { line in stride(from: 0, to: line.count, by: step).map { line[$0] } }
            .filter { $0.count >= Self.leastSamples }
        let places = lines.joined()
        guard places.count >= 50, places.allSatisfy({ $0.isOnEarth && MapShift.applies(to: $0) }) else { return nil }
        let count = Double(places.count)
        centre = GeoPosition(
            longitude: places.reduce(0) { $0 + $1.longitude } / count, latitude: places.reduce(0) { $0 + $1.latitude } / count)
        spread = spread(of: { $0 }) ?? .zero
        // What varies less than the formulas are sure to leave shows nothing.
        guard spread > Metres(20) else { return nil }
    }

    private static let leastSamples = 5
    private static let mostSamples = 1500

    /// Vertices, and places between them where they are more than 100 m apart.
    private static func positions(of line: Polyline<GeoPosition>) -> [GeoPosition] {
        let geodesic = Geodesic()
        var positions: [GeoPosition] = []
        for (a, b) in zip(line.positions, line.positions.dropFirst()) {
            guard a.isOnEarth, b.isOnEarth else { continue }
            let pieces = min(200, max(1, Int((geodesic.distance(a, b).value / 100).rounded(.up))))
            for i in 0..<pieces {
                let t = Double(i) / Double(pieces)
                positions.append(
                    GeoPosition(
                        longitude: a.longitude + t * (b.longitude - a.longitude),
                        latitude: a.latitude + t * (b.latitude - a.latitude)))
            }
        }
        return positions
    }

    /// The likeliest map, where one explains the swing of the distances.
    func suspicion() -> Suspicion? {
        var best: Suspicion?
        for shift in MapShift.allCases {
            for isOfLines in [true, false] {
                let moved: (GeoPosition) -> GeoPosition = isOfLines ? { shift.unshifted($0) } : { shift.shifted($0) }
                guard let left = spread(of: moved), left < spread / 2, left < best?.spread ?? Metres(.infinity) else { continue }
                best = Suspicion(
                    shift: shift, isOfLines: isOfLines, spread: left, constantSpread: .zero,
                    length: Geodesic().distance(centre, moved(centre)))
            }
        }
        guard var best else { return nil }
        best.constantSpread = leastConstantSpread()
        // A tenth is what two parameters may gain by chance.
        return best.spread <= best.constantSpread * 1.1 ? best : nil
    }

    /// How much the signed distances from the route vary along single lines: the median of what they differ from their line's median.
    private func spread(of moved: (GeoPosition) -> GeoPosition) -> Metres? {
        let located = route.locate(lines.flatMap { $0.map(moved) }, jobs: jobs)
        var deviations: [Double] = []
        var next = 0
        for line in lines {
            let offsets = (next..<next + line.count).filter { located.sides[$0] != .end }.map { located.offsets[$0].metres }
            next += line.count
            guard let middle = Self.median(offsets) else { continue }
            deviations += offsets.map { ($0 - middle).magnitude }
        }
        return Self.median(deviations).map { Metres($0) }
    }

    private static func median(_ values: [Double]) -> Double? {
        let sorted = values.filter(\.isFinite).sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    /// The least spread that any constant shift up to 1.5 km leaves: a search from a coarse grid down to 5 m.
    private func leastConstantSpread() -> Metres {
        let metresNorth = 1 / 111_200.0
        let metresEast = metresNorth / Degrees(centre.latitude).sineAndCosine.cosine
        func left(_ east: Double, _ north: Double) -> Double {
            spread(of: {
                GeoPosition(longitude: $0.longitude + east * metresEast, latitude: $0.latitude + north * metresNorth)
            })?.value ?? .infinity
        }
        var best = (east: 0.0, north: 0.0, spread: spread.value)
        for east in stride(from: -1500.0, through: 1500, by: 250) {
            for north in stride(from: -1500.0, through: 1500, by: 250) {
                let value = left(east, north)
                if value < best.spread { best = (east, north, value) }
            }
        }
        var step = 125.0
        while step >= 5 {
            let before = best
            for (x, y) in [(-1.0, 0.0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)] {
                let (east, north) = (before.east + x * step, before.north + y * step)
                let value = left(east, north)
                if value < best.spread { best = (east, north, value) }
            }
            if best.spread == before.spread { step /= 2 }
        }
        return Metres(best.spread)
    }
}
