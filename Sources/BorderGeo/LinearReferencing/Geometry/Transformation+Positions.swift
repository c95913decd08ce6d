import GeoHandles

/// A point of a batch that could not be transformed.
package struct PointFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// 0-based index in the batch.
    package var index: Int
    package var error: ProjError

    package init(index: Int, error: ProjError) {
        self.index = index
        self.error = error
    }

    package var description: String { "point \(index): \(error)" }
}

/// A transformed batch: as many positions as went in, in order. Failed ones hold NaN and stand in `failures`; they do not disturb the others.
package struct TransformedPositions<P: Position>: Sendable {
    package var positions: [P]
    package var failures: [PointFailure]

    package init(positions: [P], failures: [PointFailure]) {
        self.positions = positions
        self.failures = failures
    }
}

/// Up to four coordinates in the units of the CRS or pipeline, angles in degrees: for heights, times and operations that are no maps.
package struct Coordinates: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var z: Double
    /// Decimal year; infinite where no time is meant.
    package var t: Double

    package init(x: Double, y: Double, z: Double = 0, t: Double = .infinity) {
        self.x = x
        self.y = y
        self.z = z
        self.t = t
    }
}

extension Transformation {
    /// One position forward. `GeoPosition` means degrees and `PlanarPoint` metres, also where the CRS counts in grads or feet.
    ///
    /// Throws `ProjError` where PROJ refuses the point, and where the kind of position does not fit the CRS.
    public func forward<A: Position, B: Position>(_ place: A) throws(ProjError) -> B { try transform(place, .forward) }

    /// One position backward.
    public func inverse<A: Position, B: Position>(_ place: A) throws(ProjError) -> B { try transform(place, .inverse) }

    package func forward<A: Position, B: Position>(_ places: [A]) throws(ProjError) -> TransformedPositions<B> {
        try transform(places, .forward)
    }

    package func inverse<A: Position, B: Position>(_ places: [A]) throws(ProjError) -> TransformedPositions<B> {
        try transform(places, .inverse)
    }

    /// One position.
    public func transform<A: Position, B: Position>(_ place: A, _ direction: Direction) throws(ProjError) -> B {
        let scales = try scales(from: A.self, to: B.self, direction)
        let result = try cache.run { (projector) throws(CFailure) in
            let given = ProjCoordinate(x: place.x * scales.before, y: place.y * scales.before)
            return try projector.transform(given, inverse: direction == .inverse)
        }
        return B(x: result.x * scales.after, y: result.y * scales.after)
    }

    /// A batch: one lock, one handle, contiguous buffers. Throws only where the kinds of positions do not fit; points fail one by one.
    package func transform<A: Position, B: Position>(
        _ places: [A], _ direction: Direction
    ) throws(ProjError) -> TransformedPositions<B> {
        let scales = try scales(from: A.self, to: B.self, direction)
        let moved = try move(x: places.map(\.x), y: places.map(\.y), direction, scales: scales)
        return TransformedPositions(
            positions: zip(moved.x, moved.y).map { B(x: $0, y: $1) }, failures: moved.failures.map(PointFailure.init))
    }

    /// Buffers in place, in the units of the CRS (degrees for angles): `x` is longitude or easting, `y` latitude or northing.
    ///
    /// A failed point becomes NaN and is returned; the others are right. The shorter buffer counts.
    package func transform(
        x: UnsafeMutableBufferPointer<Double>, y: UnsafeMutableBufferPointer<Double>, _ direction: Direction
    ) throws(ProjError) -> [PointFailure] {
        let count = min(x.count, y.count)
        let moved = try move(x: Array(x.prefix(count)), y: Array(y.prefix(count)), direction, scales: (1, 1))
        for i in 0..<count {
            x[i] = moved.x[i]
            y[i] = moved.y[i]
        }
        return moved.failures.map(PointFailure.init)
    }

    private func move(
        x: [Double], y: [Double], _ direction: Direction, scales: (before: Double, after: Double)
    ) throws(ProjError) -> (x: [Double], y: [Double], failures: [ProjPointFailure]) {
        try cache.run(points: x.count) { projector in
            var (x, y) = (x, y)
            let failures = x.withUnsafeMutableBufferPointer { x in
                y.withUnsafeMutableBufferPointer { y in
                    projector.transform(
                        x: x, y: y, inverse: direction == .inverse, scaleIn: scales.before, scaleOut: scales.after)
                }
            }
            return (x, y, failures)
        }
    }

    /// Heights and times too. Units are those of the CRS or pipeline; angles in degrees.
    package func transform(_ c: Coordinates, _ direction: Direction) throws(ProjError) -> Coordinates {
        let result = try cache.run { (projector) throws(CFailure) in
            try projector.transform(ProjCoordinate(x: c.x, y: c.y, z: c.z, t: c.t), inverse: direction == .inverse)
        }
        return Coordinates(x: result.x, y: result.y, z: result.z, t: result.t)
    }

    /// A whole geometry. Throws at its first position that cannot be transformed: a line with holes in it is no line.
    public func transform<A: Position, B: Position>(
        _ geometry: Geometry<A>, _ direction: Direction
    ) throws(ProjError) -> Geometry<B> {
        var places: [A] = []
        geometry.forEachPosition { places.append($0) }
        let moved: TransformedPositions<B> = try transform(places, direction)
        if let failure = moved.failures.first { throw failure.error }
        var next = 0
        return geometry.mapPositions { _ in
            defer { next += 1 }
            return moved.positions[next]
        }
    }
}

extension PointFailure {
    fileprivate init(_ failure: ProjPointFailure) {
        let error = failure.failure
        self.init(
            index: failure.index, error: ProjError(function: error.function, message: error.message, code: error.code))
    }
}

extension Transformation {
    private func scales<A: Position, B: Position>(
        from _: A.Type, to _: B.Type, _ direction: Direction
    ) throws(ProjError) -> (before: Double, after: Double) {
        let (from, to) = direction == .forward ? (source, target) : (target, source)
        return (try scale(of: A.self, from), 1 / (try scale(of: B.self, to)))
    }

    /// Units of the CRS in one unit of the position: 1 nearly always.
    func scale<P: Position>(of _: P.Type, _ crs: CRS?) throws(ProjError) -> Double {
        guard let crs else { return 1 }
        let isAngular = crs.isGeographic
        let fits = P.self == GeoPosition.self ? isAngular : P.self != PlanarPoint.self || crs.isPlane
        guard fits else {
            throw ProjError(function: "proj_cs_get_type", message: "\(P.self) does not fit \(crs), which is \(crs.kind.rawValue)")
        }
        guard let factor = crs.axes.first?.unitFactor, factor > 0 else { return 1 }
        // A hair's difference between PROJ's degree and ours must not move every coordinate.
        let scale = isAngular ? Double.pi / 180 / factor : 1 / factor
        return abs(scale - 1) < 1e-12 ? 1 : scale
    }
}
