import LineStatistics

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
        var table = KindTable(kinds: ClassIndex(of: pairs.flatMap { [$0.0, $0.1] } + missed + spurious))
        for (reference, detection) in pairs { table.add(reference, detection) }
        for kind in missed { table.miss(kind) }
        for kind in spurious { table.addSpurious(kind) }
        self.init(table)
    }

    init(_ table: KindTable) {
        let present = table.kinds.classes.indices.filter { table.occurs($0) }
        kinds = present.map { table.kinds.classes[$0] }
        counts = present.map { row in present.map { table.pairs[row * table.kinds.count + $0] } }
        missed = present.map { table.missed[$0] }
        spurious = present.map { table.spurious[$0] }
    }

    public var matched: Int { counts.joined().reduce(0, +) }
    public var misclassified: Int { matched - kinds.indices.reduce(0) { $0 + counts[$1][$1] } }
    /// Agreement on the kind of matched objects beyond chance; `nil` where it is not defined.
    package var kappa: CohenKappa? { CohenKappa(table: counts) }

    /// Scores whatever the kind.
    public var scores: DetectionScores {
        DetectionScores(truePositive: matched, falsePositive: spurious.reduce(0, +), falseNegative: missed.reduce(0, +))
    }

    /// Scores of one kind: only what both sides call that kind is right; a pair of two kinds is a miss for one and false for the other.
    public func scores(of kind: FacilityKind) -> DetectionScores {
        guard let index = kinds.firstIndex(of: kind) else { return DetectionScores() }
        let right = counts[index][index]
        return DetectionScores(
            truePositive: right, falsePositive: counts.reduce(0) { $0 + $1[index] } - right + spurious[index],
            falseNegative: counts[index].reduce(0, +) - right + missed[index])
    }
}

/// Counts of the kinds that may occur, whether they do or not.
struct KindTable {
    let kinds: ClassIndex<FacilityKind>
    fileprivate var pairs: [Int]
    fileprivate var missed: [Int]
    fileprivate var spurious: [Int]

    init(kinds: ClassIndex<FacilityKind>) {
        self.kinds = kinds
        pairs = [Int](repeating: 0, count: kinds.count * kinds.count)
        missed = [Int](repeating: 0, count: kinds.count)
        spurious = missed
    }

    mutating func add(_ reference: FacilityKind, _ detection: FacilityKind) {
        guard let row = kinds.number(of: reference), let column = kinds.number(of: detection) else { return }
        pairs[row * kinds.count + column] += 1
    }

    mutating func miss(_ kind: FacilityKind) { if let number = kinds.number(of: kind) { missed[number] += 1 } }
    mutating func addSpurious(_ kind: FacilityKind) { if let number = kinds.number(of: kind) { spurious[number] += 1 } }

    fileprivate func occurs(_ kind: Int) -> Bool {
        missed[kind] + spurious[kind] > 0
            || (0..<kinds.count).contains { pairs[kind * kinds.count + $0] + pairs[$0 * kinds.count + kind] > 0 }
    }
}
