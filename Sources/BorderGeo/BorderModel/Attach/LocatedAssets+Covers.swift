import LinearReferencing

extension LocatedAssets {
    /// What each of the fences at `indexes`, which stand at one time, covers. Linear but for the sort of their ends: fences that meet no other keep what they cover alone.
    func covers(of indexes: [Int]) -> [FenceCover] {
        var covers = indexes.map { fences[$0].location.cover }
        for layer in layers {
            let own = indexes.indices.filter { fences[indexes[$0]].fence.layer == layer }
            for group in FenceChain.groups(of: own.map { fences[indexes[$0]].location.profile }) {
                let members = group.map { own[$0] }
                let together = FenceCover.covers(
                    of: members.map { fences[indexes[$0]].location.profile }, ratio: fenceOptions.bridgeRatio)
                for (member, cover) in zip(members, together) { covers[member] = cover }
            }
        }
        return covers
    }

    /// The metres of a fence that do not count as fence line.
    package var excludedStretch: FenceProfile.Stretch { fenceOptions.excludesSteep ? .steep : [] }
}

/// Metres of standing fences over some border, by what they are.
struct FenceMetres {
    /// Fence line by layer, in the order of the assets' layers.
    var line: [Metres]
    var steep = Metres.zero
    var across = Metres.zero
    var outside = Metres.zero
    var beyond = Metres.zero

    init(layers: Int) { line = Array(repeating: .zero, count: layers) }

    var allLine: Metres { line.reduce(.zero, +) }
}

extension Inventory {
    /// The metres of the standing fences over `spans`. Linear in the samples of the fences that reach them, times log of the spans.
    func fenceMetres(over spans: [MeasureSpan]) -> FenceMetres {
        var sum = FenceMetres(layers: assets.layers.count)
        guard let first = spans.first?.from, let last = spans.last?.to else { return sum }
        let excluded = assets.excludedStretch
        let layers = ClassIndex(assets.layers)
        for index in fences {
            let located = assets.fences[index]
            guard let extent = located.location.extent, extent.to >= first, extent.from <= last + Metres(1e-3) else { continue }
            var line = 0.0
            located.location.profile.forEachStep(over: spans) { step in
                let length = Metres(step.length)
                guard step.stretch.contains(.along) else {
                    if step.stretch.contains(.outside) { sum.outside = sum.outside + length }
                    if step.stretch.contains(.beyond) { sum.beyond = sum.beyond + length }
                    return
                }
                if excluded.isEmpty || step.stretch.isDisjoint(with: excluded) { line += step.length }
                if step.stretch.contains(.steep) { sum.steep = sum.steep + length }
                if step.stretch.contains(.across) { sum.across = sum.across + length }
            }
            if let number = layers.number(of: located.fence.layer) { sum.line[number] = sum.line[number] + Metres(line) }
        }
        return sum
    }

    /// True length of the standing fences over `spans`.
    func fenceLine(over spans: [MeasureSpan]) -> Metres { fenceMetres(over: spans).allLine }
}
