import LinearReferencing

extension LocatedAssets {
    /// What each of the fences at `indexes`, which stand at one time, covers. Linear but for the sort of their ends: fences that meet no other keep what they cover alone.
    func covers(of indexes: [Int]) -> [FenceCover] {
        var covers = indexes.map { fences[$0].location.cover }
        for layer in FenceLayer.allCases {
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

extension Inventory {
    /// True length of the standing fences over `spans`; of one layer, or of all.
    func fenceLine(over spans: [MeasureSpan], of layer: FenceLayer? = nil) -> Metres {
        Metres(
            fences(reaching: spans).reduce(0) { sum, index in
                guard layer == nil || assets.fences[index].fence.layer == layer else { return sum }
                return sum
                    + assets.fences[index].location.profile.length(of: .along, over: spans, without: assets.excludedStretch)
            })
    }

    /// Metres of the standing fences over `spans` that are what `stretch` says.
    func length(of stretch: FenceProfile.Stretch, over spans: [MeasureSpan]) -> Metres {
        Metres(
            fences(reaching: spans).reduce(0) { $0 + assets.fences[$1].location.profile.length(of: stretch, over: spans) })
    }

    /// The standing fences with a metre between the first and the last of `spans`.
    private func fences(reaching spans: [MeasureSpan]) -> [Int] {
        guard let first = spans.first?.from, let last = spans.last?.to else { return [] }
        return fences.filter {
            guard let extent = assets.fences[$0].location.extent else { return false }
            return extent.to >= first && extent.from <= last + Metres(1e-3)
        }
    }
}
