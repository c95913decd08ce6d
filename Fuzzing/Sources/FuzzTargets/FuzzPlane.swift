import LinearReferencing

/// Numbers and places out of bytes; 0 where there are none left.
struct FuzzNumbers {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var isEmpty: Bool { bytes.isEmpty }
    mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }
    mutating func signed() -> Double { Double(Int8(bitPattern: byte())) }
    mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(byte()) % range.count }
}

/// A grid of metres about 127 E 42 N: few places, so that vertices meet, lines run back over themselves and places lie in the middle.
struct FuzzPlane {
    private static let projection = TransverseMercator(centralMeridian: Degrees(127), originLatitude: Degrees(42))
    /// Metres between neighbours of the grid: 127 of them on either side of the middle.
    let step: Double

    init(_ numbers: inout FuzzNumbers) { step = [1, 0.01, 25, 400][numbers.number(0...3)] }

    func position(_ numbers: inout FuzzNumbers) -> GeoPosition {
        let (x, y) = (numbers.signed() * step, numbers.signed() * step)
        return Self.projection.unproject(PlanarPoint(easting: x, northing: y))
    }

    func line(_ numbers: inout FuzzNumbers, _ count: ClosedRange<Int>) -> Polyline<GeoPosition> {
        let count = numbers.number(count)
        return Polyline((0..<count).map { _ in position(&numbers) })
    }

    /// Whether a vertex of a line lies on an edge that is not its own, to a thousandth of the grid.
    func touchesItself(_ line: Polyline<GeoPosition>) -> Bool {
        let points = line.positions.map { p -> SIMD2<Double> in
            let q = Self.projection.project(p)
            return SIMD2(q.easting, q.northing) / step
        }
        for (i, vertex) in points.enumerated() {
            for (j, (a, b)) in zip(points, points.dropFirst()).enumerated() where j != i && j + 1 != i {
                let way = b - a
                let length = (way * way).sum()
                let t = length > 0 ? min(max(((vertex - a) * way).sum() / length, 0), 1) : 0
                let miss = a + t * way - vertex
                if (miss * miss).sum() < 1e-6 { return true }
            }
        }
        return false
    }
}
