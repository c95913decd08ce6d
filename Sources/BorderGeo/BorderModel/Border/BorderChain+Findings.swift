import LinearReferencing

// What joining the parts of a line changed and left open, and which side of it is inward.
extension BorderChain {
    /// Gaps, parts that were turned, and parts that were moved.
    func findings(of line: JoinedLine, _ parts: [BorderPart], file: String?) -> [Finding] {
        gaps(of: line, parts) + [turns(parts, file), moves(parts, file)].compactMap { $0 }
    }

    private func gaps(of line: JoinedLine, _ parts: [BorderPart]) -> [Finding] {
        line.pieces.indices.dropFirst().compactMap { i in
            guard let from = line.pieces[i - 1].last, let to = line.pieces[i].first else { return nil }
            let gap = Geodesic().distance(from, to)
            var place = parts[pieces[i][0].part].place
            place.position = from
            return Finding(
                rule: "border-gap", severity: .warning, place: place,
                sentence: "The line has a gap of \(Int(gap.value.rounded())) m here, which adds nothing to measures.",
                remedy: "Draw the missing piece if the border runs through it.")
        }
    }

    private func turns(_ parts: [BorderPart], _ file: String?) -> Finding? {
        let turned = turnedParts
        guard let first = turned.first else { return nil }
        let count = turned.count == 1 ? "1 of \(parts.count) parts runs" : "\(turned.count) of \(parts.count) parts run"
        return Finding(
            rule: "border-parts-turned", severity: .warning, place: Finding.Place(file: file, position: parts[first].end(0)),
            sentence:
                "\(count) against the line and \(turned.count == 1 ? "has" : "have") been turned: \(Self.listed(turned)). \(grounds)",
            remedy: "Draw every part in the direction of the line.")
    }

    private func moves(_ parts: [BorderPart], _ file: String?) -> Finding? {
        let moved = movedParts
        guard moved > 0 else { return nil }
        return Finding(
            rule: "border-parts-reordered", severity: .warning, place: Finding.Place(file: file),
            sentence:
                "The parts do not follow each other in the file as they do along the line; \(moved) of \(parts.count) \(moved == 1 ? "has" : "have") been moved. The order is now \(Self.listed(pieces.joined().map(\.part))). \(grounds)",
            remedy: "Write the parts in the order of the line.")
    }

    /// What the order rests on, as a sentence.
    private var grounds: String {
        switch basis {
        case .sharedEnds: "They are joined where their ends meet."
        case .reference: "Pieces that do not meet follow the built-in border."
        case .fileOrder: "Pieces that do not meet follow the file."
        case .nearestEnds: "Pieces that do not meet are joined nearest ends first, which is a guess."
        }
    }

    /// Numbers of parts, counted from 1 as they stand in the file.
    private static func listed(_ parts: [Int]) -> String {
        let most = 12
        let shown = parts.prefix(most).map { "\($0 + 1)" }.joined(separator: ", ")
        return (parts.count == 1 ? "part " : "parts ") + shown + (parts.count > most ? ", ..." : "")
    }

    /// The inward side of the line: the one given, else the one that its direction along the reference shows, else the right.
    func inwardSide(
        given: Side?, reference: Border?, file: String?, noting findings: inout [Finding]
    ) -> Side {
        guard reference != nil else { return given ?? .right }
        switch (given, runsWithReference) {
        case (nil, true?): return .right
        case (nil, false?):
            findings.append(
                Finding(
                    rule: "border-direction", severity: .warning, place: Finding.Place(file: file),
                    sentence:
                        "The line runs against the built-in border: measures count from its own first vertex, and its left is taken as inward.",
                    remedy: "Write `inward: left` in the study file to confirm it, or draw the line the other way."))
            return .left
        case (nil, nil):
            findings.append(
                Finding(
                    rule: "inward-assumed", severity: .warning, place: Finding.Place(file: file),
                    sentence:
                        "`inward` is not given; the right of the line, looking along it from its first vertex, is taken as the inward side.",
                    remedy: "Write `inward: right` or `inward: left` in the study file."))
            return .right
        case (let given?, let runs?) where runs == (given == .left):
            let side = given == .left ? "left" : "right"
            findings.append(
                Finding(
                    rule: "inward-doubtful", severity: .warning, place: Finding.Place(file: file, pointer: "/inward"),
                    sentence:
                        "`inward: \(side)` is given, but along the built-in border the \(runs ? "right" : "left") of the line as drawn is inward.",
                    remedy: "Look along the line from its first vertex, and write the side that is inward."))
            return given
        case (let given?, _): return given
        }
    }
}
