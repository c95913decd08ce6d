import BorderModel
import LinearReferencing

/// A group of fences as laid: each with its line and dates.
struct LaidFences {
    struct Fence {
        var layout: SimulatedFence
        var line: [GeoPosition]
        var lifetime: Lifetime
        var upgradedOn: CalendarDate?
    }

    var group: SimulationRecipe.FenceGroup
    var fences: [Fence]
    /// The slope of its teeth.
    var slope: Double

    var spans: MeasureSpanSet { MeasureSpanSet(fences.map(\.layout.span)) }

    var fenceLines: [FenceLine] {
        fences.map {
            FenceLine(
                id: $0.layout.id, layer: group.layer, bank: group.bank, rows: group.rows, material: group.material,
                upgradedOn: $0.upgradedOn, parts: [Polyline($0.line)], lifetime: $0.lifetime,
                provenance: Provenance(synthetic: true))
        }
    }

    var patrolPaths: [PatrolPath] {
        fences.map {
            PatrolPath(
                id: $0.layout.id, upgradedOn: $0.upgradedOn, parts: [Polyline($0.line)], lifetime: $0.lifetime,
                provenance: Provenance(synthetic: true))
        }
    }
}

extension SimulationSite {
    /// The steepest a tooth may be: 50 degrees, so that the fence still counts as running along the border.
    static let steepest = 1.19

    /// Lays out one group: where it stands, how far inland, and how long its line is.
    func lay(_ group: SimulationRecipe.FenceGroup, behind laid: [LaidFences], _ random: SplitMix64) throws -> LaidFences {
        var random = random
        let side: Double = group.isInward ? 1 : -1
        let front = laid.first { $0.group.id == group.behind }
        var layouts: [SimulatedFence] = []
        let available = areas.map { room(in: $0, group, laid) }
        let wanted = try wantedBorder(group, available)
        let openings = self.openings(of: group, in: available, wanted: wanted)
        for (i, area) in areas.enumerated() where wanted[i] > 0 {
            guard let hull = available[i].spans.first.map({ MeasureSpan($0.from, available[i].spans.last?.to ?? $0.to) }) else {
                continue
            }
            let before = front?.fences.map(\.layout).filter { $0.area == area.id } ?? []
            let profile = DepthProfile(
                group.offset, behind: before.first?.profile,
                clearance: before.map { $0.clearance(slope: front?.slope ?? 0) }.max() ?? 0, over: hull, &random)
            let stands = SimulationLayout.open(
                available[i], missing: available[i].length.value - wanted[i], openings: openings[i], &random,
                isClean: { measure, strictly in
                    // Strictly, a fence behind this one could end there too.
                    let depth = profile(measure.metres)
                    return route.comesBack(measure, inland: depth * side, within: 0.5)
                        && (!strictly || route.comesBack(measure, inland: (depth + 150) * side, within: 0.5))
                })
            for (number, span) in (stands ?? available[i]).spans.enumerated() {
                var fence = SimulatedFence(
                    id: "\(group.id)-\(area.id)-\(number + 1)", area: area.id, span: span, profile: profile, side: side)
                fence.lay(along: route, &random)
                layouts.append(fence)
            }
        }
        let slope = try untangledSlope(group, &layouts)
        var result = LaidFences(group: group, fences: [], slope: slope)
        for layout in layouts {
            let line = try layout.positions(on: route, slope: slope)
            var fence = LaidFences.Fence(layout: layout, line: line, lifetime: Lifetime())
            if let built = group.built {
                let (seen, before) = try sightings(built, in: layout.area, of: group.id, &random)
                fence.lifetime.validFrom = seen
                fence.lifetime.absentOn = before
            }
            if let upgraded = group.upgraded {
                fence.upgradedOn = try sightings(upgraded, in: layout.area, of: group.id, &random).seen
            }
            if let removed = group.removed {
                fence.lifetime.validTo = try sightings(removed, in: layout.area, of: group.id, &random).seen
            }
            result.fences.append(fence)
        }
        return result
    }

