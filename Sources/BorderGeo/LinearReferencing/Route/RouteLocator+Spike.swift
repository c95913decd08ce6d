extension RouteLocator {
    /// The side of a point whose foot is on a spike: that against the line without the spike's edges (F2). A spike of two centimetres must
    /// not move a post to the other bank.
    func isLeft(ofLineWithout spike: RouteSpike, _ query: EdgeSearch.Query) -> Bool {
        let points = spike.path.map { vertex in
            let p = line.vertices[vertex]
            return search.frame.projection.project(longitude: p.longitude, latitude: p.latitude)
        }
        var best = (distance: Double.infinity, isLeft: true)
        for i in points.indices.dropLast() {
            let (a, b) = (points[i], points[i + 1])
            let (ux, uy) = (b.east - a.east, b.north - a.north)
            let (px, py) = (query.east - a.east, query.north - a.north)
            let square = ux * ux + uy * uy
            guard square > 0 else { continue }
            let t = max(0, min(1, (px * ux + py * uy) / square))
            // A vertex is seen from the edge that ends at it: from the next one it is as near but for rounding, and the turn is not known.
            guard t > 0 || best.distance == .infinity else { continue }
            let (dx, dy) = (px - t * ux, py - t * uy)
            let distance = dx * dx + dy * dy
            guard distance < best.distance else { continue }
            var isLeft = ux * py - uy * px >= 0
            if t == 1, i + 2 < points.count {
                // The nearest vertex is seen from the outside of its turn.
                let (vx, vy) = (points[i + 2].east - b.east, points[i + 2].north - b.north)
                let turn = ux * vy - uy * vx
                if turn.magnitude > 1e-6 * (square * (vx * vx + vy * vy)).squareRoot() { isLeft = turn < 0 }
            }
            best = (distance, isLeft)
        }
        return best.isLeft
    }
}
