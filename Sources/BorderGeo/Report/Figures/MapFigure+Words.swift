extension MapFigure {
    /// Names of countries, areas and towns. A name that would lie on another one is left out; large ones come first.
    func words(_ frame: MapFrame, closeUp: MapData.Area? = nil, everywhere: Bool = false, _ canvas: inout SVGCanvas) {
        var taken: [(x: Double, y: Double, width: Double, height: Double)] = []
        func isFree(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Bool {
            !taken.contains { abs($0.x - x) < ($0.width + width) / 2 && abs($0.y - y) < ($0.height + height) / 2 }
        }
        func put(
            _ text: String, _ position: GeoPosition, _ style: String, size: Double, dot: Bool, always: Bool,
            attributes: String = "",
            _ canvas: inout SVGCanvas
        ) {
            let point = frame.plane.project(position)
            guard everywhere || frame.shows(point) else { return }
            let p = frame.place(point)
            let pixelX = p.x / frame.pixel
            let pixelY = p.y / frame.pixel
            let width = Figure.textWidth(text, size: size)
            let right = dot ? width / 2 + 8 : 0
            guard always || isFree(pixelX + right, pixelY, width + 10, size + 4) else { return }
            taken.append((pixelX + right, pixelY, width + 10, size + 4))
            canvas.group("fix", attributes: transform(p.x, p.y, frame) + attributes) { canvas in
                if dot { canvas.circle(0, 0, radius: 2.4, "town") }
                canvas.words(text, dot ? 7 : 0, 4, style, anchor: dot ? .start : .middle)
            }
        }
        if closeUp == nil {
            for country in data.countries {
                put(name(country), country.position, "country", size: 15, dot: false, always: true, &canvas)
            }
            for area in data.areas {
                guard let middle = area.stretches.joined().dropFirst(area.stretches.joined().count / 2).first else { continue }
                let lowered = GeoPosition(
                    longitude: middle.longitude + labelShift(frame), latitude: middle.latitude - labelShift(frame))
                put(
                    area.name, lowered, "area-name", size: 13, dot: false, always: true,
                    attributes: " data-area=\"\(SVGCanvas.escape(area.id))\"", &canvas)
            }
        }
        for place in data.places.sorted(by: { $0.rank > $1.rank })
        where closeUp != nil || place.rank > 1 || frame.metresPerPixel < 150 {
            put(name(place), place.position, "town-name", size: 11, dot: true, always: false, &canvas)
        }
    }

    /// Degrees by which an area's name is set off the border, inland.
    private func labelShift(_ frame: MapFrame) -> Double { frame.metresPerPixel * 22 / 111_000 }

    private func name(_ place: MapData.Place) -> String { language == .korean ? place.korean : place.name }

    /// Meridians and parallels, a degree apart or nearer close up.
    func graticule(_ frame: MapFrame, _ canvas: inout SVGCanvas) {
        let corners = [
            (frame.box.minX, frame.box.minY), (frame.box.maxX, frame.box.minY), (frame.box.minX, frame.box.maxY),
            (frame.box.maxX, frame.box.maxY), ((frame.box.minX + frame.box.maxX) / 2, frame.box.minY),
            ((frame.box.minX + frame.box.maxX) / 2, frame.box.maxY),
        ].map { frame.plane.unproject(PlanarPoint(easting: $0.0, northing: $0.1)) }
        guard let degrees = BoundingBox(corners), degrees.maxX - degrees.minX < 90 else { return }
        let meridians = Ticks(in: degrees.minX...degrees.maxX, about: 6)
        let parallels = Ticks(in: degrees.minY...degrees.maxY, about: 4)
        func steps(_ from: Double, _ to: Double) -> [Double] { (0...24).map { from + (to - from) * Double($0) / 24 } }
        let vertical = meridians.values.map { x in
            steps(degrees.minY, degrees.maxY).map { GeoPosition(longitude: x, latitude: $0) }
        }
        let horizontal = parallels.values.map { y in
            steps(degrees.minX, degrees.maxX).map { GeoPosition(longitude: $0, latitude: y) }
        }
        canvas.path(frame.path(vertical + horizontal, clipped: false), "graticule")
        for x in meridians.values {
            let place = frame.place(GeoPosition(longitude: x, latitude: degrees.minY))
            guard place.x > 30 * frame.pixel, place.x < frame.width - 30 * frame.pixel else { continue }
            canvas.group("fix ex", attributes: transform(place.x, 14 * frame.pixel, frame)) {
                $0.words(degree(x, meridians.decimals) + "E", 0, 0, "graticule-label", anchor: .middle)
            }
        }
        for y in parallels.values {
            let place = frame.place(GeoPosition(longitude: degrees.minX, latitude: y))
            guard place.y > 24 * frame.pixel, place.y < frame.height - 30 * frame.pixel else { continue }
            canvas.group("fix ey", attributes: transform(6 * frame.pixel, place.y, frame)) {
                $0.words(degree(y, parallels.decimals) + "N", 0, -3, "graticule-label")
            }
        }
    }

    private func degree(_ value: Double, _ decimals: Int) -> String { NumberText.fixed(value, decimals) + "\u{B0}" }

    /// A bar of a round length, at most a quarter of the width.
    func scaleBar(_ frame: MapFrame, height: Double, _ canvas: inout SVGCanvas) {
        let bar = ScaleBar(metresPerPixel: frame.metresPerPixel, maximum: min(240, frame.width / frame.pixel / 4))
        canvas.group("scale-bar", attributes: transform(14 * frame.pixel, height - 14 * frame.pixel, frame)) { canvas in
            canvas.path("M0-6V0H\(SVGCanvas.number(bar.pixels))V-6", "scale-line")
            canvas.words(bar.label, bar.pixels / 2, -6, "scale-label", anchor: .middle)
        }
    }
}

/// A scale bar of 1, 2 or 5 times a power of ten metres.
struct ScaleBar: Hashable {
    let length: Metres
    let pixels: Double
    let label: String

    /// The longest round length that is not longer than `maximum` pixels.
    init(metresPerPixel: Double, maximum: Double) {
        var best = 1.0
        let most = max(1, min(1e8, metresPerPixel * maximum))
        var power = 1.0
        while power <= most {
            for factor in [1.0, 2, 5] where factor * power <= most { best = factor * power }
            power *= 10
        }
        length = Metres(best)
        pixels = metresPerPixel > 0 ? best / metresPerPixel : 0
        label = best >= 1000 ? NumberText.fixed(best / 1000, 0) + " km" : NumberText.fixed(best, 0) + " m"
    }
}
