import BorderModel
import GeoFormats
import LinearReferencing

extension MapFigure {
    /// Names of countries, areas and towns. An area's name goes where nothing lies; a town's name that would lie on something is left out.
    func words(
        _ frame: MapFrame, closeUp: MapData.Area? = nil, around clusters: [FacilityClusters.Cluster] = [],
        towns: [ContextTown] = [], everywhere: Bool = false,
        _ canvas: inout SVGCanvas
    ) {
        var labels = MapLabels()
        for cluster in clusters {
            let size = cluster.count > 1 ? 2 * FacilityClusters.radius(cluster.count) : 6
            labels.block(x: cluster.x / frame.pixel, y: cluster.y / frame.pixel, width: size, height: size)
        }
        if closeUp == nil {
            for country in data.countries where everywhere || frame.shows(frame.plane.project(country.position)) {
                let p = frame.place(country.position)
                put(
                    name(country), at: p, label: MapLabels.Spot(x: 0, y: 0, anchor: .middle), style: "country", in: frame,
                    &canvas)
                labels.block(
                    x: p.x / frame.pixel, y: p.y / frame.pixel, width: Figure.textWidth(name(country), size: 17), height: 18)
            }
            for area in data.areas {
                let line = area.stretches.joined()
                guard let middle = line.dropFirst(line.count / 2).first else { continue }
                let p = frame.place(middle)
                let place = labels.area(
                    area.name, at: (p.x / frame.pixel, p.y / frame.pixel), inward: area.inward)
                put(
                    area.name, at: p, label: place, style: "area-name", in: frame,
                    attributes:
                        " data-area=\"\(area.id)\" data-in=\"\(SVGCanvas.number(area.inward.x)) \(SVGCanvas.number(area.inward.y))\"",
                    &canvas)
            }
        }
        for place in data.places.sorted(by: { $0.rank > $1.rank })
        where closeUp != nil || place.rank > 1 || frame.metresPerPixel < 150 {
            guard everywhere || frame.shows(frame.plane.project(place.position)) else { continue }
            let p = frame.place(place.position)
            guard labels.claim(name(place), at: (p.x / frame.pixel, p.y / frame.pixel), size: 11) else { continue }
            canvas.group("fix", attributes: transform(x: p.x, y: p.y, in: frame)) { canvas in
                canvas.circle(at: (0, 0), radius: 2.4, "town")
                canvas.words(name(place), at: (7, 4), "town-name")
            }
        }
        for town in towns where everywhere || frame.shows(frame.plane.project(town.town.position)) {
            let p = frame.place(town.town.position)
            // Others are named as a reader comes closer.
            let isShown =
                (town.far.map { frame.metresPerPixel <= $0 } ?? true)
                && labels.claim(town.town.name, at: (p.x / frame.pixel, p.y / frame.pixel), size: 10)
            guard isShown || everywhere else { continue }
            let far: Markup = town.far.map { " data-far=\"\(SVGCanvas.number($0))\"" } ?? ""
            canvas.group(
                isShown ? "fix" : "fix later", attributes: transform(x: p.x, y: p.y, in: frame) + far + " translate=\"no\""
            ) { canvas in
                canvas.circle(at: (0, 0), radius: 1.8, "town")
                canvas.words(town.town.name, at: (6, 4), "town-name context-town")
            }
        }
    }

    private func put(
        _ text: String, at p: (x: Double, y: Double), label place: MapLabels.Spot, style: String, in frame: MapFrame,
        attributes: Markup = "", _ canvas: inout SVGCanvas
    ) {
        canvas.group("fix", attributes: transform(x: p.x, y: p.y, in: frame) + attributes) {
            $0.words(text, at: (place.x, place.y), style, anchor: place.anchor)
        }
    }

    private func name(_ place: StudyWords.Place) -> String {
        language == .korean ? place.name.koreanOrOwn : place.name.english
    }

