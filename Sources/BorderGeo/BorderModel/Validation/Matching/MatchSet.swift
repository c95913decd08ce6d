import LinearReferencing

/// Points as matching takes them: objects, or columns that make an object where one is asked for.
protocol MatchSet: Sendable {
    var count: Int { get }
    /// Lends a look at the objects that costs nothing to copy.
    func withObjects<Result>(_ body: (MatchView) -> Result) -> Result
}

/// Valid inside of `withObjects` alone.
struct MatchView {
    /// Either the objects themselves, or columns; optional columns are empty where no object has a value.
    package var objects = UnsafeBufferPointer<MatchObject>(start: nil, count: 0)
    var positions = UnsafeBufferPointer<GeoPosition>(start: nil, count: 0)
    var kinds = UnsafeBufferPointer<FacilityKind>(start: nil, count: 0)
    var sigmas = UnsafeBufferPointer<Metres?>(start: nil, count: 0)
    /// NaN where an object has none.
    var measures = UnsafeBufferPointer<Measure>(start: nil, count: 0)
    var offsets = UnsafeBufferPointer<Offset>(start: nil, count: 0)

    @inline(__always)
    subscript(index: Int) -> MatchObject {
        if !objects.isEmpty { return objects[index] }
        var object = MatchObject(position: positions[index], kind: kinds[index].ordinal)
        if !sigmas.isEmpty { object.sigma = sigmas[index] }
        if !measures.isEmpty, !measures[index].metres.isNaN { object.measure = measures[index] }
        if !offsets.isEmpty, !offsets[index].metres.isNaN { object.offset = offsets[index] }
        return object
    }
}

extension [MatchObject]: MatchSet {
    func withObjects<Result>(_ body: (MatchView) -> Result) -> Result {
        withUnsafeBufferPointer { body(MatchView(objects: $0)) }
    }
}
