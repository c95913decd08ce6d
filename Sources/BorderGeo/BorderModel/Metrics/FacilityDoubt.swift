import LinearReferencing

/// What attaching a facility to the border can leave in doubt.
package enum FacilityDoubt: String, Hashable, Sendable, CaseIterable {
    case unlocated = "facility-unlocated"
    case outsideCorridor = "facility-outside-corridor"
    case beyondEnd = "beyond-end"
    case ambiguous = "facility-ambiguous"
    case outsideAreas = "facility-outside-areas"
    case rejected = "review-rejected"
    case onlyPossible = "review-possible"
    case unsure = "confidence-below"

    /// Whether `facility` is such a case. `areas` is the union of the study's areas, `nil` where it has none.
    func holds(for facility: LocatedFacility, areas: MeasureSpanSet?, borderEnd: Measure?, leastConfidence: Share?) -> Bool {
        switch self {
        case .unlocated: facility.location == nil
        case .outsideCorridor: facility.location?.flags.contains(.outsideCorridor) == true
        case .beyondEnd: facility.location?.isBeyondEnd == true
        case .ambiguous: facility.attached?.flags.contains(.ambiguous) == true
        case .rejected: facility.facility.provenance.review == .rejected
        case .onlyPossible: facility.facility.provenance.review == .possible
        case .unsure:
            facility.facility.provenance.review != .rejected
                && facility.facility.leavesCounts(leastConfidence: leastConfidence)
        case .outsideAreas:
            if let areas, let place = facility.attached { !areas.holds(place.measure, borderEnd: borderEnd) } else { false }
        }
    }

    /// Every doubt that occurs among `facilities`.
    package static func tallies(
        of facilities: [LocatedFacility], areas: MeasureSpanSet?, borderEnd: Measure?, leastConfidence: Share? = nil
    ) -> [FacilityDoubt: RecordTally] {
        var tallies: [FacilityDoubt: RecordTally] = [:]
        for facility in facilities {
            for doubt in allCases
            where doubt.holds(for: facility, areas: areas, borderEnd: borderEnd, leastConfidence: leastConfidence) {
                tallies[doubt, default: RecordTally()].add(facility.facility.id)
            }
        }
        return tallies
    }
}
