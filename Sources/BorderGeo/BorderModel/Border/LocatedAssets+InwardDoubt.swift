import LinearReferencing

extension LocatedAssets {
    /// So large a share of the fences or of the facilities on the outward side makes it doubtful that it is the outward side.
    static let doubtfulShare = 0.9
    /// Fences of which the side is looked at, taken evenly from all.
    private static let sampledFences = 1000
    /// Vertices of each.
    private static let sampledVertices = 8

    /// A warning where nine tenths of the fences (by vertices) or of the facilities lie on the outward side: then `inward` is probably
    /// the wrong way round. What lies beyond an end, or farther away than `reach`, has no say. `nil` where nothing is wrong, and where reading
    /// the border has already said it.
    package func inwardDoubt(on border: Border, reach: Metres = .kilometres(20)) -> Finding? {
        guard !border.findings.contains(where: { $0.rule == Self.rule }) else { return nil }
        var posts = Sides()
        for facility in facilities { if let location = facility.location { posts.add(location, reach) } }
        let lines = fenceSides(on: border.route, reach)
        guard let (sides, what) = [(lines, "fences"), (posts, "facilities")].first(where: { $0.0.areOutward }) else { return nil }
        let share = Int((Double(sides.outward) / Double(sides.all) * 100).rounded(.down))
        let other = border.route.inwardSide == .left ? "right" : "left"
        return Finding(
            rule: Self.rule, severity: .warning, place: Finding.Place(pointer: "/inward"),
            sentence: "\(share) % of the \(what) are on the outward side of the border line.",
            remedy:
                "If they belong on the inward side, write `inward: \(other)`: it is read along the line from its first vertex.")
    }

    private static let rule = "inward-doubtful"

    private func fenceSides(on route: Route, _ reach: Metres) -> Sides {
        var sides = Sides()
        for i in stride(from: 0, to: fences.count, by: max(1, fences.count / Self.sampledFences)) {
            for part in fences[i].fence.parts {
                let positions = part.positions
                for k in stride(from: 0, to: positions.count, by: max(1, positions.count / Self.sampledVertices))
                where positions[k].isOnEarth {
                    sides.add(route.locate(positions[k]), reach)
                }
            }
        }
        return sides
    }

    private struct Sides {
        var all = 0
        var outward = 0

        var areOutward: Bool { all > 0 && Double(outward) >= LocatedAssets.doubtfulShare * Double(all) }

        mutating func add(_ location: RouteLocation, _ reach: Metres) {
            guard location.side != .end, location.inwardOffset.distance <= reach else { return }
            all += 1
            if location.inwardOffset.metres < -1e-3 { outward += 1 }
        }
    }
}
