import LinearReferencing

extension Border {
    /// A border from a line of one's own: LineString and MultiLineString features in any order and direction.
    ///
    /// Parts are put in order and turned as needed; gaps add no length and are reported in `findings`. The whole is turned to run from
    /// the Yalu to the Tumen where it lies along `reference` (within `nearReference`), otherwise it stays as drawn, with a finding.
    /// Segments come from the features' `segment` properties where all have one, otherwise from the cuts of `reference` that the line
    /// passes, otherwise there is one. Measures count from the line's first vertex.
    ///
    /// Where the file holds both banks of a river, `bank` says which line is meant; without it that is an error.
    ///
    /// - Throws: `InputError` for other kinds of geometry, positions off the earth, no line at all, a fork, a closed line, or two banks.
    /// - Complexity: n log n in vertices, quadratic in separate pieces (256 at most).
    package init(
        features: [Feature], id: String = "border", source: BorderSource, reference: Border? = nil,
        edgeModel: EdgeModel = .geodesic, inwardSide: Side = .right, bank: BankChoice? = nil
    ) throws(InputError) {
        var findings: [Finding] = []
        let parts = try Self.oneLine(
            of: try Self.parts(of: features, source: source, &findings), bank, reference, inwardSide, source, &findings)
        var chain = try BorderChain(parts)
        let ends = chain.ends(parts)
        switch try Self.runsWithReference(from: ends.first, to: ends.last, reference) {
        case true?: break
        case false?: chain.reverse()
        case nil:
            if reference != nil {
                findings.append(
                    Finding(
                        rule: "border-direction-assumed", severity: .warning, place: .init(file: source.file),
                        sentence: "The line lies too far from the built-in border to tell its direction; it is taken as drawn.",
                        remedy: "Draw it from the Yalu mouth to the Tumen mouth, or say on which side the DPRK lies."))
            }
        }
        let line = JoinedLine(chain, parts)
        Self.report(line, chain, parts, source, &findings)
        do throws(RouteError) {
            route = try Route(
                id: id, parts: line.pieces.map { Polyline($0) }, edgeModel: edgeModel, gapPolicy: .exclude, inwardSide: inwardSide
            )
        } catch {
            throw InputError(
                "\(error)", at: .init(file: source.file), remedy: "Give a line with at least two different vertices.")
        }
        segments = try Self.segments(of: route, line, parts, reference, source, &findings)
        self.source = source
        self.findings = findings
    }

    /// How near a line must be to the reference for the reference to tell its direction and segments.
    static let nearReference = Metres.kilometres(25)
}

extension BorderSource {
    var file: String? { if case .file(let path) = origin { path } else { nil } }
}

extension Border {
    private static func parts(
        of features: [Feature], source: BorderSource, _ findings: inout [Finding]
    ) throws(InputError) -> [BorderPart] {
        var parts: [BorderPart] = []
        var seen: Set<[GeoPosition]> = []
        var points: [Finding.Place] = []
        for (index, feature) in features.enumerated() {
            var place = Finding.Place(file: source.file, feature: index, id: feature.id)
            guard let geometry = feature.geometry else {
                findings.append(
                    Finding(
                        rule: "no-geometry", severity: .warning, place: place,
                        sentence: "The feature has no geometry and is left out."))
                continue
            }
            place.pointer = "/features/\(index)/geometry"
            let lines = geometry.polylines
            // A relation's dump carries its label and its capitals along.
            if geometry.isPoints {
                points.append(place)
                continue
            }
            guard !lines.isEmpty || geometry.isEmpty else {
                throw InputError(
                    "a border is made of LineString and MultiLineString, not of \(geometry.typeName)", at: place,
                    remedy: "Keep only the lines of the border in this file.")
            }
            for line in lines {
                if let wrong = line.positions.first(where: { !$0.isOnEarth }) {
                    let swapped = wrong.latitude.magnitude <= 180 && wrong.longitude.magnitude <= 90
                    throw InputError(
                        "the position [\(wrong.longitude), \(wrong.latitude)] is not on the earth", at: place,
                        remedy: swapped
                            ? "Longitude comes first, then latitude: the two look swapped." : "Give degrees on WGS 84.")
                }
                var positions: [GeoPosition] = []
                for p in line.positions where p != positions.last { positions.append(p) }
                guard positions.count > 1 else {
                    findings.append(
                        Finding(
                            rule: "empty-part", severity: .warning, place: place,
                            sentence: "A part of the line has fewer than two different vertices and is left out."))
                    continue
                }
                // The same part drawn twice, either way round, would be a fork.
                guard seen.insert(positions).inserted,
                    seen.insert(positions.reversed()).inserted || positions == positions.reversed()
                else {
                    findings.append(
                        Finding(
                            rule: "duplicate-part", severity: .warning, place: place,
                            sentence: "A part of the line is there twice; the second is left out."))
                    continue
                }
                parts.append(
                    BorderPart(
                        positions: positions, place: place, segment: feature.properties["segment"]?.text,
                        name: feature.properties["name"]?.text,
                        neighbour: feature.properties["neighbour"]?.text.flatMap(BorderNeighbour.init(rawValue:)),
                        bank: feature.properties["bank"]?.text.map { Synonyms.value(of: "bank", for: $0) ?? $0 }))
            }
        }
        if let first = points.first {
            guard !parts.isEmpty else {
                throw InputError(
                    "a border is made of LineString and MultiLineString, not of Point", at: first,
                    remedy: "Keep only the lines of the border in this file.")
            }
            findings.append(
                Finding(
                    rule: "border-points-left-out", severity: .note, place: .init(file: source.file),
                    sentence: "\(points.count) points stand among the lines and are left out."))
        }
        guard !parts.isEmpty else {
            throw InputError(
                "there is no line in it", at: .init(file: source.file),
                remedy: "A border is one or more LineString or MultiLineString features.")
        }
        return parts
    }

