/// How far inland a fence stands along one area: straight between nodes, so slowly that the fence stays nearly parallel.
struct DepthProfile {
    private let start: Double
    private let step: Double
    private let nodes: [Double]

    init(_ range: SimulationRecipe.LengthRange, beyond reach: Double, over span: MeasureSpan, _ random: inout SplitMix64) {
        start = span.from.metres
        // At most 1 in 8, about 7 degrees.
        step = max(1500, 8 * (range.to - range.from).value)
        let count = Int((span.length.value / step).rounded(.up)) + 2
        nodes = (0..<count).map { _ in reach + random.uniform(range.from.value, range.to.value) }
    }

    func callAsFunction(_ measure: Double) -> Double {
        let at = max(0, (measure - start) / step)
        guard at < Double(nodes.count - 1) else { return nodes[nodes.count - 1] }
        let i = Int(at)
        return nodes[i] + (nodes[i + 1] - nodes[i]) * (at - Double(i))
    }
}

/// One fence before it is drawn: pieces parallel to the edges of the route, each with teeth that make the line as long as asked.
struct SimulatedFence {
    var id: String
    var area: String
    var span: MeasureSpan
    var profile: DepthProfile
    /// -1 for a fence on the other bank.
    var side: Double
    private(set) var runs: [Run] = []

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

    /// Lays the pieces along the route; edges that a bend leaves no room beside are passed over.
    mutating func lay(along route: SimulatedRoute, _ random: inout SplitMix64) {
        runs = []
        let edges = route.edges(over: span)
        for (index, edge) in edges.enumerated() {
            let width = Self.toothWidth * random.uniform(0.7, 1.3)
            let from = edge.from + edge.loses.start * profile(edge.from)
            let to = edge.to - edge.loses.end * profile(edge.to)
            let isEnd = index == 0 || index == edges.count - 1
            guard to - from > 1, isEnd || (comesBack(from, route) && comesBack(to, route)) else { continue }
            runs.append(Run(from: from, to: to, teeth: to - from < 30 ? 0 : max(1, Int(((to - from) / width).rounded()))))
        }
    }

    private func comesBack(_ measure: Double, _ route: SimulatedRoute) -> Bool {
        let depth = profile(measure) * side
        return route.comesBack(Measure(measure), inland: depth, within: max(2, 0.02 * depth.magnitude))
    }

    /// The line with teeth of a slope (tangent of the angle against the route).
    func positions(on route: SimulatedRoute, slope: Double) throws(RouteError) -> [GeoPosition] {
        var result: [GeoPosition] = []
        func add(_ measure: Double, _ extra: Double) throws(RouteError) {
            let p = try route.position(at: Measure(measure), inland: (profile(measure) + extra) * side)
            if p != result.last { result.append(p) }
        }
        if runs.isEmpty {
            try add(span.from.metres, 0)
            try add(span.to.metres, 0)
        }
        for run in runs {
            try add(run.from, 0)
            let width = (run.to - run.from) / Double(max(1, run.teeth))
            for tooth in 0..<run.teeth {
                let start = run.from + Double(tooth) * width
                if slope > 0 { try add(start + width / 2, slope * width / 2) }
                if tooth < run.teeth - 1 { try add(start + width, 0) }
            }
            try add(run.to, 0)
        }
        return result
    }

    /// How far inland the fence reaches at most.
    func reach(slope: Double) -> Double {
        var reach = max(profile(span.from.metres), profile(span.to.metres))
        for run in runs {
            let height = run.teeth > 0 ? slope * (run.to - run.from) / Double(run.teeth) / 2 : 0
            reach = max(reach, profile(run.from) + height, profile(run.to) + height, profile((run.from + run.to) / 2) + height)
        }
        return reach
    }
}

/// The geodesic length of a line.
func geodesicLength(_ positions: [GeoPosition]) -> Double {
    let geodesic = Geodesic()
    return zip(positions, positions.dropFirst()).reduce(0) { $0 + geodesic.distance($1.0, $1.1).value }
}
