/// The keys of the map, in rows.
enum MapLegend {
    /// Returns where the legend ends.
    static func draw(data: MapData, y top: Double, width: Double, _ canvas: inout SVGCanvas) -> Double {
        var x = 12.0
        var y = top
        func place(_ needed: Double) {
            if x + needed > width, x > 12 {
                x = 12
                y += 20
            }
        }
        func key(_ label: ReportLabel, _ canvas: inout SVGCanvas, _ draw: (inout SVGCanvas, Double, Double) -> Void) {
            let needed = 48 + Figure.textWidth(label.text(in: canvas.language), size: 11)
            place(needed)
            draw(&canvas, x, y)
            canvas.words(label, x + 30, y + 11, "axis")
            x += needed
        }
        key(.border, &canvas) { $0.line($1, $2 + 7, $1 + 24, $2 + 7, "border-line") }
        key(.studyArea, &canvas) { $0.line($1, $2 + 7, $1 + 24, $2 + 7, "area-line") }
        let statuses = DrawnStatus.allCases.filter { wanted in data.fences.contains { $0.status.contains(wanted) } }
        for status in statuses {
            key(ReportLabel(status), &canvas) { $0.line($1, $2 + 7, $1 + 24, $2 + 7, "fence st-\(status.rawValue)") }
        }
        for layer in FenceLayer.allCases where data.fences.contains(where: { $0.layer == layer }) {
            key(ReportLabel(layer), &canvas) { $0.line($1, $2 + 7, $1 + 24, $2 + 7, "fence l-\(layer.rawValue) plain") }
        }
        for kind in FacilityKind.allCases where data.posts.contains(where: { $0.kind == kind }) {
            key(ReportLabel(kind), &canvas) { canvas, x, y in
                canvas.group("", attributes: "transform=\"translate(\(SVGCanvas.number(x + 20)) \(SVGCanvas.number(y + 7)))\"") {
                    $0.path(kind.symbol, "sy \(kind.style)")
                }
            }
        }
        if !data.posts.isEmpty { key(.clusterKey, &canvas) { $0.circle($1 + 18, $2 + 7, radius: 7, "cluster") } }
        return y + 26
    }
}
