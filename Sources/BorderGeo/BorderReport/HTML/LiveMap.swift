import GeoFormats
import LinearReferencing

/// The map of a page: drawn in metres, so that its script zooms by the view box alone; all epochs at once, shown one at a time by style.
struct LiveMap {
    let figure: MapFigure
    let frame: MapFrame
    /// Those that are drawn without a script.
    let epochs: [Int]
    let shown: Int

    init(data: MapData, epochs: [Int], shown: Int, language: ReportLanguage) {
        figure = MapFigure(data: data, language: language)
        self.epochs = epochs
        self.shown = shown
        let plane = data.plane
        let nowhere = BoundingBox(around: plane.project(GeoPosition(longitude: 0, latitude: 0)))
        frame = MapFrame(
            plane: plane, around: data.extent(of: data.areas, in: plane) ?? nowhere, width: 1120, height: 520, live: true)
    }

    var svg: Markup {
        var canvas = SVGCanvas(language: figure.language)
        let context = figure.context(frame, live: true)
        let towns = context.map { figure.towns(of: $0, in: frame) } ?? []
        canvas.group("map") { canvas in
            if let context { figure.surroundings(context, in: frame, &canvas) }
            figure.lines(frame, epochs: epochs, live: true, &canvas)
            for epoch in epochs {
                canvas.group("static-posts ep p\(epoch)") {
                    figure.facilities(figure.clusters(frame, epoch: epoch), in: frame, &$0)
                }
            }
            figure.words(frame, around: figure.clusters(frame, epoch: shown), towns: towns, everywhere: true, &canvas)
        }
        figure.scaleBar(frame, height: frame.height, &canvas)
        canvas.raw("<circle class=\"marker\" r=\"0\"/>")
        let box = "0 0 \(SVGCanvas.number(frame.width)) \(SVGCanvas.number(frame.height))"
        let names = figure.data.areas.map(\.name).joined(separator: ", ")
        return """
            <svg class="figure live-map" id="map" viewBox="\(box)" preserveAspectRatio="xMidYMid meet" role="img" tabindex="0" \
            aria-labelledby="map-t map-d"><title id="map-t">\(ReportLabel.map.text(in: figure.language))</title>\
            <desc id="map-d">\(ReportLabel.mapDescription.text(in: figure.language)) \(names)</desc>\(canvas.text)</svg>
            """
    }

    var locator: Markup { LocatorFigure(data: figure.data, in: frame).svg }

    var legend: Markup { Legend(figure.data).list(in: figure.language) }
}
