import LinearReferencing

/// All events of one epoch on one border: what stood there, and where imagery shows that at all.
///
/// A view of the `LocatedAssets` it was made from: the arrays are shared, not copied.
public struct Inventory: Sendable {
    public let epoch: Epoch
    public let assets: LocatedAssets
    /// Where imagery of the epoch shows the border, ends on whole millimetres. Elsewhere absence is unknown.
    public let observed: MeasureSpanSet
    /// True where no observation was given and the whole border is taken as seen: every report says so.
    public let observedIsAssumed: Bool
    /// Indexes of the facilities that stood at the epoch.
    public let present: [Int]
    /// Indexes of the facilities that imagery leaves open: counts are then a range.
    public let possible: [Int]
    /// Indexes of the fences that stood at the epoch, on the asked banks.
    public let fences: [Int]
    /// What each of `fences` covers: fences of one layer that meet are one where they cut off a loop.
    package let covers: [FenceCover]
    /// Indexes of the fences that imagery leaves open: they count in no length.
    public let possibleFences: [Int]
    public let patrolPaths: [Int]
    /// `present` and `possible` along the border.
    let standing: FacilityEvents
    let open: FacilityEvents

    /// Selects what stands at `epoch.date`. Fences on banks other than `banks` are left out. n log n in the number of assets.
    public init(
        epoch: Epoch, assets: LocatedAssets, observed: MeasureSpanSet, observedIsAssumed: Bool = false,
        banks: Set<Bank> = [.inward]
    ) {
        self.epoch = epoch
        self.assets = assets
        self.observed = observed.toMillimetres
        self.observedIsAssumed = observedIsAssumed
        let least = assets.leastConfidence
        func indexes(_ things: some Sequence<some Asset>, _ wanted: Lifetime.Presence) -> [Int] {
            things.enumerated().filter { $0.element.presence(at: epoch.date, leastConfidence: least) == wanted }.map(\.offset)
        }
        var present: [Int] = []
        var possible: [Int] = []
        for index in assets.facilities.indices {
            switch assets.facilities[index].facility.presence(at: epoch.date, leastConfidence: least) {
            case .present: present.append(index)
            case .possible: possible.append(index)
            case .absent: break
            }
        }
        self.present = present
        self.possible = possible
        let kinds = ClassIndex(assets.kinds)
        standing = FacilityEvents(assets.facilities, at: present, of: kinds, borderEnd: assets.borderEnd)
        open = FacilityEvents(assets.facilities, at: possible, of: kinds, borderEnd: assets.borderEnd)
        let allFences = assets.fences.lazy.map(\.fence)
        fences = indexes(allFences, .present).filter { banks.contains(assets.fences[$0].fence.bank) }
        covers = assets.covers(of: fences)
        possibleFences = indexes(allFences, .possible).filter { banks.contains(assets.fences[$0].fence.bank) }
        patrolPaths = indexes(assets.patrolPaths.lazy.map(\.path), .present)
    }
}
