/// Bodies are visible to other targets: a walk along a fence calls them for every piece of border that is near.
extension EdgeSearch {
    @inlinable @inline(__always)
    package func chord(_ piece: Int) -> Chord { Chord(from: ends[piece], to: ends[piece + 1]) }

    /// A piece as a straight line in the plane.
    @usableFromInline package struct Chord {
        @usableFromInline package let start: SIMD2<Double>
        @usableFromInline package let along: SIMD2<Double>
        @usableFromInline let inverse: Double

        @inlinable @inline(__always)
        init(from a: EdgeIndex.PieceEnd, to b: EdgeIndex.PieceEnd) {
            start = SIMD2(a.east, a.north)
            along = SIMD2(b.east - a.east, b.north - a.north)
            inverse = 1 / (along * along).sum()
        }

        /// Where the perpendicular of a point meets the line: below 0 before the chord, above 1 after it.
        @inlinable @inline(__always)
        package func fraction(of place: SIMD2<Double>) -> Double { ((place - start) * along).sum() * inverse }

        @inlinable @inline(__always)
        package func squaredDistance(to place: SIMD2<Double>) -> Double {
            let u = min(max(fraction(of: place), 0), 1)
            let d = place - start - u * along
            return (d * d).sum()
        }

        /// The distance along a line from one place to another.
        @inlinable @inline(__always)
        package func distances(from a: SIMD2<Double>, to b: SIMD2<Double>) -> ChordDistances {
            let scale = inverse.squareRoot()
            func across(_ place: SIMD2<Double>) -> Double {
                let d = place - start
                return (along.x * d.y - along.y * d.x) * scale
            }
            let (first, last) = (fraction(of: a), fraction(of: b))
            let (left, right) = (across(a), across(b))
            return ChordDistances(fraction: (first, last - first), across: (left, right - left), squaredLength: 1 / inverse)
        }
    }

    /// How far a chord is along a line: where its perpendicular lies and how long that is are linear in the parameter.
    @usableFromInline package struct ChordDistances {
        /// At the start, and the change up to the end.
        @usableFromInline package let fraction: (Double, Double)
        /// Positive left of the chord.
        @usableFromInline package let across: (Double, Double)
        @usableFromInline package let squaredLength: Double

        @inlinable @inline(__always)
        init(fraction: (Double, Double), across: (Double, Double), squaredLength: Double) {
            self.fraction = fraction
            self.across = across
            self.squaredLength = squaredLength
        }

        @inlinable @inline(__always)
        package func squared(_ t: Double) -> Double {
            let u = fraction.0 + t * fraction.1
            let h = across.0 + t * across.1
            let beyond = max(max(-u, u - 1), 0)
            return h * h + squaredLength * beyond * beyond
        }

        /// No square of the distance between two places is less. The perpendicular and the way beyond an end are linear, so each is least at one of the two places, or zero.
        @inlinable @inline(__always)
        package func squaredBound(from t: Double, to u: Double) -> Double {
            let (first, last) = (fraction.0 + t * fraction.1, fraction.0 + u * fraction.1)
            let (left, right) = (across.0 + t * across.1, across.0 + u * across.1)
            let h = (left > 0) == (right > 0) ? min(left.magnitude, right.magnitude) : 0
            let beyond = max(max(min(-first, -last), min(first, last) - 1), 0)
            return h * h + squaredLength * beyond * beyond
        }
    }

    /// A piece and how far it is along a line.
    @usableFromInline package struct NearPiece {
        @usableFromInline package let piece: Int
        @usableFromInline package let distances: ChordDistances
    }

    package func nearPiece(_ piece: Int, from a: SIMD2<Double>, to b: SIMD2<Double>) -> NearPiece {
        NearPiece(piece: piece, distances: chord(piece).distances(from: a, to: b))
    }

    /// Adds to `near` the pieces within `reach` of the middle of a line that come nearer to it than `limit` somewhere, and perhaps others. How many are within `reach`.
    ///
    /// What is left out is farther away on the line's own axes, which takes no division; mostly that is all but a few.
    package func appendPieces(
        from a: SIMD2<Double>, to b: SIMD2<Double>, within reach: Double, nearerThan limit: Double, to near: inout [NearPiece]
    ) -> Int {
        let way = b - a
        let length = (way * way).sum().squareRoot()
        let unit = way / length
        let squaredLimit = limit * limit
        func place(_ end: EdgeIndex.PieceEnd) -> (along: Double, across: Double) {
            let (east, north) = (end.east - a.x, end.north - a.y)
            return (unit.x * east + unit.y * north, unit.x * north - unit.y * east)
        }
        var count = 0
        var next = -1
        var (u, v) = (0.0, 0.0)
        forEachPiece(within: reach, of: a + 0.5 * way) { piece in
            count += 1
            // Mostly a piece begins where the last one ended.
            let (x, y) = piece == next ? (u, v) : place(ends[piece])
            next = piece + 1
            (u, v) = place(ends[next])
            let beyond = max(max(min(x, u) - length, -max(x, u)), 0)
            let aside = (y > 0) == (v > 0) ? min(y.magnitude, v.magnitude) : 0
            if beyond * beyond + aside * aside <= squaredLimit { near.append(nearPiece(piece, from: a, to: b)) }
        }
        return count
    }
}
