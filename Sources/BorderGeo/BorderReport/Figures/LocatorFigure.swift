import BorderStudy
import Foundation
import GeoFormats
import LinearReferencing

/// Where on Earth a study is: the half of the globe around it, seen from far away (orthographic), with its border.
struct LocatorFigure {
    /// A corner of the map where little of the border lies.
    enum Corner: String, CaseIterable { case bottomRight = "bottom-right", topLeft = "top-left", bottomLeft = "bottom-left" }

    private static let radius = 50.0
    private static let margin = 2.0

    var border: [[GeoPosition]]
    var corner: Corner

    /// `frame`: the map in whose corner the globe is drawn.
    init(data: MapData, in frame: MapFrame) {
        border = data.border.map(\.positions)
        let points = border.joined().filter(\.isOnEarth).map { frame.place($0) }
        func share(_ corner: Corner) -> Int {
            points.count { p in
                let (u, v) = (p.x / frame.width, p.y / frame.height)
                return switch corner {
                case .bottomRight: u > 0.85 && v > 0.7
                case .topLeft: u < 0.2 && v < 0.35
                case .bottomLeft: u < 0.2 && v > 0.6
                }
            }
        }
        corner = Corner.allCases.min { share($0) < share($1) } ?? .bottomRight
    }

    /// Nothing without a border.
    var svg: Markup {
        guard let middle = GeoBox(border.joined().filter(\.isOnEarth))?.middle else { return "" }
        let globe = Globe(middle: middle, radius: Self.radius, margin: Self.margin)
        var canvas = SVGCanvas()
        let size = 2 * (Self.radius + Self.margin)
        canvas.circle(at: (size / 2, size / 2), radius: Self.radius, "globe")
        let world = GeoBox([GeoPosition(longitude: -180, latitude: -90), GeoPosition(longitude: 180, latitude: 90)])
        let coasts = world.flatMap { try? MapContext(around: $0) }?.lines.filter { $0.kind == .coast } ?? []
        canvas.path(coasts.map { globe.path($0.positions, least: 2) }.joined(), "around around-coast")
        canvas.path(border.map { globe.path($0, least: 0) }.joined(), "locator-line")
        canvas.circle(at: (size / 2, size / 2), radius: 7, "locator-mark")
        let side = SVGCanvas.number(size)
        return """
            <svg class="figure locator \(corner.rawValue)" viewBox="0 0 \(side) \(side)" aria-hidden="true">\(canvas.text)</svg>
            """
    }
}

/// The orthographic projection of a sphere; half of it is seen.
private struct Globe {
    var middle: GeoPosition
    var radius: Double
    var margin: Double

    /// `nil` on the far side.
    func place(_ p: GeoPosition) -> (x: Double, y: Double)? {
        let (a, b) = (middle.latitude * .pi / 180, p.latitude * .pi / 180)
        let step = (p.longitude - middle.longitude) * .pi / 180
        guard sin(a) * sin(b) + cos(a) * cos(b) * cos(step) > 0 else { return nil }
        let (x, y) = (cos(b) * sin(step), cos(a) * sin(b) - sin(a) * cos(b) * cos(step))
        return (radius + margin + radius * x, radius + margin - radius * y)
    }

    /// Path data in tenths, of lines at least `least` units across; steps under 0.8 units are left out.
    func path(_ line: [GeoPosition], least: Double) -> String {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for p in line {
            guard let q = place(p) else {
                runs.append([])
                continue
            }
            if let last = runs[runs.count - 1].last, hypot(q.x - last.x, q.y - last.y) < 0.8 { continue }
            runs[runs.count - 1].append(q)
        }
        return runs.filter { run in
            guard run.count > 1 else { return false }
            let (xs, ys) = (run.map(\.x), run.map(\.y))
            return max((xs.max() ?? 0) - (xs.min() ?? 0), (ys.max() ?? 0) - (ys.min() ?? 0)) >= least
        }.map { run in
            var last: (x: Int, y: Int) = (0, 0)
            return run.enumerated().map { index, p in
                let now = (x: Int((p.x * 10).rounded()), y: Int((p.y * 10).rounded()))
                defer { last = now }
                let (dx, dy) = index == 0 ? (now.x, now.y) : (now.x - last.x, now.y - last.y)
                return "\(index == 0 ? "M" : "l")\(SVGCanvas.number(Double(dx) / 10)) \(SVGCanvas.number(Double(dy) / 10))"
            }.joined()
        }.joined()
    }
}
