import LinearReferencing

/// Takes the parts of a line out of features: what is no line is left out or refused, and every case is reported.
struct BorderPartReader {
    let source: BorderSource
    private(set) var parts: [BorderPart] = []
    private(set) var findings: [Finding] = []
    private var seen: Set<[GeoPosition]> = []
    private var points: [Finding.Place] = []

    init(_ source: BorderSource) { self.source = source }

    /// Throws `InputError` for polygons, for positions off the earth, and where there is no line at all. Linear in the positions.
    mutating func read(_ features: [Feature]) throws(InputError) {
        for (index, feature) in features.enumerated() { try read(feature, at: index) }
        if let first = points.first {
            guard !parts.isEmpty else {
                throw InputError(
                    "a border is made of LineString and MultiLineString, not of Point", at: first,
                    remedy: "Keep only the lines of the border in this file.")
            }
            findings.append(
                Finding(
                    rule: "border-points-left-out", severity: .note, place: .init(file: source.file),
                    sentence:
                        "\(NumberText.counted(points.count, one: "point among the lines is", many: "points among the lines are")) left out."
                ))
        }
        guard !parts.isEmpty else {
            throw InputError(
                "it contains no line", at: .init(file: source.file),
                remedy: "A border is one or more LineString or MultiLineString features.")
        }
    }

    private mutating func read(_ feature: Feature, at index: Int) throws(InputError) {
        var place = Finding.Place(file: source.file, feature: index, id: feature.id)
        guard let geometry = feature.geometry else {
            findings.append(
                Finding(
                    rule: "no-geometry", severity: .warning, place: place,
                    sentence: "The feature has no geometry and is left out."))
            return
        }
        place.pointer = "/features/\(index)/geometry"
        let lines = geometry.polylines
        // A relation's dump carries its label and its capitals along.
        if geometry.isPoints {
            points.append(place)
            return
        }
        guard !lines.isEmpty || geometry.isEmpty else {
            throw InputError(
                "a border is made of LineString and MultiLineString, not of \(geometry.typeName)", at: place,
                remedy: "Keep only the lines of the border in this file.")
        }
        for line in lines {
            if let wrong = line.positions.first(where: { !$0.isOnEarth }) {
                throw Self.offEarth(wrong, among: line.positions, at: place)
            }
            add(line, of: feature, at: place)
        }
    }

    private mutating func add(_ line: Polyline<GeoPosition>, of feature: Feature, at place: Finding.Place) {
        var positions: [GeoPosition] = []
        for p in line.positions where p != positions.last { positions.append(p) }
        guard positions.count > 1 else {
            findings.append(
                Finding(
                    rule: "empty-part", severity: .warning, place: place,
                    sentence: "A part of the line has fewer than two different vertices and is left out."))
            return
        }
        // The same part drawn twice, either way round, would be a fork.
        guard seen.insert(positions).inserted,
            seen.insert(positions.reversed()).inserted || positions == positions.reversed()
        else {
            findings.append(
                Finding(
                    rule: "duplicate-part", severity: .warning, place: place,
                    sentence: "A part of the line appears twice; the second is left out."))
            return
        }
        parts.append(
            BorderPart(
                positions: positions, place: place, segment: feature.properties["segment"]?.text,
                name: feature.properties["name"]?.text,
                neighbour: feature.properties["neighbour"]?.text.map { BorderNeighbour(rawValue: $0) },
                bank: feature.properties["bank"]?.text.map { Synonyms.value(of: "bank", for: $0) ?? $0.foldedLabel }))
    }

    /// What is wrong with a line of which one position is no place on the earth: metres, swapped axes, longitudes beyond 180 degrees.
    private static func offEarth(_ wrong: GeoPosition, among all: [GeoPosition], at place: Finding.Place) -> InputError {
        var place = place
        func text(_ value: Double) -> String { FixedDecimal.string(shortest: value) }
        let shown = "[\(text(wrong.longitude)), \(text(wrong.latitude))]"
        let finite = all.filter { $0.longitude.isFinite && $0.latitude.isFinite }
        guard finite.count == all.count else {
            return InputError(
                "the position \(shown) is not on the earth: it is not a pair of numbers", at: place,
                remedy: "Give degrees on WGS 84, longitude first.")
        }
        if finite.contains(where: { max($0.longitude.magnitude, $0.latitude.magnitude) > 1000 }) {
            return InputError(
                "the position \(shown) is not on the earth: these are metres of a map projection, not degrees", at: place,
                remedy:
                    "Name the projection with \(.crs()), such as \(.crs("EPSG:32652")) for UTM zone 52N, or write degrees on WGS 84."
            )
        }
        if finite.allSatisfy({ $0.latitude.magnitude <= 90 && $0.longitude.magnitude <= 540 }) {
            let within = wrong.longitude - 360 * (wrong.longitude / 360).rounded()
            return InputError(
                "the position \(shown) is not on the earth: its longitude is beyond 180 degrees", at: place,
                remedy:
                    "Write longitudes from -180 to 180, here \(text(within.rounded(toDecimals: 9))); a line may cross the antimeridian from one vertex to the next."
            )
        }
        if finite.allSatisfy({ $0.latitude.magnitude <= 180 && $0.longitude.magnitude <= 90 }) {
            place.position = GeoPosition(longitude: wrong.latitude, latitude: wrong.longitude)
            return InputError(
                "the position \(shown) is not on the earth: its axes are swapped, latitude is written before longitude",
                at: place, remedy: "Write longitude before latitude; \(.fixer) swaps them.")
        }
        return InputError(
            "the position \(shown) is not on the earth", at: place,
            remedy: "Write degrees on WGS 84: longitude from -180 to 180, then latitude from -90 to 90.")
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
