import BorderStudy
import GeoFormats
import LinearReferencing

/// What lies around the border, for orientation: coasts, lakes, rivers and towns of ``MapContext``, the same as in the map bundle.
extension MapFigure {
    /// A town with the scale from which it is named.
    struct ContextTown {
        var town: MapContext.Town
        /// Metres per pixel; `nil`: at any scale.
        var far: Double?
    }

    /// The surroundings of a drawing; of a page also of what lies around it, since its reader moves the map. Empty where a build lacks the data,
    /// which a test excludes.
    func context(_ frame: MapFrame, live: Bool) -> MapContext? {
        guard let box = frame.degrees else { return nil }
        let width = box.crossesAntimeridian ? box.east + 360 - box.west : box.east - box.west
        return try? MapContext(around: box, margin: live ? max(width, box.north - box.south) / 4 : 0)
    }

    func surroundings(_ context: MapContext, in frame: MapFrame, _ canvas: inout SVGCanvas) {
        for kind in MapContext.Kind.allCases {
            let lines = context.lines.filter { $0.kind == kind }.map(\.positions)
            canvas.path(
                frame.path(lines, clipped: false, tolerance: Metres(frame.metresPerPixel * 0.7)), "around around-\(kind.rawValue)"
            )
        }
    }

    /// The largest towns, fewer the smaller the scale; those that the study names itself are left to it.
    func towns(of context: MapContext, in frame: MapFrame) -> [ContextTown] {
        let own = (data.places + data.countries).map { frame.place($0.position) }
        let names = Set(data.places.map(\.name.english))
        let near = max(8 * frame.pixel, 5000 / frame.metresPerUnit)
        let towns = context.towns.filter { town in
            let p = frame.place(town.position)
            return !names.contains(town.name) && !own.contains { abs($0.x - p.x) < near && abs($0.y - p.y) < near }
        }
        let (first, second, most) = (14, 50, 120)
        return towns.prefix(most).enumerated().map { rank, town in
            ContextTown(town: town, far: rank < first ? nil : frame.metresPerPixel / (rank < second ? 3 : 9))
        }
    }
}

extension MapFrame {
    /// What the drawing shows, in degrees.
    var degrees: GeoBox? {
        let steps = (0...6).map { Double($0) / 6 }
        let places = steps.flatMap { u in
            steps.map { v in
                plane.unproject(
                    PlanarPoint(
                        easting: box.minX + (box.maxX - box.minX) * u, northing: box.minY + (box.maxY - box.minY) * v))
            }
        }
        return GeoBox(places.filter(\.isOnEarth))
    }
}
