import BorderModel
import GeoFormats
import LinearReferencing

extension StudyLayers {
    /// Strips of the stated widths inland of the border, one a width and area: all places on the inward side within the width.
    ///
    /// Computed with GEOS in a conformal plane whose scale is off by at most 0.05 %: a strip of 2 km is wrong by at most a metre.
    func bufferZone() throws -> FeatureLayer {
        var rows = LayerRows(
            "buffer_zone", title: title("Buffer zone"), kind: .polygon, synthetic: false,
            fields: [("area", .text), ("width_m", .real), ("border_m", .real), ("area_km2", .real)])
        let domains = model.areas.isEmpty ? [MetricDomain(id: MetricDomain.allName, spans: route.whole)] : domains
        for width in bufferWidths where width.value > 0 {
            guard let side = inlandSide(depth: width * 4) else { continue }
            let inland = try side.isValid() ? side : side.madeValid()
            for domain in domains {
                guard let strip = try strip(along: domain.spans, width: width, inland: inland) else { continue }
                rows.add(
                    "buffer-\(domain.id)-\(FixedDecimal.string(shortest: width.value))m", geometry: strip,
                    values: [
                        .text(domain.id), .metres(width),
                        .metres(model.edition.map { $0.border(of: domain.id) } ?? domain.border),
                        .metres(Metres(Geodesic().area(of: strip).value / 1e6)),
                    ])
            }
        }
        return rows.layer
    }

    private var plane: MapPlane {
        model.study.words.metricPlane(for: GeoBox(route.vertices))
    }

    /// A polygon that holds everything inland of the border to `depth`: the border, closed by a detour on the inward side.
    private func inlandSide(depth: Metres) -> PlanarGeometry? {
        let line = route.vertices.map(plane.project)
        guard let first = line.first, let last = line.last, line.count > 1 else { return nil }
        let (dx, dy) = (last.easting - first.easting, last.northing - first.northing)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return nil }
        // Unit vector to the inward side of the chord between the two ends.
        let sign = route.inwardSide == .left ? 1.0 : -1.0
        let (nx, ny) = (-dy / length * sign, dx / length * sign)
        func along(_ p: PlanarPoint) -> Double { (p.easting - first.easting) * nx + (p.northing - first.northing) * ny }
        let farthest = (line.map(along).max() ?? 0) + depth.value
        func out(_ p: PlanarPoint) -> PlanarPoint {
            let step = farthest - along(p)
            return PlanarPoint(easting: p.easting + nx * step, northing: p.northing + ny * step)
        }
        return .polygon(Polygon(exterior: line + [out(last), out(first), first]))
    }

    private func strip(along spans: MeasureSpanSet, width: Metres, inland: PlanarGeometry) throws -> GeoGeometry? {
        var parts: [PlanarGeometry] = []
        for span in spans.spans {
            let lines = lines(of: span).filter { $0.positions.count > 1 }
            guard !lines.isEmpty else { continue }
            let line = PlanarGeometry.multiLineString(lines.map { Polyline($0.positions.map(plane.project)) })
            let around = try line.buffer(by: width, style: BufferStyle(cap: .flat, quadrantSegments: 8))
            parts.append(try around.intersection(inland))
        }
        guard !parts.isEmpty else { return nil }
        // Narrow loops leave slivers across the river; they are part of "within the width on the inland side" and stay.
        let polygons = try PlanarGeometry.union(of: parts).polygons
        guard !polygons.isEmpty else { return nil }
        let geo = polygons.map { $0.mapPositions(plane.unproject) }
        return geo.count > 1 ? .multiPolygon(geo) : geo.first.map { .polygon($0) }
    }
}
