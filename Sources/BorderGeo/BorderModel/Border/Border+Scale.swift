import LinearReferencing

extension Border {
    /// Fewest edges of the line that an area should rest on: with fewer, its length is that of a few straight pieces.
    static let fewestEdges = 10

    /// Stretches that are too short for the line: what is wrong with their lengths is not noise, the line leaves out their bends.
    ///
    /// One finding for each area with fewer than ten edges. log n for each span.
    public func scaleFindings(for areas: [StudyArea]) -> [Finding] {
        areas.compactMap { area in
            let length = area.spans.length
            let edges = area.spans.spans.reduce(0) { $0 + edgeCount(in: $1) }
            guard edges < Self.fewestEdges, length.value > 0 else { return nil }
            let spacing = Self.kilometres(length / Double(max(1, edges)))
            let scale = source.scale.map { ", digitised at \($0)" } ?? ""
            return Finding(
                rule: "line-too-coarse", severity: .warning, place: Finding.Place(id: area.id, pointer: "/areas"),
                sentence:
                    "The \(Self.kilometres(length)) of \"\(area.id)\" rest on \(edges) edges of \(source.name)\(scale), one every \(spacing): shares hold, lengths along the river are too short.",
                remedy: "Take a line of larger scale with `border:`, or read lengths as those of this line.")
        }
    }

    private static func kilometres(_ length: Metres) -> String { FixedDecimal.string(length.kilometres, decimals: 1) + " km" }

    /// Edges that a span touches.
    private func edgeCount(in span: MeasureSpan) -> Int {
        let measures = route.measures
        let first = measures.partitioningIndex { $0 > span.from }
        let last = measures.partitioningIndex { $0 >= span.to }
        return max(1, last - first + 1)
    }
}
