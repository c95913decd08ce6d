/// Finds room for names on a map: boxes in pixels that are taken, and places around a point to try in order.
struct MapLabels {
    /// Where a text stands from its point.
    struct Spot: Hashable {
        var x: Double
        var y: Double
        var anchor: SVGCanvas.Anchor
    }

    private struct Box: Hashable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    private var taken: [Box] = []

    /// Around a point, near ones first.
    private static let places = [
        Spot(x: 0, y: 34, anchor: .middle), Spot(x: 24, y: 26, anchor: .start), Spot(x: -24, y: 26, anchor: .end),
        Spot(x: 28, y: 5, anchor: .start), Spot(x: -28, y: 5, anchor: .end), Spot(x: 0, y: -26, anchor: .middle),
        Spot(x: 0, y: 54, anchor: .middle), Spot(x: 50, y: 44, anchor: .start), Spot(x: -50, y: 44, anchor: .end),
        Spot(x: 0, y: -44, anchor: .middle), Spot(x: 60, y: 5, anchor: .start), Spot(x: -60, y: 5, anchor: .end),
    ]

    /// Takes a box around a middle.
    mutating func block(x: Double, y: Double, width: Double, height: Double) {
        taken.append(Box(x: x, y: y, width: width, height: height))
    }

    /// The first free place for an area's name around its middle, or the first at all; it is taken then.
    ///
    /// The inward side comes first: a name beyond the river would seem to be the neighbour's.
    mutating func area(_ text: String, at p: (x: Double, y: Double), inward: (x: Double, y: Double)) -> Spot {
        let width = Figure.textWidth(text, size: 14) * 1.1
        func box(_ place: Spot) -> Box {
            let shift: Double =
                switch place.anchor {
                case .start: width / 2
                case .middle: 0
                case .end: -width / 2
                }
            return Box(x: p.x + place.x + shift, y: p.y + place.y - 4, width: width, height: 17)
        }
        func isInward(_ place: Spot) -> Bool {
            let way = box(place)
            return (way.x - p.x) * inward.x + (way.y - p.y) * inward.y > 8
        }
        let places = Self.places.filter(isInward) + Self.places.filter { !isInward($0) }
        let place = places.first { isFree(box($0)) } ?? places[0]
        taken.append(box(place))
        return place
    }

    /// Takes the place of a town's dot and name, unless something lies there.
    mutating func claim(_ text: String, at p: (x: Double, y: Double), size: Double) -> Bool {
        let width = Figure.textWidth(text, size: size) * 1.1 + 12
        let box = Box(x: p.x + width / 2 - 4, y: p.y, width: width, height: size + 5)
        guard isFree(box) else { return false }
        taken.append(box)
        return true
    }

    private func isFree(_ box: Box) -> Bool {
        !taken.contains { abs($0.x - box.x) < ($0.width + box.width) / 2 && abs($0.y - box.y) < ($0.height + box.height) / 2 }
    }
}