    /// Meridians and parallels, a degree apart or nearer close up.
    func graticule(_ frame: MapFrame, _ canvas: inout SVGCanvas) {
        let corners = [
            (frame.box.minX, frame.box.minY), (frame.box.maxX, frame.box.minY), (frame.box.minX, frame.box.maxY),
            (frame.box.maxX, frame.box.maxY), ((frame.box.minX + frame.box.maxX) / 2, frame.box.minY),
            ((frame.box.minX + frame.box.maxX) / 2, frame.box.maxY),
        ].map { frame.plane.unproject(PlanarPoint(easting: $0.0, northing: $0.1)) }
        // Counted on from the plane's own meridian, so that the antimeridian is a meridian as any other.
        let middle = frame.plane.centralMeridian.value
        let unrolled = corners.map {
            GeoPosition(
                longitude: middle + TransverseMercator.reduced($0.longitude - middle), latitude: $0.latitude)
        }
        guard let degrees = BoundingBox(unrolled), degrees.maxX - degrees.minX < 160 else { return }
        func place(_ longitude: Double, _ latitude: Double) -> GeoPosition {
            GeoPosition(longitude: TransverseMercator.reduced(longitude), latitude: latitude)
        }
        let meridians = Ticks(in: degrees.minX...degrees.maxX, about: 6)
        let parallels = Ticks(in: degrees.minY...degrees.maxY, about: 4)
        func steps(_ from: Double, _ to: Double) -> [Double] { (0...24).map { from + (to - from) * Double($0) / 24 } }
        let vertical = meridians.values.map { x in
            steps(degrees.minY, degrees.maxY).map { place(x, $0) }
        }
        let horizontal = parallels.values.map { y in
            steps(degrees.minX, degrees.maxX).map { place($0, y) }
        }
        canvas.path(frame.path(vertical + horizontal, clipped: false), "graticule")
        // Where a line meets the edge that its label is at: far from the middle it leans.
        func crossing(_ line: [GeoPosition], _ across: (Double, Double) -> Double, along: (Double, Double) -> Double) -> Double? {
            let places = line.map { frame.place($0) }
            for (a, b) in zip(places, places.dropFirst()) {
                let (here, next) = (across(a.x, a.y), across(b.x, b.y))
                guard (here <= 0) != (next <= 0) else { continue }
                let part = here / (here - next)
                return along(a.x, a.y) + part * (along(b.x, b.y) - along(a.x, a.y))
            }
            return nil
        }
        for (x, line) in zip(meridians.values, vertical) {
            guard let at = crossing(line, { $1 - 10 * frame.pixel }, along: { x, _ in x }), at > 30 * frame.pixel,
                at < frame.width - 50 * frame.pixel
            else { continue }
            let east = TransverseMercator.reduced(x)
            canvas.group("fix ex", attributes: transform(x: at, y: 14 * frame.pixel, in: frame)) {
                $0.words(
                    degree(east.magnitude, meridians.decimals) + (east < 0 ? "W" : "E"), at: (0, 0), "graticule-label",
                    anchor: .middle)
            }
        }
        for (y, line) in zip(parallels.values, horizontal) {
            guard let at = crossing(line, { x, _ in x - 20 * frame.pixel }, along: { $1 }), at > 24 * frame.pixel,
                at < frame.height - 40 * frame.pixel
            else { continue }
            canvas.group("fix ey", attributes: transform(x: 6 * frame.pixel, y: at, in: frame)) {
                $0.words(degree(y.magnitude, parallels.decimals) + (y < 0 ? "S" : "N"), at: (0, -3), "graticule-label")
            }
        }
    }

    private func degree(_ value: Double, _ decimals: Int) -> String { NumberText.fixed(value, decimals) + "\u{B0}" }

    /// A bar of a round length, at most a quarter of the width.
    func scaleBar(_ frame: MapFrame, height: Double, _ canvas: inout SVGCanvas) {
        let bar = ScaleBar(metresPerPixel: frame.metresPerPixel, maximum: min(240, frame.width / frame.pixel / 4))
        canvas.group("scale-bar", attributes: transform(x: 14 * frame.pixel, y: height - 14 * frame.pixel, in: frame)) { canvas in
            canvas.path("M0-6V0H\(SVGCanvas.number(bar.pixels))V-6", "scale-line")
            canvas.words(bar.label, at: (bar.pixels / 2, -6), "scale-label", anchor: .middle)
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
        label = best >= 1000 ? NumberText.grouped(Int(best / 1000)) + " km" : NumberText.fixed(best, 0) + " m"
    }
}
