import BorderBase

/// What the line between two neighbouring vertices is.
public enum EdgeModel: String, Hashable, Sendable, Codable, CaseIterable {
    /// The geodesic. The default: a digitised edge says no more than "from here to there", the shortest line is the same in every projection,
    /// and for edges under 1 km it differs from the other model by less than 2 cm.
    case geodesic
    /// Straight in longitude and latitude, as GeoJSON defines an edge: extra vertices keep geodesics within 1 cm of it.
    case lonlat
}

/// Whether a gap between two parts of a route adds to its measures.
public enum GapPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing is added: the end of a part and the start of the next have the same measure.
    case exclude
    /// The geodesic length of the gap is added; measures inside it have no position.
    case include
}

/// A polyline with an id and measures: the linear element that everything else is attached to (F1, F2; ISO 19148).
///
/// Measures are sums of geodesic edge lengths on WGS 84, from `start`. A route may have several parts with gaps between them.
/// Making one is linear in its vertices (about 1 us each); it is a value, and copies share their storage.
public struct Route: Sendable {
    public let id: String
    public let edgeModel: EdgeModel
    public let gapPolicy: GapPolicy
    /// The inward side, looking along the line from its first vertex.
    public let inwardSide: Side
    package let line: MeasuredLine
    package let index: EdgeIndex

    /// Takes the parts in the given order and direction.
    ///
    /// Edges shorter than a micrometre are dropped and counted in `droppedEdges`, parts without an edge likewise. Parts that meet in the same position
    /// are one. Throws `emptyRoute` where nothing is left and `notOnEarth` for a position that is no place.
    public init(
        id: String, parts: [Polyline<GeoPosition>], edgeModel: EdgeModel = .geodesic, gapPolicy: GapPolicy = .exclude,
        start: Measure = Measure(0), inwardSide: Side = .right
    ) throws(RouteError) {
        self.id = id
        self.edgeModel = edgeModel
        self.gapPolicy = gapPolicy
        self.inwardSide = inwardSide == .left ? .left : .right
        line = try MeasuredLine(id: id, parts: parts, edgeModel: edgeModel, gapPolicy: gapPolicy, start: start)
        index = EdgeIndex(line)
    }
}

extension Route {
    public var start: Measure { line.measures.first ?? Measure(0) }
    public var end: Measure { line.measures.last ?? start }
    /// `end - start`: with `GapPolicy.include` the gaps are in it.
    public var length: Metres { end - start }
    public var span: MeasureSpan { MeasureSpan(start, end) }
    /// Measures that have a position: the whole span, less included gaps.
    public var whole: MeasureSpanSet {
        MeasureSpanSet(span).subtracting(MeasureSpanSet(gaps.map(\.span)))
    }

    /// All vertices of all parts in order; with `EdgeModel.lonlat` the added ones too.
    public var vertices: [GeoPosition] { line.vertices }
    /// The measure of each vertex, never decreasing.
    public var measures: [Measure] { line.measures }
    /// The parts as index ranges of `vertices`.
    public var parts: [Range<Int>] { line.parts }
    public var gaps: [RouteGap] { line.gaps }
    /// Edges without length that were left out.
    public var droppedEdges: Int { line.droppedEdges }
    /// One part whose last vertex is its first.
    public var isClosed: Bool { line.isClosed }
}

/// Where two parts of a route do not meet.
public struct RouteGap: Hashable, Sendable {
    /// The measures of its two ends: empty with `GapPolicy.exclude`.
    public let span: MeasureSpan
    public let from: GeoPosition
    public let to: GeoPosition
    /// Geodesic length across.
    public let length: Metres
}

extension Route {
    /// Its vertices, part after part.
    package var positions: [GeoPosition] { line.vertices }
}