    /// The parts of one line, where the file may hold two banks.
    private static func oneLine(
        of parts: [BorderPart], _ choice: BankChoice?, _ reference: Border?, _ inwardSide: Side, _ source: BorderSource,
        _ findings: inout [Finding]
    ) throws(InputError) -> [BorderPart] {
        guard let banks = try RiverBanks(parts, reference: reference, inwardSide: inwardSide) else {
            if let choice {
                findings.append(
                    Finding(
                        rule: "border-one-bank", severity: .warning, place: .init(file: source.file),
                        sentence:
                            "The file does not hold two banks side by side; the line is taken as it is, not its \(choice.rawValue).",
                        remedy: "Give every part `bank`: dprk or china."))
            }
            return parts
        }
        guard let choice else {
            throw InputError(
                "the file holds two lines side by side, such as the two banks of a river", at: .init(file: source.file),
                remedy:
                    "Make one line of them: \(.bank)."
            )
        }
        let line = banks.parts(choice)
        findings.append(
            Finding(
                rule: "border-bank-chosen", severity: .note, place: .init(file: source.file),
                sentence: choice == .middle
                    ? "The line runs half way between the two banks of the file."
                    : "The line is the bank on \(choice == .dprk ? "the DPRK's" : "the other") side; the other bank of the file is left out."
            ))
        return line
    }

    /// Whether a line between two places runs as the reference does; `nil` where it is too far from it to tell.
    private static func runsWithReference(
        from first: GeoPosition, to last: GeoPosition, _ reference: Border?
    ) throws(InputError) -> Bool? {
        guard let reference else { return nil }
        let a = reference.route.locate(first)
        let b = reference.route.locate(last)
        guard a.offset.distance <= nearReference, b.offset.distance <= nearReference, a.measure != b.measure else { return nil }
        return a.measure < b.measure
    }

    private static func report(
        _ line: JoinedLine, _ chain: BorderChain, _ parts: [BorderPart], _ source: BorderSource, _ findings: inout [Finding]
    ) {
        for i in line.pieces.indices.dropFirst() {
            guard let from = line.pieces[i - 1].last, let to = line.pieces[i].first else { continue }
            let gap = Geodesic().distance(from, to)
            var place = parts[chain.pieces[i][0].part].place
            place.position = from
            findings.append(
                Finding(
                    rule: "border-gap", severity: .warning, place: place,
                    sentence: "The line has a gap of \(Int(gap.value.rounded())) m here, which adds nothing to measures.",
                    remedy: "Draw the missing piece if the border runs through it."))
        }
        let links = chain.pieces.joined()
        let turned = links.lazy.filter(\.reversed).count
        if turned > 0, turned < links.count {
            findings.append(
                Finding(
                    rule: "border-parts-turned", severity: .note, place: .init(file: source.file),
                    sentence: "\(turned) of \(links.count) parts were drawn the other way round and have been turned."))
        }
    }

