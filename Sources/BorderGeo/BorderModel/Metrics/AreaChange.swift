import LineStatistics

/// Change in one area: fences and facilities.
public struct AreaChange: Hashable, Sendable {
    public var area: String
    public var fences: FenceChange
    public var facilities: [FacilityChange]

    package init(area: String, fences: FenceChange, facilities: [FacilityChange]) {
        self.area = area
        self.fences = fences
        self.facilities = facilities
    }
}

extension AreaChange {
    /// The changes of all areas with their tests, p-values adjusted over the areas for each kind. The union of areas comes last
    /// and takes no part.
    package static func tested(_ changes: [AreaChange]) -> [AreaChange] {
        var changes = changes
        var byKind: [String: [(area: Int, kind: Int, p: Double, paired: Double)]] = [:]
        for area in changes.indices {
            for kind in changes[area].facilities.indices {
                let row = changes[area].facilities[kind]
                let test = FacilityRateChange(row, over: changes[area].fences.observedBoth)
                changes[area].facilities[kind].test = test
                if let test, changes[area].area != MetricDomain.allName {
                    byKind[row.kind, default: []].append((area, kind, test.pValue, test.pairedPValue))
                }
            }
        }
        for tests in byKind.values {
            for (test, adjusted) in zip(tests, FalseDiscoveryRate.benjaminiHochberg(tests.map(\.p))) {
                changes[test.area].facilities[test.kind].test?.adjustedPValue = adjusted
            }
            for (test, adjusted) in zip(tests, FalseDiscoveryRate.benjaminiHochberg(tests.map(\.paired))) {
                changes[test.area].facilities[test.kind].test?.adjustedPairedPValue = adjusted
            }
        }
        return changes
    }
}
