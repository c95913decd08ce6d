import BorderModel
import LinearReferencing

/// Spans along the border at every epoch, as columns of a page: what imagery shows, which fence stands where, and which image shows what.
enum SpanColumns {
    /// `seen`: for each epoch the number of ends and the ends. `fences`: for each epoch the number of groups, and for each group layer, status,
    /// number of ends and the ends. Ends are whole metres, each less the one before it within its list.
    static func append(_ figures: ReportFigures, to columns: inout PageColumns) {
        var seen: [Int] = []
        var fences: [Int] = []
        for (epoch, inventory) in figures.model.inventories.enumerated() {
            seen += list(inventory.observed)
            let all = figures.fenceSpans(at: epoch)
            var groups: [[Int]] = []
            for (i, layer) in figures.model.study.words.vocabulary.layers.enumerated() {
                for (j, status) in DrawnStatus.allCases.enumerated() {
                    let set = MeasureSpanSet(all.filter { $0.layer == layer && $0.status == status }.map(\.span))
                    if !set.isEmpty { groups.append([i, j] + list(set)) }
                }
            }
            fences.append(groups.count)
            fences += groups.joined()
        }
        columns.append("seen", seen)
        columns.append("fences", fences)
        append(images: figures, to: &columns)
    }

    /// Images with a date, and the border that each shows. Footprints are laid over the border, which takes time: of thousands a page goes without.
    private static func append(images figures: ReportFigures, to columns: inout PageColumns) {
        let model = figures.model
        var dates: [Int] = []
        var names: [String] = []
        var spans: [Int] = []
        let shown = model.observations.filter { $0.state == .observed && $0.date != nil }
        for image in shown where shown.count <= 2000 {
            guard let date = image.date else { continue }
            dates.append(FacilityColumns.number(date))
            names.append(image.image ?? "")
            let shows =
                switch image.extent {
                case .spans(let set): list(set)
                case .footprint(let polygons): list(model.border.route.spans(inside: polygons))
                }
            spans += shows
        }
        columns.append("imageDates", dates)
        columns.append("imageNames", names)
        columns.append("imageSpans", spans)
    }

    private static func list(_ set: MeasureSpanSet) -> [Int] {
        let ends = set.spans.flatMap { [ReportData.whole($0.from.metres), ReportData.whole($0.to.metres)] }
        return [ends.count] + zip(ends, [0] + ends).map { $0 - $1 }
    }
}
