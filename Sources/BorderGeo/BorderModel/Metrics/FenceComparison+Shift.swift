import LinearReferencing

/// By how much the lines of one epoch lie away from those of another, as a vector on the ground (F7): images that do not lie over each other.
package struct ImageShift: Hashable, Sendable {
    /// Metres.
    package var east: Double
    package var north: Double
    /// Border under the pairs that it is estimated from.
    package var border: Metres
    /// Length of the vector over its standard error.
    package var significance: Double

    /// More than a metre, and more than chance would give.
    package var isClear: Bool { (east * east + north * north).squareRoot() > 1 && significance > 3 }
}

extension FenceComparison {
    /// The shift that fits the offsets of lines paired by place best, each across the border as it runs there on average; `nil` from fewer than ten pieces of border, or where the border
    /// runs in one direction alone and says nothing about a shift along it.
    ///
    /// Weighted least squares, by length of border. Linear in the number of pairs.
    package func commonShift(on route: Route) -> ImageShift? {
        guard shifts.count >= 10 else { return nil }
        var (ee, en, nn, ed, nd, dd, sum) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for shift in shifts {
            let weight = shift.span.length.value
            guard let a = try? route.position(at: shift.span.from), let b = try? route.position(at: shift.span.to) else {
                continue
            }
            let way = GroundScale.difference(a, b)
            // The mean of the border's left normal over the span is that of its chord, over its length; across a gap there is none.
            let (east, north) = (-way.north / weight, way.east / weight)
            guard east * east + north * north < 1.01 else { continue }
            ee += weight * east * east
            en += weight * east * north
            nn += weight * north * north
            ed += weight * east * shift.shift
            nd += weight * north * shift.shift
            dd += weight * shift.shift * shift.shift
            sum += weight
        }
        let determinant = ee * nn - en * en
        guard determinant > 1e-3 * sum * sum else { return nil }
        let east = (nn * ed - en * nd) / determinant
        let north = (ee * nd - en * ed) / determinant
        let residual = max(0, dd - east * ed - north * nd) / sum
        // Pieces of border count as observations, not metres: neighbouring metres err together.
        let variance = residual / Double(max(shifts.count - 2, 1)) * sum * (ee + nn) / determinant
        let length = (east * east + north * north).squareRoot()
        return ImageShift(
            east: east, north: north, border: Metres(sum),
            significance: variance > 0 ? length / variance.squareRoot() : length > 0 ? .infinity : 0)
    }
}
