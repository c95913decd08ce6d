import CGeos

/// Numbers from one geometry.
package enum GeosMeasure: Hashable, Sendable { case length, area }

/// Numbers from two geometries.
package enum GeosDistance: Hashable, Sendable {
    case shortest
    case hausdorff
    /// Edges are cut into pieces of at most this share of their length first.
    case hausdorffDensified(Double)
    case frechet
    case frechetDensified(Double)
}

extension GeosContext {
    package func measure(_ measure: GeosMeasure, _ shape: GeosShape) throws(CFailure) -> Double {
        let g = try geometry(shape)
        let p = g.pointer
        var value = 0.0
        switch measure {
        case .length: try fill("GEOSLength_r") { GEOSLength_r($0, p, &value) }
        case .area: try fill("GEOSArea_r") { GEOSArea_r($0, p, &value) }
        }
        return value
    }

    /// `nil` where one of the two is empty: GEOS answers 0, NaN or an error there, by function.
    package func distance(_ distance: GeosDistance, from a: GeosShape, to b: GeosShape) throws(CFailure) -> Double? {
        let first = try geometry(a)
        let second = try geometry(b)
        guard !a.isEmpty, !b.isEmpty else { return nil }
        let (p, q) = (first.pointer, second.pointer)
        var value = 0.0
        switch distance {
        case .shortest: try fill("GEOSDistance_r") { GEOSDistance_r($0, p, q, &value) }
        case .hausdorff: try fill("GEOSHausdorffDistance_r") { GEOSHausdorffDistance_r($0, p, q, &value) }
        case .hausdorffDensified(let share):
            try requireShare(share, "GEOSHausdorffDistanceDensify_r")
            try fill("GEOSHausdorffDistanceDensify_r") { GEOSHausdorffDistanceDensify_r($0, p, q, share, &value) }
        case .frechet: try fill("GEOSFrechetDistance_r") { GEOSFrechetDistance_r($0, p, q, &value) }
        case .frechetDensified(let share):
            try requireShare(share, "GEOSFrechetDistanceDensify_r")
            try fill("GEOSFrechetDistanceDensify_r") { GEOSFrechetDistanceDensify_r($0, p, q, share, &value) }
        }
        return value
    }

    /// False where one of the two is empty.
    package func isWithin(_ distance: Double, from a: GeosShape, to b: GeosShape) throws(CFailure) -> Bool {
        try requireFinite(distance, "GEOSDistanceWithin_r")
        let first = try geometry(a)
        let second = try geometry(b)
        guard !a.isEmpty, !b.isEmpty else { return false }
        let (p, q) = (first.pointer, second.pointer)
        return try flag("GEOSDistanceWithin_r") { GEOSDistanceWithin_r($0, p, q, distance) }
    }

    /// x and y on the first, x and y on the second; `nil` where one of the two is empty.
    package func nearestPoints(_ a: GeosShape, _ b: GeosShape) throws(CFailure) -> [Double]? {
        let first = try geometry(a)
        let second = try geometry(b)
        guard !a.isEmpty, !b.isEmpty else { return nil }
        let (p, q) = (first.pointer, second.pointer)
        let pointer = try pointer("GEOSNearestPoints_r") { GEOSNearestPoints_r($0, p, q) }
        let sequence = GeosSequence(owning: pointer, handle)
        let xy = try coordinates(ofSequence: sequence.pointer)
        guard xy.count == 4 else { throw failure("GEOSNearestPoints_r") }
        return xy
    }

    private func requireShare(_ share: Double, _ function: String) throws(CFailure) {
        // A share of 1e-4 makes 10,000 points of each edge; less would fill the memory.
        guard share >= 1e-4, share <= 1 else { throw CFailure(function, "the share \(share) of an edge is not in 0.0001...1") }
    }
}
