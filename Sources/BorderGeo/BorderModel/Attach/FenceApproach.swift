/// How near each step of a run of fence comes to the border, and which one next comes within a limit.
///
/// A question walks to that step, mostly a few steps away. Where walks get long again and again an index answers instead, so that n questions on n steps take n log² n.
struct FenceApproach {
    private let nearest: [Double]
    private var ranks: RankedValues?
    /// Steps that walks have looked at.
    private(set) var steps = 0
    /// How many they may look at before the index is made.
    private let patience: Int

    init(_ run: FenceBridges.Run, patience: Int? = nil) {
        nearest = run.steps.map(\.step.nearest)
        self.patience = patience ?? run.patience
    }

    /// The last step before `end` that comes as near as `limit` or nearer; `nil` where none does.
    mutating func last(before end: Int, within limit: Double) -> Int? {
        if let ranks = index() { return ranks.last(before: end, between: -.infinity, and: limit.nextUp) }
        let found = nearest[..<end].lastIndex { $0 <= limit }
        steps += end - (found ?? 0)
        return found
    }

    /// The first step from `start` on that comes as near as `limit` or nearer; `nil` where none does.
    mutating func first(from start: Int, within limit: Double) -> Int? {
        if let ranks = index() { return ranks.first(from: start, between: -.infinity, and: limit.nextUp) }
        let found = nearest[start...].firstIndex { $0 <= limit }
        steps += (found ?? nearest.count) - start
        return found
    }

    private mutating func index() -> RankedValues? {
        if ranks == nil, steps > patience { ranks = RankedValues(nearest) }
        return ranks
    }
}
