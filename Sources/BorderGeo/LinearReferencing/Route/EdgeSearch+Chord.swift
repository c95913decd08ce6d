import GeoHandles

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
            let u = smaller(larger(fraction(of: place), 0), 1)
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
            let beyond = larger(larger(-u, u - 1), 0)
            return h * h + squaredLength * beyond * beyond
        }

        /// No square of the distance between two places is less. The perpendicular and the way beyond an end are linear, so each is least at one of the two places, or zero.
        @inlinable @inline(__always)
        package func squaredBound(from t: Double, to u: Double) -> Double {
            let (first, last) = (fraction.0 + t * fraction.1, fraction.0 + u * fraction.1)
            let (left, right) = (across.0 + t * across.1, across.0 + u * across.1)
            let h = (left > 0) == (right > 0) ? smaller(left.magnitude, right.magnitude) : 0
            let beyond = larger(larger(smaller(-first, -last), smaller(first, last) - 1), 0)
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

    /// The halves of a straight line, each with a limit: what is nearest somewhere on it is nearer than that.
    package struct Line {
        let from: SIMD2<Double>
        let to: SIMD2<Double>
        let limits: (Double, Double)

        package init(from a: SIMD2<Double>, to b: SIMD2<Double>, limits: (Double, Double)) {
            from = a
            to = b
            self.limits = limits
        }
    }

    /// Adds to `near` the pieces within `reach` of the middle of a line that can come nearer to one of its halves than the limit there, and perhaps others. How many
    /// are within `reach`.
    package func appendPieces(within reach: Double, of line: Line, to near: inout [NearPiece]) -> Int {
        let way = line.to - line.from
        let length = (way * way).sum().squareRoot()
        let unit = way / length
        let middle = line.from + 0.5 * way
        _ = walk.begin(east: middle.x, north: middle.y)
        let halves = EdgeTreeWalk.Way(unitEast: unit.x, unitNorth: unit.y, half: length / 2, limits: line.limits)
        return walk.forEachPieces(beside: halves, within: reach) { leaf, lanes in
            var left = lanes
            while left != 0 {
                near.append(
                    nearPiece(leaf * EdgeIndex.width + left.trailingZeroBitCount, from: line.from, to: line.to))
                left &= left &- 1
            }
        }
    }
}

/// The larger of two numbers of which neither is NaN: one instruction, where `max` takes four.
@inlinable @inline(__always)
func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }

/// The smaller of two numbers of which neither is NaN.
@inlinable @inline(__always)
func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
