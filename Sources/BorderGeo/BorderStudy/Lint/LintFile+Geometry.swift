import LinearReferencing
import OrderedCollections

extension LintFile {
    /// Points that stand twice, features that stand twice, coordinates that are too coarse.
    mutating func checkPoints() {
        checkPrecision()
        var seen: [Feature: Int] = [:]
        for (index, feature) in features.enumerated() where feature.geometry != nil || !feature.properties.isEmpty {
            if let first = seen[feature] {
                add(
                    "duplicate-feature", feature: index, sentence: "The feature is the same as feature \(first).",
                    remedy: "Remove one of the two; \(.fixer) does.")
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
        let near = NearPoints(points.map(\.position))
        for (i, point) in points.enumerated() {
            for j in near.after(i) {
                guard abs(points[j].position.longitude - point.position.longitude) < 3e-5 else { continue }
                let (a, b) = (features[point.index], features[points[j].index])
                guard a != b, a.properties[kindField] == b.properties[kindField], mayCoexist(a, b) else { continue }
                let distance = geodesic.distance(point.position, points[j].position)
                guard distance < Metres(1) else { continue }
                let (first, second) = (min(point.index, points[j].index), max(point.index, points[j].index))
                let named = id(of: features[first]).map { " (id \"\($0)\")" } ?? ""
                add(
                    "duplicate-point", feature: second,
                    sentence:
                        "It is \(FixedDecimal.string(distance.value, decimals: 2)) m from feature \(first)\(named) and is of the same kind.",
                    remedy: "Remove one of the two, or give them dates that do not overlap.")
            }
        }
    }

    /// Whether two records can stand at the same time; dates that cannot be read decide nothing.
    private func mayCoexist(_ a: Feature, _ b: Feature) -> Bool {
        func date(_ feature: Feature, _ field: String) -> CalendarDate? {
            feature.properties[mapping.fields[field] ?? field]?.text.flatMap {
                CalendarDate(reading: $0, order: mapping.dateOrder)
            }
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
            "coarse-coordinates", feature: nil,
            sentence:
                "\(total == 1 ? "The only position has" : "\(NumberText.grouped(coarse)) of \(NumberText.grouped(total)) positions have") fewer than 5 decimals, coarser than about a metre.",
            remedy: "Export with 6 or 7 decimals.")
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
                        add(
                            "short-line", feature: index, sentence: "A part of the line has fewer than two positions.",
                            remedy: "Remove it.")
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
                            "long-edge", feature: index, at: a,
                            sentence:
                                "The edge from \(Self.shown(a)) is \(FixedDecimal.string(length.kilometres, decimals: 1)) km long.",
                            remedy: "Add vertices; up to 5 km a geodesic and a straight line on the map agree to half a metre.")
                    }
                }
                if repeated > 0 {
                    add(
                        "repeated-vertex", feature: index,
                        sentence:
                            "\(NumberText.counted(repeated, one: "vertex repeats", many: "vertices repeat")) the one before.",
                        remedy: "Remove them; \(.fixer) does.")
                }
                if role == .border || role == .features {
                    for spike in RouteSpike.all(in: positions) {
                        add(
                            "border-spike", feature: index, at: positions[spike.tip],
                            sentence:
                                "The line runs out to \(Self.shown(positions[spike.tip])) and back over itself, \(FixedDecimal.string((spike.span.length / 2).value, decimals: 2)) m each way.",
                            remedy: "Remove the spike: it counts twice in the line's length; \(.fixer) does.")
                    }
                }
                if let crossing = SelfIntersection.first(in: positions)?.position {
                    add(
                        "self-intersection", feature: index, at: crossing,
                        sentence: "The line crosses itself near \(Self.shown(crossing)).",
                        remedy: "Look at the place: a loop counts twice in the line's length.")
                }
            }
        }
    }
}
