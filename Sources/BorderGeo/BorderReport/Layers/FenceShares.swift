import BorderAnalysis
import BorderModel
import LinearReferencing

/// Fences cut by what became of them between the study's two epochs, within its areas: the pieces whose lengths the ledger adds up.
struct FenceShares {
    /// The metres of a fence with one status; `nil` for what no ledger holds: outside the areas, the corridor or what was observed, or replaced by another record.
    struct Piece {
        var status: FenceStatus?
        /// Ranges of metres along the parts of the fence as drawn.
        var tracks: [(source: Int, from: Double, to: Double)] = []
        var length = Metres.zero
        var extent: MeasureSpan?

        /// The lines as drawn, cut to the ranges.
        func lines(of fence: FenceLine) -> [Polyline<GeoPosition>] {
            tracks.compactMap { track in
                guard fence.parts.indices.contains(track.source) else { return nil }
                return fence.parts[track.source].stretch(from: track.from, to: track.to)
            }
        }
    }

    private let assets: LocatedAssets
    private let excluded: FenceProfile.Stretch
    /// Where the ledger of all areas counts.
    private let seen: [MeasureSpan]
    private let byFence: [Int: [FenceChangePiece]]

    init(_ model: ReportModel) {
        assets = model.inventories.first?.assets ?? LocatedAssets()
        excluded = assets.excludedStretch
        let whole = model.domains.last?.spans ?? MeasureSpanSet()
        seen = model.fenceComparison.map { whole.intersection($0.observedBoth).spans } ?? []
        let standing = model.fenceComparison?.standingPieces ?? []
        let (after, before) = (standing.filter { $0.epoch == .comparison }, standing.filter { $0.epoch == .baseline })
        // What stands at the comparison says what became of a record that stood at both.
        byFence = Dictionary(grouping: before, by: \.fence).merging(Dictionary(grouping: after, by: \.fence)) { $1 }
    }

    /// The pieces of a fence, in the order in which its metres first have each status; one where all are alike.
    func pieces(of fence: Int) -> [Piece] {
        let profile = assets.fences[fence].location.profile
        let own = byFence[fence] ?? []
        let near =
            assets.fences[fence].location.extent.map { extent in
                seen.filter { $0.from <= extent.to && $0.to >= extent.from - Metres(1) }
            } ?? []
        var pieces: [Piece] = []
        var index: [FenceStatus?: Int] = [:]
        for part in profile.parts {
            var last: FenceStatus??
            profile.forEachStep(of: part) { whole in
                for step in cut(whole, own, near: near) {
                    let status = status(of: step, own, near: near, profile)
                    let i = index[status] ?? pieces.count
                    if i == pieces.count {
                        index[status] = i
                        pieces.append(Piece(status: status))
                    }
                    if last == .some(status), let track = pieces[i].tracks.last, track.source == part.source {
                        pieces[i].tracks[pieces[i].tracks.count - 1].to = step.along.to
                    } else {
                        pieces[i].tracks.append((part.source, step.along.from, step.along.to))
                    }
                    last = .some(status)
                    pieces[i].length = pieces[i].length + Metres(step.length)
                    let span = MeasureSpan(Measure(step.from), Measure(step.to))
                    pieces[i].extent =
                        pieces[i].extent.map { MeasureSpan(min($0.from, span.from), max($0.to, span.to)) } ?? span
                }
            }
        }
        return pieces.isEmpty ? [Piece()] : pieces
    }

    /// A step in parts that lie between the ends of pieces and of what the ledger counts.
    private func cut(_ step: FenceProfile.Step, _ own: [FenceChangePiece], near: [MeasureSpan]) -> [FenceProfile.Step] {
        guard !own.isEmpty, step.stretch.contains(.along) else { return [step] }
        var ends: [Double] = []
        for piece in own { ends += [piece.territory.from.metres, piece.territory.to.metres] }
        for span in near { ends += [span.from.metres, span.to.metres] }
        return step.cut(at: ends)
    }

    private func status(
        of step: FenceProfile.Step, _ own: [FenceChangePiece], near: [MeasureSpan], _ profile: FenceProfile
    ) -> FenceStatus? {
        guard step.stretch.contains(.along), excluded.isEmpty || step.stretch.isDisjoint(with: excluded) else { return nil }
        let middle = Measure((step.from + step.to) / 2)
        guard near.contains(where: { profile.holds(middle, in: $0) }) else { return nil }
        return own.first { $0.territory.from <= middle && middle < $0.territory.to }?.status
    }
}