    private static func segments(
        of route: Route, _ line: JoinedLine, _ parts: [BorderPart], _ reference: Border?, _ source: BorderSource,
        _ findings: inout [Finding]
    ) throws(InputError) -> [BorderSegment] {
        if parts.contains(where: { $0.segment != nil }) {
            if let segments = named(route, line, parts, reference) { return segments }
            findings.append(
                Finding(
                    rule: "border-segments-unclear", severity: .warning, place: .init(file: source.file),
                    sentence:
                        "Not every part says its `segment`, or one comes back after another; segments are cut by place instead.",
                    remedy: "Give every part a `segment`, each in one run."))
        }
        let whole = MeasureSpan(route.start, route.end)
        guard let reference else { return [BorderSegment(id: "border", name: "Border", neighbour: nil, span: whole)] }
        return cut(route, whole, by: reference)
    }

    /// Segments from the parts' own names, `nil` where a part has none or a name comes back after another.
    private static func named(_ route: Route, _ line: JoinedLine, _ parts: [BorderPart], _ reference: Border?) -> [BorderSegment]?
    {
        var runs: [(id: String, part: BorderPart, from: Double, to: Double)] = []
        for (part, from, to) in line.extents {
            guard let id = parts[part].segment else { return nil }
            if let last = runs.last, last.id == id {
                runs[runs.count - 1].to = to
            } else {
                if runs.contains(where: { $0.id == id }) { return nil }
                runs.append((id, parts[part], from, to))
            }
        }
        guard let total = runs.last?.to, total > 0 else { return nil }
        // The route may measure edges by another model than the geodesic one used here.
        let scale = route.length.value / total
        return runs.enumerated().map { i, run in
            let from = i == 0 ? route.start : route.start + Metres(run.from * scale)
            let to = i == runs.count - 1 ? route.end : route.start + Metres(run.to * scale)
            let same = reference?.segment(id: run.id)
            return BorderSegment(
                id: run.id, name: run.part.name ?? same?.name ?? run.id, neighbour: run.part.neighbour ?? same?.neighbour,
                span: MeasureSpan(from, to))
        }
    }

    /// Segments cut where the line passes nearest the cuts of the reference.
    private static func cut(_ route: Route, _ whole: MeasureSpan, by reference: Border) -> [BorderSegment] {
        var cuts: [Measure] = []
        for segment in reference.segments.dropFirst() {
            guard let place = try? reference.route.position(at: segment.span.from) else { continue }
            let there = route.locate(place)
            guard there.offset.distance <= nearReference, there.side != .end, there.measure > (cuts.last ?? whole.from),
                there.measure < whole.to
            else { continue }
            cuts.append(there.measure)
        }
        let bounds = [whole.from] + cuts + [whole.to]
        return zip(bounds, bounds.dropFirst()).map { from, to in
            let span = MeasureSpan(from, to)
            let middle = try? route.position(at: from + span.length / 2)
            let near = middle.map { reference.route.locate($0) }
            guard let near, near.offset.distance <= nearReference, let segment = reference.segment(at: near.measure) else {
                return BorderSegment(id: "border", name: "Border", neighbour: nil, span: span)
            }
            return BorderSegment(id: segment.id, name: segment.name, neighbour: segment.neighbour, span: span)
        }
    }
}

/// The chained line: positions of each piece, and from where to where each part reaches.
private struct JoinedLine {
    var pieces: [[GeoPosition]] = []
    /// In order of the line: part, and geodesic metres from the line's first vertex to its two ends.
    var extents: [(part: Int, from: Double, to: Double)] = []

    init(_ chain: BorderChain, _ parts: [BorderPart]) {
        let geodesic = Geodesic()
        var total = 0.0
        for links in chain.pieces {
            var piece: [GeoPosition] = []
            for link in links {
                let start = total
                let positions = parts[link.part].positions
                for p in link.reversed ? positions.reversed() : positions {
                    if let last = piece.last {
                        if last == p { continue }
                        total += geodesic.shortOrExact(last, p).length
                    }
                    piece.append(p)
                }
                extents.append((link.part, start, total))
            }
            pieces.append(piece)
        }
    }
}

extension GeoGeometry {
    /// Points and nothing else.
    fileprivate var isPoints: Bool {
        switch self {
        case .point, .multiPoint: true
        default: false
        }
    }
}
