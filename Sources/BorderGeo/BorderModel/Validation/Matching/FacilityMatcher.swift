import LinearReferencing

/// Which facilities of two epochs are the same, where the records do not say so: by place, within their positional uncertainty (F8).
package struct FacilityMatcher: Hashable, Sendable {
    /// Distance, goal and class weight; `removesShift` takes off the systematic shift between two images.
    package var rule: MatchRule
    /// A pair farther apart than this has moved; at it, it has not.
    package var movedBeyond: Metres
    /// Kinds that one source calls this and the next one that: within a set a change of kind is no reclassification.
    package var sameKinds: [Set<FacilityKind>]

    /// 30 m where a record has no `sigma_m`, the common shift taken off; moved beyond 10 m; every kind on its own.
    package init(
        rule: MatchRule = MatchRule(maximumDistance: Metres(30), removesShift: true), movedBeyond: Metres = Metres(10),
        sameKinds: [Set<FacilityKind>] = []
    ) {
        self.rule = rule
        self.movedBeyond = movedBeyond
        self.sameKinds = sameKinds
    }

    /// Fewer pairs than this say nothing of a shift that all share.
    package static let leastShiftPairs = 10

    /// The kind that stands for a kind under `sameKinds`: the first of its set in the vocabulary.
    package func representative(of kind: FacilityKind) -> FacilityKind {
        guard let merged = sameKinds.first(where: { $0.contains(kind) }) else { return kind }
        return merged.min() ?? kind
    }

    /// A facility as matching sees it.
    package func point(_ facility: LocatedFacility) -> ValidationPoint {
        var point = ValidationPoint(facility.facility)
        point.kind = representative(of: point.kind)
        point.measure = facility.location?.measure
        point.offset = facility.location?.offset
        return point
    }
}

/// What became of the objects of an earlier epoch, and where those of a later one come from.
package struct FacilityFates: Sendable {
    package var matching: PointMatching
    /// One for each pair of `matching`: persisted, moved, reclassified; unknown where neither place was observed at both epochs.
    package var pairs: [FacilityStatus]
    /// One for each earlier object: as its pair, else removed, or unknown where its place was not observed later.
    package var earlier: [FacilityStatus]
    /// One for each later object: as its pair, else new, or unknown where its place was not observed before.
    package var later: [FacilityStatus]

    /// Objects counted at each epoch: those whose fate is known.
    package var earlierCount: Int { earlier.count { $0 != .unknown } }
    package var laterCount: Int { later.count { $0 != .unknown } }

    /// `later = earlier - removed + new` over what is known. Holds by construction; reports check it.
    package var isBalanced: Bool {
        laterCount == earlierCount - earlier.count { $0 == .removed } + later.count { $0 == .new }
    }
}

extension FacilityMatcher {
    /// Matches two epochs. `earlierObservedLater[i]` says whether the place of earlier object `i` was observed at the later epoch,
    /// `laterObservedEarlier` the reverse; nil means everywhere.
    ///
    /// A difference of class wins over a move: such a pair is reclassified, however far apart.
    package func fates(
        earlier: ValidationPoints, later: ValidationPoints, earlierObservedLater: [Bool]? = nil,
        laterObservedEarlier: [Bool]? = nil,
        jobs: Int? = nil
    ) throws(MatchError) -> FacilityFates {
        let matching = try PointMatching(of: earlier, later, rule: rule, leastShiftPairs: Self.leastShiftPairs, jobs: jobs)
        func seen(_ mask: [Bool]?, _ index: Int) -> Bool { mask.map { index < $0.count && $0[index] } ?? true }
        var pairs: [FacilityStatus] = []
        pairs.reserveCapacity(matching.pairs.count)
        var before = earlier.indices.map { seen(earlierObservedLater, $0) ? FacilityStatus.removed : .unknown }
        var after = later.indices.map { seen(laterObservedEarlier, $0) ? FacilityStatus.new : .unknown }
        for pair in matching.pairs {
            let status: FacilityStatus
            if !seen(earlierObservedLater, pair.first), !seen(laterObservedEarlier, pair.second) {
                status = .unknown
            } else if !pair.sameKind {
                status = .reclassified
            } else {
                status = pair.distance > movedBeyond ? .moved : .persisted
            }
            pairs.append(status)
            before[pair.first] = status
            after[pair.second] = status
        }
        return FacilityFates(matching: matching, pairs: pairs, earlier: before, later: after)
    }
}
