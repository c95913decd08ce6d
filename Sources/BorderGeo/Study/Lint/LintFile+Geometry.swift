import OrderedCollections

extension LintFile {
    /// Points that stand twice, features that stand twice, coordinates that are too coarse.
    mutating func checkPoints() {
        checkPrecision()
        var seen: [Feature: Int] = [:]
        for (index, feature) in features.enumerated() where feature.geometry != nil || !feature.properties.isEmpty {
            if let first = seen[feature] {
                add(
                    "duplicate-feature", index, "The feature is the same as feature \(first).",
                    "Remove one of the two; lint --fix does.")
            } else {
                seen[feature] = index
            }
        }
        guard role == .facilities || role == .detections else { return }
        let kindField = mapping.fields["kind"] ?? "kind"
        var points: [(position: GeoPosition, index: Int)] = []
        for (index, feature) in features.enumerated() {
            if case .point(let p) = feature.geometry, p.isOnEarth { points.append((p, index)) }
        }
        points.sort {
            ($0.position.latitude, $0.position.longitude, $0.index) < ($1.position.latitude, $1.position.longitude, $1.index)
        }
        let geodesic = Geodesic()
        for (i, point) in points.enumerated() {
            var j = i + 1
            // 1 m of latitude is at least 8.9e-6 degrees.
            while j < points.count, points[j].position.latitude - point.position.latitude < 9.1e-6 {
                defer { j += 1 }
                guard abs(points[j].position.longitude - point.position.longitude) < 3e-5 else { continue }
                let (a, b) = (features[point.index], features[points[j].index])
                guard a != b, a.properties[kindField] == b.properties[kindField], mayCoexist(a, b) else { continue }
                let distance = geodesic.distance(point.position, points[j].position)
                guard distance < Metres(1) else { continue }
                let (first, second) = (min(point.index, points[j].index), max(point.index, points[j].index))
                add(
                    "duplicate-point", second,
                    "It stands \(FixedDecimal.string(distance.value, decimals: 2)) m from feature \(first)\(id(of: features[first]).map { " (id \"\($0)\")" } ?? "") and is of the same kind.",
                    "Remove one of the two, or give them dates that do not overlap.")
            }
        }
    }

    /// Whether two records can stand at the same time; dates that cannot be read decide nothing.
    private func mayCoexist(_ a: Feature, _ b: Feature) -> Bool {
        func date(_ feature: Feature, _ field: String) -> CalendarDate? {
            feature.properties[mapping.fields[field] ?? field]?.text.flatMap { CalendarDate(lenient: $0) }
        }
        if let end = date(a, "valid_to"), let start = date(b, "valid_from"), end <= start { return false }
        if let end = date(b, "valid_to"), let start = date(a, "valid_from"), end <= start { return false }
        return true
    }

    /// Judged over the file: a single 42.43 may be exact, a file of them is not.
    private mutating func checkPrecision() {
        var coarse = 0
        var total = 0
        func isCoarse(_ value: Double) -> Bool { abs(value * 1e4 - (value * 1e4).rounded()) < 1e-6 }
        for feature in features {
            feature.geometry?.forEachPosition { p in
                total += 1
                if isCoarse(p.longitude), isCoarse(p.latitude) { coarse += 1 }
            }
        }
        guard total > 0, coarse * 2 > total else { return }
        add(
            "coarse-coordinates", nil, "\(coarse) of \(total) positions have fewer than 5 decimals, coarser than about a metre.",
            "Export with 6 or 7 decimals.")
    }

    /// Edges and vertices of lines.
    mutating func checkLines() {
        let geodesic = Geodesic()
        for (index, feature) in features.enumerated() {
            for part in feature.geometry?.polylines ?? [] {
                let positions = part.positions
                guard positions.allSatisfy(\.isOnEarth) else { continue }
                if positions.count < 2 {
                    if role == .features || role == .border {
                        add("short-line", index, "A part of the line has fewer than two positions.", "Remove it.")
                    }
                    continue
                }
                var repeated = 0
                for i in 1..<positions.count {
                    let (a, b) = (positions[i - 1], positions[i])
                    if a == b { repeated += 1 }
                    guard abs(a.longitude - b.longitude) > 0.03 || abs(a.latitude - b.latitude) > 0.03 else { continue }
                    let length = geodesic.distance(a, b)
                    if length > Metres(5000) {
                        add(
                            "long-edge", index, at: a,
                            "The edge from \(Self.shown(a)) is \(FixedDecimal.string(length.kilometres, decimals: 1)) km long.",
                            "Add vertices; up to 5 km a geodesic and a straight line on the map agree to half a metre.")
                    }
                }
                if repeated > 0 {
                    add("repeated-vertex", index, "\(repeated) vertices repeat the one before.", "Remove them; lint --fix does.")
                }
                if let crossing = SelfIntersection.first(in: positions) {
                    add(
                        "self-intersection", index, at: crossing, "The line crosses itself near \(Self.shown(crossing)).",
                        "Look at the place: a loop counts twice in the line's length.")
                }
            }
        }
    }
}

/// Where a line crosses itself.
enum SelfIntersection {
    /// The first crossing of two edges that are not neighbours, in order of longitude; `nil` where there is none.
    ///
    /// A sweep over edges sorted by their western end: n log n for lines of short edges. It gives up after 50 million pairs, which only lines made to
    /// that end have.
    static func first(in positions: [GeoPosition]) -> GeoPosition? {
        guard positions.count > 3 else { return nil }
        let edges = (1..<positions.count).filter { positions[$0 - 1] != positions[$0] }
        let sorted = edges.sorted {
            let (a, b) = (min(positions[$0 - 1].x, positions[$0].x), min(positions[$1 - 1].x, positions[$1].x))
            return a != b ? a < b : $0 < $1
        }
        var pairs = 0
        for (i, e) in sorted.enumerated() {
            let (a, b) = (positions[e - 1], positions[e])
            let east = max(a.x, b.x)
            for f in sorted[(i + 1)...] {
                let (c, d) = (positions[f - 1], positions[f])
                if min(c.x, d.x) > east { break }
                pairs += 1
                if pairs > 50_000_000 { return nil }
                if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) || abs(e - f) == 1 { continue }
                if let p = crossing(a, b, c, d) { return p }
            }
        }
        return nil
    }

    /// The point inside both edges, `nil` where they only touch or miss.
    private static func crossing(_ a: GeoPosition, _ b: GeoPosition, _ c: GeoPosition, _ d: GeoPosition) -> GeoPosition? {
        func side(_ p: GeoPosition, _ q: GeoPosition, _ r: GeoPosition) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        let (c1, d1) = (side(a, b, c), side(a, b, d))
        let (a1, b1) = (side(c, d, a), side(c, d, b))
        guard (c1 > 0) != (d1 > 0), (a1 > 0) != (b1 > 0), c1 != 0, d1 != 0, a1 != 0, b1 != 0 else { return nil }
        let t = a1 / (a1 - b1)
        return GeoPosition(longitude: a.x + t * (b.x - a.x), latitude: a.y + t * (b.y - a.y))
    }
}
