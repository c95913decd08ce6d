import BorderAnalysis
import BorderBase

extension ReportFigures {
    /// Every drawing as an SVG file that says itself what its reader must know.
    var drawings: [(name: FileStem, svg: String)] {
        let notes = ReportSentences(self).notices.map { "\($0.title.text(in: language)): \($0.sentence.text(in: language))" }
        let palette = Palette(model.study.words)
        return files.map { ($0.name, $0.file(notes: notes, palette: palette).text) }
    }

    /// Every drawing as a file of its own, in the order in which a reader meets them.
    var files: [Figure] {
        let data = mapData
        let map = MapFigure(data: data, language: language)
        let strip = stripFigure
        var files: [Figure] = []
        for epoch in epochs.indices {
            guard var figure = map.file(epoch: epoch) else { continue }
            figure.name = FileStem(epochs[epoch], after: "map-")
            files.append(figure)
        }
        if data.areas.count > 1 { files += data.areas.compactMap { map.file(epoch: shown, area: $0) } }
        files.append(strip.figure())
        if data.areas.count > 1 { files += model.areas.indices.map { strip.file(area: $0) } }
        if model.hasFences { files.append(coverageFigure) }
        if model.hasFacilities { files += [countFigure, densityFigure] }
        if model.hasFences { files += [changeFigure, matrixFigure].compactMap { $0 } }
        files += [kFigure].compactMap { $0 }
        files += model.context.indices.map { contextFigure($0) }
        // An epoch may be called like an area, and names of files know no letter case.
        var names = FileStems()
        return files.map {
            var figure = $0
            figure.name = names.unique(figure.name)
            return figure
        }
    }
}

extension StripFigure {
    /// One area at the full width, with the legend.
    func file(area index: Int, width: Double = 1120) -> Figure {
        let area = areas[index]
        var alone = self
        alone.areas = [area]
        var figure = alone.figure(width: width)
        figure.name = FileStem(area.id, after: "strip-")
        figure.title = "\(area.name). \(figure.title)"
        return figure
    }
}
