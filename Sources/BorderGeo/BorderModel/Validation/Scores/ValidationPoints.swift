import LinearReferencing

/// Points of a reference or a detector as columns: a million of them take 60 MB, and what looks at one column touches no other.
package struct ValidationPoints: RandomAccessCollection, ExpressibleByArrayLiteral, Hashable, Sendable {
    package private(set) var ids: [String] = []
    package private(set) var kinds: [FacilityKind] = []
    package private(set) var positions: [GeoPosition] = []
    /// Empty where no point has one.
    private(set) var sigmas: [Metres?] = []
    private var scores: [Double?] = []
    /// NaN where a point has no place on the route; empty where none has been looked for.
    private(set) var measures: [Measure] = []
    private(set) var offsets: [Offset] = []

    package init() {}
    package init(arrayLiteral points: ValidationPoint...) { self.init(points) }

    package init(_ points: some Sequence<ValidationPoint>) {
        reserveCapacity(points.underestimatedCount)
        for point in points { append(point) }
    }

    /// Those that are there. Of one type: over the boundary of a target a generic sequence is walked through witnesses, a tenth of a validation.
    package init(present points: [ValidationPoint?]) {
        reserveCapacity(points.count)
        for case let point? in points { append(point) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { ids.count }

    package subscript(index: Int) -> ValidationPoint {
        ValidationPoint(
            id: ids[index], kind: kinds[index], position: positions[index], sigma: sigma(of: index), score: score(of: index),
            measure: measure(of: index), offset: offset(of: index))
    }
}

extension ValidationPoints {
    @inline(__always) func sigma(of index: Int) -> Metres? { sigmas.isEmpty ? nil : sigmas[index] }
    @inline(__always) func score(of index: Int) -> Double? { scores.isEmpty ? nil : scores[index] }

    @inline(__always)
    package func measure(of index: Int) -> Measure? {
        guard !measures.isEmpty, !measures[index].metres.isNaN else { return nil }
        return measures[index]
    }

    @inline(__always)
    func offset(of index: Int) -> Offset? {
        guard !offsets.isEmpty, !offsets[index].metres.isNaN else { return nil }
        return offsets[index]
    }

    package mutating func reserveCapacity(_ count: Int) {
        ids.reserveCapacity(count)
        kinds.reserveCapacity(count)
        positions.reserveCapacity(count)
    }

    /// A measure or an offset that is not a number is none.
    package mutating func append(_ point: ValidationPoint) {
        let before = count
        ids.append(point.id)
        kinds.append(point.kind)
        positions.append(point.position)
        Self.append(point.sigma, to: &sigmas, behind: before)
        Self.append(point.score, to: &scores, behind: before)
        if point.measure != nil || point.offset != nil || !measures.isEmpty {
            if measures.isEmpty { addPlaces(before) }
            measures.append(point.measure ?? Measure(.nan))
            offsets.append(point.offset ?? Offset(.nan))
        }
    }

    package mutating func append(contentsOf other: ValidationPoints) {
        let before = count
        ids += other.ids
        kinds += other.kinds
        positions += other.positions
        Self.append(other.sigmas, other.count, to: &sigmas, behind: before)
        Self.append(other.scores, other.count, to: &scores, behind: before)
        guard !measures.isEmpty || !other.measures.isEmpty else { return }
        if measures.isEmpty { addPlaces(before) }
        if other.measures.isEmpty {
            addPlaces(other.count)
        } else {
            measures += other.measures
            offsets += other.offsets
        }
    }

    private mutating func addPlaces(_ count: Int) {
        measures += repeatElement(Measure(.nan), count: count)
        offsets += repeatElement(Offset(.nan), count: count)
    }

    private static func append<Value>(_ value: Value?, to column: inout [Value?], behind count: Int) {
        guard value != nil || !column.isEmpty else { return }
        if column.isEmpty { column += repeatElement(nil, count: count) }
        column.append(value)
    }

    private static func append<Value>(_ values: [Value?], _ added: Int, to column: inout [Value?], behind count: Int) {
        guard !values.isEmpty || !column.isEmpty else { return }
        if column.isEmpty { column += repeatElement(nil, count: count) }
        if values.isEmpty { column += repeatElement(nil, count: added) } else { column += values }
    }

    /// The points with their places on a route. n log m for m edges.
    ///
    /// Points that already have a place are placed anew where they can be. Those farther away than `reach` get none.
    package func located(on route: Route, reach: Metres? = nil, jobs: Int? = nil) -> ValidationPoints {
        // Nobody asks whether a place is ambiguous: with a limit of 0 the search for rivals ends where it starts.
        let options = LocateOptions(ambiguityRatio: -1, ambiguityDistance: .zero)
        let columns = route.locate(positions, options: options, jobs: jobs)
        var points = self
        points.measures = columns.measures
        points.offsets = columns.offsets
        if !measures.isEmpty {
            for index in indices where !columns.measures[index].metres.isFinite {
                (points.measures[index], points.offsets[index]) = (measures[index], offsets[index])
            }
        }
        let farthest = reach?.value ?? .infinity
        for index in indices where !(columns.offsets[index].metres.magnitude <= farthest) {
            if points.offsets[index].metres.magnitude <= farthest { continue }
            (points.measures[index], points.offsets[index]) = (Measure(.nan), Offset(.nan))
        }
        return points
    }
}
