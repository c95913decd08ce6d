import LinearReferencing

/// Where a map's positions fall in its drawing.
struct MapFrame {
    let plane: TransverseMercator
    let box: BoundingBox<PlanarPoint>
    /// Metres per drawing unit. 1 in a page, whose script zooms in metres; metres per pixel in a file.
    let metresPerUnit: Double
    /// Drawing units per pixel at the first view.
    let pixel: Double

    /// The box grows on its shorter side to the shape of the drawing.
    init(plane: TransverseMercator, around box: BoundingBox<PlanarPoint>, width: Double, height: Double, live: Bool) {
        self.plane = plane
        var box = box
        let wanted = max(box.maxX - box.minX, 1)
        let tall = max(box.maxY - box.minY, 1)
        let metresPerPixel = max(wanted / width, tall / height)
        let dx = (metresPerPixel * width - wanted) / 2
        let dy = (metresPerPixel * height - tall) / 2
        box.minX -= dx
        box.maxX += dx
        box.minY -= dy
        box.maxY += dy
        self.box = box
        metresPerUnit = live ? 1 : metresPerPixel
        pixel = live ? metresPerPixel : 1
    }

    var metresPerPixel: Double { metresPerUnit * pixel }
    var width: Double { (box.maxX - box.minX) / metresPerUnit }
    var height: Double { (box.maxY - box.minY) / metresPerUnit }

    func place(_ point: PlanarPoint) -> (x: Double, y: Double) {
        ((point.easting - box.minX) / metresPerUnit, (box.maxY - point.northing) / metresPerUnit)
    }

    func place(_ position: GeoPosition) -> (x: Double, y: Double) { place(plane.project(position)) }

    func shows(_ point: PlanarPoint) -> Bool {
        point.easting >= box.minX && point.easting <= box.maxX && point.northing >= box.minY && point.northing <= box.maxY
    }

    /// Path data of lines: whole units relative to each other in a page (metres), tenths in a file. Lines outside the box are left out.
    func path(_ lines: some Sequence<[GeoPosition]>, clipped: Bool, tolerance: Metres? = nil) -> String {
        var data = ""
        let grain = metresPerUnit == 1 ? 1.0 : 10.0
        for line in lines {
            let points = line.filter(\.isOnEarth).map { plane.project($0) }
            guard let extent = BoundingBox(points), !clipped || overlaps(extent) else { continue }
            let kept = LineSimplifier.simplify(points, tolerance: tolerance?.value ?? metresPerPixel * 0.3)
            guard kept.count > 1 else { continue }
            var last = (x: 0, y: 0)
            for (i, point) in kept.enumerated() {
                let p = place(point)
                let now = (x: Self.whole(p.x * grain), y: Self.whole(p.y * grain))
                if i == 0 {
                    data += "M\(Self.text(now.x, grain)) \(Self.text(now.y, grain))"
                } else if now != last {
                    let dy = now.y - last.y
                    data += "l\(Self.text(now.x - last.x, grain))\(dy < 0 ? "" : " ")\(Self.text(dy, grain))"
                }
                last = now
            }
        }
        return data
    }

    private func overlaps(_ other: BoundingBox<PlanarPoint>) -> Bool {
        other.minX <= box.maxX && other.maxX >= box.minX && other.minY <= box.maxY && other.maxY >= box.minY
    }

    private static func whole(_ value: Double) -> Int { value.isFinite ? Int(max(-1e12, min(1e12, value)).rounded()) : 0 }

    private static func text(_ value: Int, _ grain: Double) -> String {
        grain == 1 ? String(value) : SVGCanvas.number(Double(value) / grain)
    }
}
