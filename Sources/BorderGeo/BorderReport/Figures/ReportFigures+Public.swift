import BorderAnalysis
import BorderModel
import LinearReferencing

// What the drawings show of a public edition.
extension ReportFigures {
    /// One symbol for each cell and epoch, on the border in the middle of its stretch.
    func posts(of edition: PublicEdition) -> (posts: [MapData.Post], sets: EpochSets) {
        var sets = EpochSets()
        let posts = edition.cells.compactMap { cell -> MapData.Post? in
            guard let position = try? model.border.route.position(at: cell.span.from + cell.span.length / 2) else { return nil }
            return MapData.Post(position: position, kind: cell.kind, set: sets.number(of: [cell.epoch]), count: cell.count)
        }
        return (posts, sets)
    }

    /// Facilities per kilometre by blocks of 5 km, whole ones also where an area ends within one; nothing where the study has no border in a block.
    func densityFigure(of edition: PublicEdition) -> Figure {
        let step = 5000.0
        let origin = model.border.route.start.metres
        let studied = edition.blocks.map { edition.outline.intersection(MeasureSpanSet($0.span)).length.kilometres }
        let rows = model.areas.map { area in
            let whole = Self.whole(area)
            let start = ((whole.from.metres - origin) / step).rounded(.down) * step + origin
            let bins = Int(max(1, min(5000, ((whole.to.metres - start) / step).rounded(.up))))
            return DensityFigure.Row(
                name: area.name, whole: whole, from: Measure(start), step: Metres(step),
                curves: drawn.map { epoch in
                    let blocks = edition.blocks.indices.filter { edition.blocks[$0].epoch == epoch }
                    // The last block of a border reaches on to its end.
                    let first = Int(max(0, min(1e6, ((start - origin) / step).rounded())))
                    return DensityFigure.Curve(
                        epoch: epoch,
                        perKilometre: (0..<bins).map { bin in
                            guard !blocks.isEmpty else { return nil }
                            let block = blocks[min(first + bin, blocks.count - 1)]
                            return studied[block] > 0 ? Double(edition.blocks[block].count) / max(1, studied[block]) : nil
                        })
                })
        }
        return DensityFigure(epochs: epochs, rows: rows, language: language).figure(width: isNarrow ? 340 : 1120)
    }
}
