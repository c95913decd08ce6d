import BorderBase

/// How far each of many places is from the nearest other one, over ground.
///
/// The neighbour is the nearest in a conformal plane, the distance that on the ground: of two neighbours that differ by less than a millionth at 100 m, a ten
/// thousandth at 10 km, either may be taken. Within 600 km of the middle meridian of all places, which holds for everything along one border. n log n, whatever clusters, loners and duplicates there are.
package enum GroundSpacing {
    /// In the order of `positions`; two at the same place are 0 apart. `nil` where there is no other place, and for what is no position.
    ///
    /// On `jobs` threads (`nil`: all cores), with the same answers at any number.
    package static func nearest(_ positions: [GeoPosition], jobs: Int? = nil) -> [Metres?] {
        var result = [Metres?](repeating: nil, count: positions.count)
        guard positions.count > 1, positions.count < Int32.max,
            let frame = WorkingFrame(around: positions.lazy.filter(\.isOnEarth))
        else { return result }
        let pieces = Parallel.pieces(of: positions.count, atLeast: 8192, jobs: jobs)
        let planar = Parallel.map(pieces.count, jobs: jobs) { piece in
            pieces[piece].compactMap { i -> PointTree.Entry? in
                guard positions[i].isOnEarth else { return nil }
                let q = frame.projection.project(longitude: positions[i].longitude, latitude: positions[i].latitude)
                return PointTree.Entry(place: SIMD2(q.east, q.north), row: Int32(i))
            }
        }
        let tree = PointTree(Array(planar.joined()), jobs: jobs)
        let leaves = Parallel.pieces(of: tree.leafCount, atLeast: 512, jobs: jobs)
        let found = Parallel.map(leaves.count, jobs: jobs) { piece in
            var distances: [(row: Int32, distance: Metres)] = []
            distances.reserveCapacity(tree.entries.count / max(leaves.count, 1) + 8)
            tree.forEachNeighbours(inLeaves: leaves[piece]) { distances.append(($0.entry.row, frame.groundDistance($0))) }
            return distances
        }
        for part in found {
            for (row, distance) in part { result[Int(row)] = distance }
        }
        return result
    }
}

extension WorkingFrame {
    /// Simpson's rule over the logarithm of the scale.
    fileprivate func groundDistance(_ pair: PointTree.Neighbours) -> Metres {
        func logScale(_ p: SIMD2<Double>) -> Double { self.logScale(east: p.x, north: p.y) }
        let (a, b) = (pair.entry.place, pair.other.place)
        let mean = (logScale(a) + 4 * logScale((a + b) / 2) + logScale(b)) / 6
        return Metres(pair.squaredDistance.squareRoot() * EdgeSearch.exponential(-mean))
    }
}
