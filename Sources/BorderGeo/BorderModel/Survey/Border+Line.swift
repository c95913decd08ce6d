import LinearReferencing

extension Border {
    /// A border of one line, of one segment, measured from its first vertex; it runs as it is given.
    ///
    /// `name` is what outputs call the border, `inwardSide` the side that is `inward` of it. Throws `RouteError` for a line without two different
    /// vertices, or with a position that is not on Earth.
    public init(line: Polyline<GeoPosition>, name: String, inwardSide: Side) throws(RouteError) {
        let route = try Route(id: "border", parts: [line], inwardSide: inwardSide)
        self.init(
            route: route, segments: [BorderSegment(id: "border", name: name, neighbour: nil, span: route.span)],
            source: BorderSource(origin: .file(name), title: name), findings: [])
    }
}
