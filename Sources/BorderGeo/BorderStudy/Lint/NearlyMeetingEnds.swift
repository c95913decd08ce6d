import BorderModel
import LinearReferencing

/// Ends of fence lines of one layer that nearly meet: one fence with a slip between two of its pieces, to all appearance (F3).
struct NearlyMeetingEnds {
    /// An end of a line of a feature.
    struct End: Hashable {
        var feature: Int
        var part: Int
        var isLast: Bool
        var position: GeoPosition
    }

    /// Two ends that are each other's nearest, and how far they are apart.
    struct Pair: Hashable {
        var first: End
        var second: End
        var distance: Metres
    }

    private(set) var pairs: [Pair] = []

    /// Nearer ends meet.
    private static let meeting = Metres(0.01)

    /// The pairs of ends within `limit` among the lines of some features; `group` says which features can be one fence, `nil` for none. Ends that meet another already
    /// are left out, as are the two ends of one line. n log n.
    init(_ lines: [[Polyline<GeoPosition>]], within limit: Metres, group: (Int) -> String?) {
        var byGroup: [String: [End]] = [:]
        for (feature, parts) in lines.enumerated() {
            guard let name = group(feature) else { continue }
            for (part, line) in parts.enumerated() {
                guard let first = line.positions.first, let last = line.positions.last, line.positions.count > 1 else { continue }
                byGroup[name, default: []].append(End(feature: feature, part: part, isLast: false, position: first))
                byGroup[name, default: []].append(End(feature: feature, part: part, isLast: true, position: last))
            }
        }
        for (_, ends) in byGroup.sorted(by: { $0.key < $1.key }) { pairs += Self.pairs(ends, within: limit) }
        pairs.sort {
            ($0.second.feature, $0.second.part, $0.first.feature) < ($1.second.feature, $1.second.part, $1.first.feature)
        }
    }

    private static func pairs(_ ends: [End], within limit: Metres) -> [Pair] {
        let places = ends.map(\.position)
        // The nearest of many is looked for among few.
        let levels = Self.levels(to: limit).map { LatitudeStrips(places, reach: $0) }
        var nearest = [(end: Int, distance: Metres)?](repeating: nil, count: ends.count)
        var meets = [Bool](repeating: false, count: ends.count)
        for (i, end) in ends.enumerated() {
            levels[0].forEach(near: end.position) { j, _ in
                meets[i] = !isOneLine(end, ends[j])
                return !meets[i]
            }
            if meets[i] { continue }
            for level in levels.dropFirst() where nearest[i] == nil {
                level.forEach(near: end.position) { j, distance in
                    if !isOneLine(end, ends[j]), (distance, j) < (nearest[i]?.distance ?? limit, nearest[i]?.end ?? .max) {
                        nearest[i] = (j, distance)
                    }
                    return true
                }
            }
        }
        return ends.indices.compactMap { i in
            guard let found = nearest[i], found.end > i, nearest[found.end]?.end == i else { return nil }
            return Pair(first: ends[i], second: ends[found.end], distance: found.distance)
        }
    }

    private static func isOneLine(_ a: End, _ b: End) -> Bool { a.feature == b.feature && a.part == b.part }

    /// From `meeting` to the limit, tenfold each.
    private static func levels(to limit: Metres) -> [Metres] {
        var levels = [meeting]
        while let last = levels.last, last * 10 < limit { levels.append(last * 10) }
        return levels + [limit]
    }
}

extension LintFile {
    /// Ends as near as lines of two epochs that count as one are linted.
    static let nearEnds = Metres(30)

    /// F3: pieces of a fence whose ends nearly meet leave a gap in it and do not bridge together.
    mutating func checkEnds() {
        guard role == .fences else { return }
        for pair in NearlyMeetingEnds(Self.lines(of: features), within: Self.nearEnds, group: { layer(of: features[$0]) }).pairs {
            let other = id(of: features[pair.first.feature]) ?? "\(pair.first.feature + 1)"
            add(
                "ends-nearly-meet", feature: pair.second.feature, at: pair.second.position,
                sentence:
                    "Its end is \(FixedDecimal.string(pair.distance.value, decimals: 2)) m from an end of the fence \"\(other)\".",
                remedy: "Snap the two if they are one fence; \(.fixer) does.")
        }
    }

    static func lines(of features: [Feature]) -> [[Polyline<GeoPosition>]] {
        features.map { feature in
            switch feature.geometry {
            case .lineString(let line): [line]
            case .multiLineString(let lines): lines
            default: []
            }
        }
    }

    /// The layer of a fence, in our word where it has one; lines without a layer are one group.
    func layer(of feature: Feature) -> String {
        let text = feature.properties[mapping.fields["layer"] ?? "layer"]?.plainText ?? ""
        return word(text, "layer") ?? text
    }
}