    /// Where in an area the group may stand.
    private func room(in area: StudyArea, _ group: SimulationRecipe.FenceGroup, _ laid: [LaidFences]) -> MeasureSpanSet {
        let margin = SimulationLayout.margin
        // Beyond the route's own ends nothing has a side, so fences keep away from them farther than they stand inland.
        let fromRouteEnds = max(margin, group.offset.to)
        let inner = MeasureSpan(route.route.start + fromRouteEnds, route.route.end - fromRouteEnds)
        let shrunk = area.spans.spans.filter { $0.length > margin * 2 }.map { MeasureSpan($0.from + margin, $0.to - margin) }
        var spans = MeasureSpanSet(shrunk).intersection(MeasureSpanSet(inner))
        spans = MeasureSpanSet(
            spans.spans.compactMap { clean($0, depth: group.offset.to.value * (group.isInward ? 1 : -1)) })
        if let filled = laid.first(where: { $0.group.id == group.fills }) { spans = spans.subtracting(filled.spans) }
        if !group.along.isEmpty {
            let beside = laid.filter { group.along.contains($0.group.id) }.flatMap(\.spans.spans)
            spans = spans.intersection(MeasureSpanSet(beside, snap: Metres(0.01)))
        }
        if case .places(let places) = group.openings { spans = spans.subtracting(MeasureSpanSet(places)) }
        return spans
    }

    /// The span less what a bend spoils at its ends: a fence that ends there would not count to where it stands.
    private func clean(_ span: MeasureSpan, depth: Double) -> MeasureSpan? {
        let step = Metres(10)
        var (from, to) = (span.from, span.to)
        for _ in 0..<200 where !route.comesBack(from, inland: depth, within: 0.5) { from = from + step }
        for _ in 0..<200 where !route.comesBack(to, inland: depth, within: 0.5) { to = to - step }
        return from < to ? MeasureSpan(from, to) : nil
    }

    /// Border to stand along in each area.
    private func wantedBorder(_ group: SimulationRecipe.FenceGroup, _ available: [MeasureSpanSet]) throws -> [Double] {
        let lengths = available.map(\.length.value)
        let total = lengths.reduce(0, +)
        let wanted: [Double] =
            switch group.border {
            case nil: lengths
            case .total(let border): lengths.map { total > 0 ? border.value * $0 / total : border.value }
            case .byArea(let rows):
                areas.map { area in rows.first { $0.area == area.id }?.value.value ?? 0 }
            }
        for (i, area) in areas.enumerated() where wanted[i] > lengths[i] + 0.001 {
            throw InputError(
                "\(group.id) is to stand along \(Int(wanted[i].rounded(.up))) m of border in \(area.id), where it has room along \(Int(lengths[i])) m",
                remedy: "Ask for less border, or make the area larger (fences keep 30 m from its ends).")
        }
        return zip(wanted, lengths).map { min($0, $1) }
    }

    private func openings(of group: SimulationRecipe.FenceGroup, in available: [MeasureSpanSet], wanted: [Double]) -> [Int] {
        guard case .count(let count) = group.openings else { return areas.map { _ in 0 } }
        let missing = zip(available, wanted).map { $0.length.value - $1 }
        return SimulationLayout.apportion(count, over: missing.map { $0 < SimulationLayout.shortest ? 0 : $0 }).map { max(1, $0) }
    }

    /// The slope of teeth at which lines are as long as asked and none crosses itself; the layouts are mended for it.
    private func untangledSlope(_ group: SimulationRecipe.FenceGroup, _ layouts: inout [SimulatedFence]) throws -> Double {
        // Mending takes length away, so the slope is sought again and new crossings may come of it.
        for _ in 0..<100 {
            let slope = try slope(group, &layouts)
            var isMended = false
            for i in layouts.indices {
                for _ in 0..<10_000 {
                    guard try layouts[i].untangle(on: route, slope: slope) else { break }
                    isMended = true
                }
            }
            if !isMended { return slope }
        }
        throw InputError(
            "\(group.id) cannot be laid out without crossing itself",
            remedy: "Use a smaller `offset`, or other `areas` with fewer tight bends.")
    }

