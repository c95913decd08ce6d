import BorderBase

/// How well an operation brings coordinates to WGS 84: what a reader has to know of the positions that it gave.
package struct ConversionQuality: Hashable, Sendable {
    /// What the coordinates were in.
    package var source: String
    /// The operation's name in the register.
    package var operation: String
    /// `nil` where nobody knows it.
    package var accuracy: Metres?
    /// No datum shift is known and the coordinates were taken over as they are.
    package var isBallpark: Bool

    package init(source: String, operation: String, accuracy: Metres?, isBallpark: Bool) {
        self.source = source
        self.operation = operation
        self.accuracy = accuracy
        self.isBallpark = isBallpark
    }

    /// Positions from imagery are good to some metres: an operation up to this adds nothing to speak of.
    package static let unremarkable = Metres(5)

    /// Whether it has to be said.
    package var isDoubtful: Bool { isBallpark || (accuracy ?? Self.unremarkable) > Self.unremarkable || accuracy == nil }

    /// Whether it may be worse than `limit`: what is not known may.
    package func mayExceed(_ limit: Metres) -> Bool { isBallpark || (accuracy.map { $0 > limit } ?? true) }

    private var said: String {
        if isBallpark { return "no datum shift from there to WGS 84 is known, so that they may be off by hundreds of metres" }
        guard let accuracy else { return "with parameters of unknown accuracy" }
        return "by \"\(operation)\", which is accurate to \(NumberText.exact(accuracy))"
    }

    private var sentence: String {
        isBallpark ? "the coordinates are in \(source), and \(said)" : "the coordinates were converted from \(source) \(said)"
    }

    package func finding(file: String?) -> Finding {
        Finding(
            rule: isBallpark ? "ballpark-conversion" : "conversion-accuracy",
            severity: isBallpark || accuracy != nil ? .warning : .note, place: Finding.Place(file: file),
            sentence: sentence.asSentence, remedy: remedy)
    }

    /// What is thrown where a better accuracy than this one was requested.
    package func refusal(limit: Metres, file: String?) -> InputError {
        InputError(
            "\(sentence); an accuracy of \(NumberText.exact(limit)) is required", rule: "conversion-accuracy",
            at: Finding.Place(file: file), remedy: remedy)
    }

    private var remedy: Remedy {
        isBallpark
            ? "Give a definition with its datum shift: \(.crs("'+proj=... +towgs84=...'")); or bring the file to WGS 84 with a tool that knows the shift."
            : "Compare some places with imagery; \(.accuracy("5m")) refuses what is worse."
    }
}

extension ConversionQuality {
    package init(_ shift: MapShift) {
        self.init(
            source: "\(shift)", operation: "the public formula of \(shift), inverted", accuracy: shift.accuracy,
            isBallpark: false)
    }
}

extension Transformation {
    /// How well positions were brought from the source to WGS 84, one entry for each operation that PROJ took. `places` as the source has them:
    /// those at the edges are asked about, since operations hold in boxes.
    package func qualities<P: Position>(at places: ExtremePositions<P>) -> [ConversionQuality] {
        var qualities: [ConversionQuality] = []
        // With one operation only there is nothing to choose.
        let operations = hasAlternatives ? places.all.compactMap { try? operation(at: $0) } : [operation]
        for operation in operations {
            // CGCS2000 is ITRF97 at epoch 2000.0: within a metre of WGS 84, though older registers have no operation between them.
            let isCGCS2000 = operation.isBallpark && source?.wkt.contains("\"China 2000\"") == true
            let quality = ConversionQuality(
                source: source?.called ?? "another system", operation: operation.datumShift,
                accuracy: isCGCS2000 ? Metres(1) : operation.accuracy, isBallpark: operation.isBallpark && !isCGCS2000)
            if !qualities.contains(quality) { qualities.append(quality) }
        }
        return qualities
    }
}

extension CRS {
    /// As messages call it: a PROJ string has no name of its own.
    fileprivate var called: String { name == "unknown" ? "\"\(definition.prefix(100))\"" : description }
}

extension CoordinateOperation {
    /// The operation's name without the steps that only put axes in order.
    fileprivate var datumShift: String {
        // PROJ joins the names of steps with " + ".
        let steps = name.split(separator: " + ").filter { !$0.hasPrefix("axis order change") }
        return steps.isEmpty ? name : steps.joined(separator: " + ")
    }
}

/// The outermost of many positions on each side, in constant room.
package struct ExtremePositions<P: Position>: Sendable {
    private var west: P?
    private var east: P?
    private var south: P?
    private var north: P?

    package init() {}

    @inlinable package mutating func add(_ places: some Sequence<P>) { for place in places { add(place) } }

    package mutating func add(_ p: P) {
        guard p.x.isFinite, p.y.isFinite else { return }
        if p.x < west?.x ?? .infinity { west = p }
        if p.x > east?.x ?? -.infinity { east = p }
        if p.y < south?.y ?? .infinity { south = p }
        if p.y > north?.y ?? -.infinity { north = p }
    }

    /// Up to four; none where there was no position.
    package var all: [P] { [west, east, south, north].compactMap { $0 } }
    package var isEmpty: Bool { west == nil }
}
