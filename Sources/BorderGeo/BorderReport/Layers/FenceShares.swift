import BorderAnalysis
import BorderModel
import LinearReferencing

/// Fences cut by what became of them between the study's two epochs, within its areas: the pieces whose lengths the ledger adds up.
struct FenceShares {
    /// The metres of a fence with one status; `nil` for what no ledger holds: outside the areas, the corridor or what was observed, or replaced by another record.
    struct Piece {
        var status: FenceStatus?
        /// Ranges of metres along the parts of the fence as drawn.
        var tracks: [FenceTrack] = []
        var length = Metres.zero
        var extent: MeasureSpan?
    }

    private let assets: LocatedAssets
    /// Where the ledger of all areas counts.
    private let seen: [MeasureSpan]
    private let byFence: [Int: [FenceChangePiece]]

    init(_ model: ReportModel) {
        assets = model.inventories.first?.assets ?? LocatedAssets()
        let whole = model.domains.last?.spans ?? MeasureSpanSet()
        seen = model.fenceComparison.map { whole.intersection($0.observedBoth).spans } ?? []
        let standing = model.fenceComparison?.standingPieces ?? []
        let (after, before) = (standing.filter { $0.epoch == .comparison }, standing.filter { $0.epoch == .baseline })
        // What stands at the comparison says what became of a record that stood at both.
        byFence = Dictionary(grouping: before, by: \.fence).merging(Dictionary(grouping: after, by: \.fence)) { $1 }
    }

    /// The pieces of a fence, in the order in which its metres first have each status; one where all are alike.
    func pieces(of fence: Int) -> [Piece] {
        let located = assets.fences[fence]
        let fates = FenceFates(of: located, by: byFence[fence] ?? [], over: seen, without: assets.excludedStretch)
        var pieces: [Piece] = []
        var index: [FenceStatus?: Int] = [:]
        for part in located.location.profile.parts {
            var last: FenceStatus??
            fates.forEachStep(of: part) { step, status in
                let i = index[status] ?? pieces.count
                if i == pieces.count {
                    index[status] = i
                    pieces.append(Piece(status: status))
                }
                if last == .some(status), let track = pieces[i].tracks.last, track.source == part.source {
                    pieces[i].tracks[pieces[i].tracks.count - 1].to = step.along.to
                } else {
                    pieces[i].tracks.append(FenceTrack(source: part.source, from: step.along.from, to: step.along.to))
                }
                last = .some(status)
                pieces[i].length = pieces[i].length + Metres(step.length)
                let span = MeasureSpan(Measure(step.from), Measure(step.to))
                pieces[i].extent = pieces[i].extent.map { MeasureSpan(min($0.from, span.from), max($0.to, span.to)) } ?? span
            }
        }
        return pieces.isEmpty ? [Piece()] : pieces
    }
}
