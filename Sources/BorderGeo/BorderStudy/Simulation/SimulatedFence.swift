import LinearReferencing

/// How far inland a fence stands along one area: straight between nodes, so slowly that the fence stays nearly parallel.
struct DepthProfile {
    private let start: Double
    private let step: Double
    private let nodes: [Double]
    /// What it stands behind: none or one.
    private let base: [DepthProfile]

    /// `clearance` is how far the fence in front reaches inland of its own profile.
    init(
        _ range: SimulationRecipe.LengthRange, behind base: DepthProfile?, clearance: Double, over span: MeasureSpan,
        _ random: inout SplitMix64
    ) {
        self.base = base.map { [$0] } ?? []
        start = span.from.metres
        // At most 1 in 8, about 7 degrees.
        step = max(1500, 8 * (range.to - range.from).value)
        let count = Int((span.length.value / step).rounded(.up)) + 2
        nodes = (0..<count).map { _ in clearance + random.uniform(range.from.value, range.to.value) }
    }

    func callAsFunction(_ measure: Double) -> Double {
        own(measure) + (base.first?(measure) ?? 0)
    }

    private func own(_ measure: Double) -> Double {
        let at = max(0, (measure - start) / step)
        guard at < Double(nodes.count - 1) else { return nodes[nodes.count - 1] }
        let i = Int(at)
        return nodes[i] + (nodes[i + 1] - nodes[i]) * (at - Double(i))
    }
}

/// One fence before it is drawn: pieces parallel to the edges of the route, each with teeth that make the line as long as asked.
struct SimulatedFence {
    package var id: String
    var area: String
    package var span: MeasureSpan
    var profile: DepthProfile
    /// -1 for a fence on the other bank.
    var side: Double
    var runs: [Run] = []
    /// The slope of its teeth over that of its group.
    var steepness = 1.0

    struct Run {
        var from: Double
        var to: Double
        var teeth: Int
    }

    /// A tooth is about this wide.
    static let toothWidth = 240.0

    init(id: String, area: String, span: MeasureSpan, profile: DepthProfile, side: Double) {
        self.id = id
        self.area = area
        self.span = span
        self.profile = profile
        self.side = side
    }

    /// Lays the pieces along the route; where a bend leaves no room beside an edge it is passed over.
    mutating func lay(along route: SimulatedRoute, _ random: inout SplitMix64) {
        runs = []
        let edges = route.edges(over: span)
        for (index, edge) in edges.enumerated() {
            let width = Self.toothWidth * random.uniform(0.7, 1.3)
            let insideFrom = edge.from + edge.loses.start * profile(edge.from)
            let insideTo = edge.to - edge.loses.end * profile(edge.to)
            guard insideTo > insideFrom,
                let (from, to) = clear(
                    from: insideFrom, to: insideTo, on: route, keepsStart: index == 0, keepsEnd: index == edges.count - 1),
                to - from > 1
            else { continue }
            runs.append(Run(from: from, to: to, teeth: to - from < 30 ? 0 : max(1, Int(((to - from) / width).rounded()))))
        }
    }

    /// The part of an edge beside which the fence has room: less the ends that lie nearer to another limb of the route.
    private func clear(
        from: Double, to: Double, on route: SimulatedRoute, keepsStart: Bool, keepsEnd: Bool
    ) -> (Double, Double)? {
        let steps = 24
        func at(_ step: Int) -> Double { from + (to - from) * Double(step) / Double(steps) }
        let first = keepsStart ? 0 : (0...steps).first { comesBack(at($0), route) }
        let last = keepsEnd ? steps : (0...steps).last { comesBack(at($0), route) }
        guard let first, let last, first < last else { return nil }
        return (at(first), last == steps ? to : at(last))
    }

    private func comesBack(_ measure: Double, _ route: SimulatedRoute) -> Bool {
        let depth = profile(measure) * side
        return route.comesBack(Measure(measure), inland: depth, within: max(2, 0.02 * depth.magnitude))
    }

    /// The line with teeth of a slope (tangent of the angle against the route).
    func positions(on route: SimulatedRoute, slope: Double) throws(RouteError) -> [GeoPosition] {
        try vertices(on: route, slope: slope).map(\.position)
    }

    /// The same with the run that each vertex belongs to.
    func vertices(on route: SimulatedRoute, slope: Double) throws(RouteError) -> [(position: GeoPosition, run: Int)] {
        let slope = slope * steepness
        var result: [(position: GeoPosition, run: Int)] = []
        func add(_ measure: Double, extra: Double, run: Int) throws(RouteError) {
            let p = try route.position(at: Measure(measure), inland: (profile(measure) + extra) * side)
            if p != result.last?.position { result.append((p, run)) }
        }
        if runs.isEmpty {
            try add(span.from.metres, extra: 0, run: 0)
            try add(span.to.metres, extra: 0, run: 0)
        }
        for (index, run) in runs.enumerated() {
            try add(run.from, extra: 0, run: index)
            let width = (run.to - run.from) / Double(max(1, run.teeth))
            for tooth in 0..<run.teeth {
                let start = run.from + Double(tooth) * width
                if slope > 0 { try add(start + width / 2, extra: slope * width / 2, run: index) }
                if tooth < run.teeth - 1 { try add(start + width, extra: 0, run: index) }
            }
            try add(run.to, extra: 0, run: index)
        }
        return result
    }

    /// How far its teeth reach inland of its profile.
    func clearance(slope: Double) -> Double {
        runs.reduce(0) { $1.teeth > 0 ? max($0, slope * steepness * ($1.to - $1.from) / Double($1.teeth) / 2) : $0 }
    }
}

/// The geodesic length of a line.
func geodesicLength(_ positions: [GeoPosition]) -> Double {
    let geodesic = Geodesic()
    return zip(positions, positions.dropFirst()).reduce(0) { $0 + geodesic.distance($1.0, $1.1).value }
}
