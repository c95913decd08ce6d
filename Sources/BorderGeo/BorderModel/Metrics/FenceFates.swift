import LinearReferencing

/// What became of every metre of one fence between two epochs: its profile cut by the pieces of a comparison (F7).
package struct FenceFates: Sendable {
    private let profile: FenceProfile
    /// Of one epoch, in order of territory; territories do not overlap.
    private let pieces: [FenceChangePiece]
    private let seen: [MeasureSpan]
    private let excluded: FenceProfile.Stretch

    /// `pieces` are all those of one epoch of the fence, in order of measure; `seen`, sorted spans, is where the ledger counts.
    package init(
        of located: LocatedFence, by pieces: [FenceChangePiece], over seen: [MeasureSpan], without excluded: FenceProfile.Stretch
    ) {
        profile = located.location.profile
        self.pieces = pieces
        self.seen = seen
        self.excluded = excluded
    }

    /// Calls `body` with every metre of a part in the order drawn, in steps that are of one status each; `nil` for what no ledger holds: outside the corridor or what was
    /// observed, left out on request, or standing at neither epoch. Linear, times log of the pieces.
    package func forEachStep(of part: FenceProfile.Part, _ body: (FenceProfile.Step, FenceStatus?) -> Void) {
        profile.forEachStep(of: part) { step in
            guard !pieces.isEmpty, step.stretch.contains(.along), excluded.isEmpty || step.stretch.isDisjoint(with: excluded)
            else {
                return body(step, nil)
            }
            for piece in step.cut(at: ends(within: step)) { body(piece, status(of: piece)) }
        }
    }

    /// The ends of pieces and of what the ledger counts that lie in a step.
    private func ends(within step: FenceProfile.Step) -> [Double] {
        guard !step.isStill else { return [] }
        var ends: [Double] = []
        for i in pieces.partitioningIndex({ $0.territory.to.metres > step.low })..<pieces.count {
            guard pieces[i].territory.from.metres < step.high else { break }
            ends += [pieces[i].territory.from.metres, pieces[i].territory.to.metres]
        }
        for i in seen.partitioningIndex({ $0.to.metres > step.low })..<seen.count {
            guard seen[i].from.metres < step.high else { break }
            ends += [seen[i].from.metres, seen[i].to.metres]
        }
        return ends
    }

    private func status(of step: FenceProfile.Step) -> FenceStatus? {
        let middle = Measure((step.from + step.to) / 2)
        // Past every end it may still be the border's last point.
        let near = seen.partitioningIndex { $0.to > middle }
        guard let span = near < seen.count ? seen[near] : seen.last, profile.holds(middle, in: span) else { return nil }
        let own = pieces.partitioningIndex { $0.territory.to > middle }
        guard own < pieces.count, pieces[own].territory.from <= middle else { return nil }
        return pieces[own].status
    }
}

/// Some metres of one part of a fence as drawn.
package struct FenceTrack: Hashable, Sendable {
    /// Which part it is, as an index.
    package var source: Int
    package var from: Double
    package var to: Double

    package init(source: Int, from: Double, to: Double) {
        self.source = source
        self.from = from
        self.to = to
    }
}

extension FenceLine {
    /// The lines as drawn of some tracks that ascend within each part. Linear in the tracks and the vertices of the parts they name.
    package func lines(along tracks: [FenceTrack]) -> [Polyline<GeoPosition>] {
        var lines: [Polyline<GeoPosition>] = []
        var first = 0
        while first < tracks.count {
            var last = first
            while last + 1 < tracks.count, tracks[last + 1].source == tracks[first].source { last += 1 }
            if parts.indices.contains(tracks[first].source) {
                lines += parts[tracks[first].source].stretches(tracks[first...last].map { ($0.from, $0.to) })
            }
            first = last + 1
        }
        return lines
    }
}

extension FenceComparison {
    /// The lines as drawn of the pieces that are new or upgraded, over border observed at both epochs: what rates over new or upgraded fence line are over. A fence of which
    /// half is new gives that half. Linear in the samples of the fences that have such pieces, times log of the pieces.
    var newOrUpgradedLines: [Polyline<GeoPosition>] {
        var byFence: [Int: [FenceChangePiece]] = [:]
        for piece in fencePieces where piece.epoch == .comparison { byFence[piece.fence, default: []].append(piece) }
        return byFence.keys.sorted().flatMap { index -> [Polyline<GeoPosition>] in
            guard let pieces = byFence[index], pieces.contains(where: { $0.status == .new || $0.status == .upgraded }) else {
                return []
            }
            let located = comparison.assets.fences[index]
            let fates = FenceFates(of: located, by: pieces, over: observedBoth.spans, without: comparison.assets.excludedStretch)
            var tracks: [FenceTrack] = []
            for part in located.location.profile.parts {
                var goesOn = false
                fates.forEachStep(of: part) { step, status in
                    let counts = status == .new || status == .upgraded
                    defer { goesOn = counts }
                    guard counts else { return }
                    if goesOn {
                        tracks[tracks.count - 1].to = step.along.to
                    } else {
                        tracks.append(FenceTrack(source: part.source, from: step.along.from, to: step.along.to))
                    }
                }
            }
            return located.fence.lines(along: tracks)
        }
    }
}