    /// The slope of teeth that makes the lines of a group, as metrics will measure them, as long as asked.
    ///
    /// Metrics count what lies inside the corridor. So the length to draw is corrected by what the
    /// fence locator finds, until that is the length asked for. Where some lengths cannot be had from all
    /// fences together, one that loses nothing makes up for the rest.
    private func slope(_ group: SimulationRecipe.FenceGroup, _ layouts: inout [SimulatedFence]) throws -> Double {
        guard let wanted = group.line?.value else { return 0 }
        for i in layouts.indices { layouts[i].steepness = 1 }
        var drawn = wanted
        var common = 0.0
        for _ in 0..<12 {
            common = try slope(of: layouts, drawnLength: drawn, group)
            let counted = try located(layouts, slope: common).reduce(0) { $0 + $1.countedLine }
            if (counted - wanted).magnitude < 0.02 { return common }
            drawn += wanted - counted
        }
        let found = try located(layouts, slope: common)
        let smooth = layouts.indices.filter { (found[$0].length - found[$0].along).magnitude.value < 1e-3 }
        for i in smooth.sorted(by: { found[$0].length > found[$1].length }).prefix(8) where common > 0 {
            var own = found[i].length.value
            for _ in 0..<12 {
                let counted = try located(layouts, slope: common).reduce(0) { $0 + $1.countedLine }
                if (counted - wanted).magnitude < 0.02 { return common }
                own += wanted - counted
                layouts[i].steepness = 1
                guard let slope = try? slope(of: [layouts[i]], drawnLength: own, group) else { break }
                layouts[i].steepness = slope / common
            }
            layouts[i].steepness = 1
        }
        throw InputError(
            "\(group.id) cannot be laid out so that \(Int(wanted.rounded())) m of it run along the border",
            remedy: "Ask for a shorter `line`, more `border`, a smaller `offset` or a wider `corridor`.")
    }

    private func located(_ layouts: [SimulatedFence], slope: Double) throws -> [FenceLocation] {
        FenceLocator(route: route.route, options: FenceOptions(corridor: recipe.study.corridor))
            .locate(try layouts.map { [Polyline(try $0.positions(on: route, slope: slope))] })
    }

    private func slope(
        of layouts: [SimulatedFence], drawnLength wanted: Double, _ group: SimulationRecipe.FenceGroup
    ) throws -> Double {
        func length(_ slope: Double) throws -> Double {
            try layouts.reduce(0) { $0 + geodesicLength(try $1.positions(on: route, slope: slope)) }
        }
        var low = (slope: 0.0, excess: try length(0) - wanted)
        var high = (slope: Self.steepest, excess: try length(Self.steepest) - wanted)
        guard low.excess <= 0, high.excess >= 0 else {
            let problem =
                "\(group.id) is to be \(Int(wanted.rounded())) m long, but along its border it can be from "
                + "\(Int((low.excess + wanted).rounded(.up))) to \(Int(high.excess + wanted)) m"
            throw InputError(problem, remedy: "Change its `line` or its `border`.")
        }
        // Regula falsi, the value at an end kept twice halved (Illinois): the length grows smoothly with the slope.
        var kept = 0
        for _ in 0..<60 where high.excess - low.excess > 0 {
            let at = low.slope - low.excess * (high.slope - low.slope) / (high.excess - low.excess)
            let excess = try length(at) - wanted
            if excess.magnitude < 0.005 { return at }
            if excess < 0 {
                low = (at, excess)
                if kept == 1 { high.excess /= 2 }
                kept = 1
            } else {
                high = (at, excess)
                if kept == -1 { low.excess /= 2 }
                kept = -1
            }
        }
        return low.excess.magnitude < high.excess.magnitude ? low.slope : high.slope
    }
}

extension FenceLocation {
    /// Metres of fence that count.
    fileprivate var countedLine: Double { along.value }
}
