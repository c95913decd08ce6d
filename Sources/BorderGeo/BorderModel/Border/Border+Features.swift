import LinearReferencing

extension Border {
    /// A border from a line of one's own: LineString and MultiLineString features in any order and direction.
    ///
    /// Parts are put in order and turned as needed (see `BorderChain`); gaps add no length. The whole is never turned: measure 0 is the first
    /// vertex of the line as it was drawn. Every turned or moved part, every gap and every assumption is in `findings`.
    ///
    /// `inwardSide` is the inward one, looking along the line as drawn. Where it is not given, a line that lies along `reference` (within
    /// `nearReference`) shows it by its direction, and elsewhere it is taken as the right, with a finding.
    /// Segments come from the features' `segment` properties where all have one, otherwise from the cuts of `reference` that the line
    /// passes, otherwise there is one.
    ///
    /// Where the file holds both banks of a river, `bank` says which line is meant; without it that is an error.
    ///
    /// - Throws: `InputError` for other kinds of geometry, positions off the earth, no line at all, a fork, a closed line, or two banks.
    /// - Complexity: n log n in vertices, quadratic in separate pieces (256 at most).
    package init(
        features: [Feature], id: String = "border", source: BorderSource, reference: Border? = nil,
        edgeModel: EdgeModel = .geodesic, inwardSide: Side? = nil, bank: BankChoice? = nil
    ) throws(InputError) {
        var reader = BorderPartReader(source)
        try reader.read(features)
        var findings = reader.findings
        let parts = try Self.oneLine(
            of: reader.parts, bank, along: reference, inward: inwardSide, source: source, noting: &findings)
        let chain = try BorderChain(parts, along: reference)
        let line = JoinedLine(chain, parts)
        findings += chain.findings(of: line, parts, file: source.file)
        let inward = chain.inwardSide(given: inwardSide, reference: reference, file: source.file, noting: &findings)
        do throws(RouteError) {
            route = try Route(
                id: id, parts: line.pieces.map { Polyline($0) }, edgeModel: edgeModel, gapPolicy: .exclude, inwardSide: inward)
        } catch {
            throw InputError(
                "\(error)", at: .init(file: source.file), remedy: "Give a line with at least two different vertices.")
        }
        segments = try Self.segments(
            of: route, joined: line, from: parts, along: reference, source: source, noting: &findings)
        self.source = source
        self.findings = findings
    }

    /// How near a line must be to the reference for the reference to tell its direction and segments.
    static let nearReference = ReferenceOrder.near
}

extension BorderSource {
    var file: String? { if case .file(let path) = origin { path } else { nil } }
}
