import LinearReferencing

/// A whole border as one route with measures, cut into segments.
///
/// Measures count from the line's first vertex.
public struct Border: Sendable {
    public let route: Route
    /// In order of measure; together they cover the route once.
    public let segments: [BorderSegment]
    public let source: BorderSource
    /// What was doubtful about the line: gaps, turned parts, an assumed direction.
    public let findings: [Finding]

    init(route: Route, segments: [BorderSegment], source: BorderSource, findings: [Finding]) {
        self.route = route
        self.segments = segments
        self.source = source
        self.findings = findings
    }
}

extension Border {
    /// The same border with what was found while reading it, before its own findings.
    package func adding(_ earlier: [Finding]) -> Border {
        Border(route: route, segments: segments, source: source, findings: earlier + findings)
    }

    /// The same line under other names, without findings.
    package func renamed(source: BorderSource, segments: [BorderSegment]) -> Border {
        Border(route: route, segments: segments, source: source, findings: [])
    }

    public var length: Metres { route.length }

    /// The segment at a measure; at a cut the one that begins there, at the end of the route the last. `nil` off the route. Log n.
    public func segment(at measure: Measure) -> BorderSegment? {
        // Compared as numbers: `>=` of a Comparable is "not less than", which NaN would pass.
        guard measure.metres >= route.start.metres, measure.metres <= route.end.metres else { return nil }
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].span.to <= measure { low = middle + 1 } else { high = middle }
        }
        return low < segments.count ? segments[low] : segments.last
    }

    public func segment(id: String) -> BorderSegment? { segments.first { $0.id == id } }

    /// The stretches of border with one neighbour.
    public func spans(along neighbour: BorderNeighbour) -> MeasureSpanSet {
        MeasureSpanSet(segments.filter { $0.neighbour == neighbour }.map(\.span))
    }
}

extension Border {
    /// The box around the line: where places that belong to it are expected.
    package var box: GeoBox? { GeoBox(route.positions) }
}
