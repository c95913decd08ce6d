import LinearReferencing

/// Leaves out vertices that a drawing cannot show: every dropped vertex lies within `tolerance` of the line that is kept.
///
/// One pass with a sleeve around the line from the last kept vertex (Zhao and Saalfeld 1997): linear in the number of vertices.
enum LineSimplifier {
    static func simplify(_ points: [PlanarPoint], tolerance: Double) -> [PlanarPoint] {
        guard points.count > 2, tolerance > 0 else { return points }
        var kept = [points[0]]
        var anchor = points[0]
        // The sleeve: directions from the anchor that pass within the tolerance of every vertex since, as a left and a right limit.
        var left: PlanarPoint?
        var right: PlanarPoint?
        var reach = 0.0
        var previous = points[0]
        for (i, point) in points.enumerated().dropFirst() {
            let dx = point.easting - anchor.easting
            let dy = point.northing - anchor.northing
            let distance = (dx * dx + dy * dy).squareRoot()
            let inside = left.map { cross($0, x: dx, y: dy) <= 0 } ?? true
            let insideRight = right.map { cross($0, x: dx, y: dy) >= 0 } ?? true
            // A step back towards the anchor would hide a spike.
            if !(inside && insideRight) || distance < reach - tolerance {
                kept.append(previous)
                anchor = previous
                left = nil
                right = nil
                reach = 0
            }
            let x = point.easting - anchor.easting
            let y = point.northing - anchor.northing
            let d = (x * x + y * y).squareRoot()
            reach = max(reach, d)
            if d > tolerance {
                let sine = tolerance / d
                let cosine = (1 - sine * sine).squareRoot()
                let l = PlanarPoint(easting: x * cosine - y * sine, northing: x * sine + y * cosine)
                let r = PlanarPoint(easting: x * cosine + y * sine, northing: -x * sine + y * cosine)
                if left.map({ cross($0, x: l.easting, y: l.northing) < 0 }) ?? true { left = l }
                if right.map({ cross($0, x: r.easting, y: r.northing) > 0 }) ?? true { right = r }
            }
            previous = point
            if i == points.count - 1 { kept.append(point) }
        }
        return kept
    }

    private static func cross(_ a: PlanarPoint, x: Double, y: Double) -> Double { a.easting * y - a.northing * x }
}
