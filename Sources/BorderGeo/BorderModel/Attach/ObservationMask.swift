import LinearReferencing

/// Where imagery of an epoch shows the border (F6).
public struct ObservationMask: Hashable, Sendable {
    public var epoch: String
    public var observed: MeasureSpanSet
    /// Seen by images that settle nothing there, and by no other: neither present nor absent, but unknown.
    public var inconclusive: MeasureSpanSet
    /// No observation was given: the whole route counts as observed, and every report says so.
    public var isAssumed: Bool

    /// The union of the observations of `epoch`. An image that settles a place wins over one that does not. Where only
    /// inconclusive stretches are given, the rest of
    /// the route counts as observed.
    public init(epoch: String, observations: [Observation], on route: Route) {
        self.epoch = epoch
        func spans(_ state: Observation.State) -> MeasureSpanSet? {
            let own = observations.filter { $0.epoch == epoch && $0.state == state }
            guard !own.isEmpty else { return nil }
            let parts = own.flatMap { observation in
                switch observation.extent {
                case .spans(let spans): spans.spans
                case .footprint(let polygons): route.spans(inside: polygons).spans
                }
            }
            return MeasureSpanSet(parts).intersection(route.whole)
        }
        let seen = spans(.observed)
        let doubtful = spans(.inconclusive) ?? MeasureSpanSet()
        observed = seen ?? route.whole.subtracting(doubtful)
        inconclusive = doubtful.subtracting(observed)
        isAssumed = seen == nil && doubtful.isEmpty
    }
}

extension Inventory {
    /// What stood at `epoch.date`, seen where the mask says.
    package init(epoch: Epoch, assets: LocatedAssets, mask: ObservationMask, banks: Set<Bank>) {
        self.init(epoch: epoch, assets: assets, observed: mask.observed, observedIsAssumed: mask.isAssumed, banks: banks)
    }
}
