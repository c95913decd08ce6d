import LinearReferencing

/// When two points may be the same object, and what a pair costs.
///
/// Cost of a pair: `(distance / gate)^2`, plus `kindWeight` where the classes differ; an object left alone costs 1.
public struct MatchRule: Hashable, Sendable {
    public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
        /// Distance on the ground.
        case planar
        /// Difference of measures along the route; objects without a measure match nothing.
        case alongRoute = "along-route"
    }

    public enum Goal: String, Hashable, Sendable, Codable, CaseIterable {
        /// Least cost; an object left alone costs 1. With `kindWeight` below 1 a gated pair always beats leaving both alone.
        case leastCost = "least-cost"
        /// As many pairs as the gate allows, and among those the least cost.
        case mostPairs = "most-pairs"
    }

    public var metric: Metric
    public var goal: Goal
    /// The gate of pairs of which one has no sigma. Distances at the gate are inside.
    public var maximumDistance: Metres
    /// With both sigmas known the gate is `2.4477 sqrt(s1^2 + s2^2)` (95 % circular) unless this is false.
    public var usesSigma: Bool
    public var kindWeight: Double
    /// Whether a first pass estimates the systematic shift of the second set, and a second one matches without it.
    public var removesShift: Bool

    public init(
        metric: Metric = .planar, goal: Goal = .leastCost, maximumDistance: Metres, usesSigma: Bool = true,
        kindWeight: Double = 0.5, removesShift: Bool = false
    ) {
        self.metric = metric
        self.goal = goal
        self.maximumDistance = maximumDistance
        self.usesSigma = usesSigma
        self.kindWeight = kindWeight
        self.removesShift = removesShift
    }

    /// `sqrt(-2 log 0.05)`: the radius that holds 95 % of a circular normal distribution, in sigmas.
    public static let gateFactor = 2.447746830680816

    /// Square of the gate of two objects, in square metres.
    func squaredGate(_ a: Metres?, _ b: Metres?) -> Double {
        guard usesSigma, let a, let b else { return maximumDistance.value * maximumDistance.value }
        return Self.gateFactor * Self.gateFactor * (a.value * a.value + b.value * b.value)
    }
}

public enum MatchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// So wide a gate that the pairs within it would not fit memory.
    case tooManyCandidates(limit: Int)
    /// Stretches so short that what is counted in them would not fit memory.
    case tooManyStretches(limit: Int)

    public var description: String { "\(problem)\n  \(remedy)" }

    private var problem: String {
        switch self {
        case .tooManyCandidates(let limit): "more than \(limit) pairs are within the matching distance"
        case .tooManyStretches(let limit): "the border makes more than \(limit) stretches of that length"
        }
    }

    private var remedy: Remedy {
        switch self {
        case .tooManyCandidates: "give a smaller \(.maximumDistance), or smaller sigma_m"
        case .tooManyStretches: "take longer stretches"
        }
    }

    /// What happened and what to do, with the names that `wording` gives to what can be changed.
    package func text(_ wording: Remedy.Wording) -> String { "\(problem)\n  \(remedy.worded(wording))" }
}
