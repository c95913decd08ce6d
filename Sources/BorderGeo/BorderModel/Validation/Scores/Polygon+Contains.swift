import LinearReferencing

extension Polygon {
    /// Whether a position lies inside, holes left out; one on an edge may fall either way. Sides are straight in the coordinates given.
    func contains(_ p: P) -> Bool { rings.reduce(false) { $0 != Self.crossesOddly($1, p) } }

    private static func crossesOddly(_ ring: [P], _ p: P) -> Bool {
        var inside = false
        guard var last = ring.last else { return false }
        for vertex in ring {
            if (vertex.y > p.y) != (last.y > p.y),
                p.x < (last.x - vertex.x) * (p.y - vertex.y) / (last.y - vertex.y) + vertex.x
            {
                inside.toggle()
            }
            last = vertex
        }
        return inside
    }
}
