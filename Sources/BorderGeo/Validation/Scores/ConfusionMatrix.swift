/// Which kind of reference was called which kind: matched first, whatever the kind, then classified.
public struct ConfusionMatrix: Hashable, Sendable {
    /// Kinds that occur, in the order of the vocabulary: rows and columns.
    public var kinds: [FacilityKind]
    /// Rows the reference, columns the detection.
    public var counts: [[Int]]
    /// Reference of each kind without a detection, and detections of each kind without a reference.
    public var missed: [Int]
    public var spurious: [Int]

    public init(pairs: [(FacilityKind, FacilityKind)], missed: [FacilityKind], spurious: [FacilityKind]) {
        let present = Set(pairs.flatMap { [$0.0, $0.1] } + missed + spurious)
        let kinds = FacilityKind.allCases.filter(present.contains)
        var index: [FacilityKind: Int] = [:]
        for (position, kind) in kinds.enumerated() { index[kind] = position }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: kinds.count), count: kinds.count)
        var missedCounts = [Int](repeating: 0, count: kinds.count)
        var spuriousCounts = missedCounts
        for (reference, detection) in pairs { if let i = index[reference], let j = index[detection] { counts[i][j] += 1 } }
        for kind in missed { if let i = index[kind] { missedCounts[i] += 1 } }
        for kind in spurious { if let i = index[kind] { spuriousCounts[i] += 1 } }
        self.kinds = kinds
        self.counts = counts
        self.missed = missedCounts
        self.spurious = spuriousCounts
    }

    public var matched: Int { counts.joined().reduce(0, +) }
    public var misclassified: Int { matched - kinds.indices.reduce(0) { $0 + counts[$1][$1] } }
    /// Agreement on the kind of matched objects beyond chance; `nil` where it is not defined.
    public var kappa: CohenKappa? { CohenKappa(table: counts) }
}
