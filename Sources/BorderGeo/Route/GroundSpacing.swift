/// How far each of many places is from the nearest other one, over ground.
///
/// The neighbour is the nearest in a conformal plane, the distance that on the ground: of two neighbours that differ by less than a millionth at 100 m, a ten
/// thousandth at 10 km, either may be taken. Within 600 km of the middle meridian of all places, which holds for everything along one border. n log n, whatever clusters, loners and duplicates there are.
public enum GroundSpacing {
    /// In the order of `positions`; two at the same place are 0 apart. `nil` where there is no other place, and for what is no position.
    ///
    /// On `jobs` threads (`nil`: all cores), with the same answers at any number.
    public static func nearest(_ positions: [GeoPosition], jobs: Int? = nil) -> [Metres?] {
        var result = [Metres?](repeating: nil, count: positions.count)
        guard positions.count > 1, positions.count < Int32.max,
            let frame = WorkingFrame(around: positions.lazy.filter(\.isOnEarth))
        else { return result }
        let pieces = Parallel.pieces(of: positions.count, atLeast: 8192, jobs: jobs)
        let planar = Parallel.map(pieces.count, jobs: jobs) { piece in
            pieces[piece].compactMap { i -> PointTree.Entry? in
                guard positions[i].isOnEarth else { return nil }
                let q = frame.projection.project(longitude: positions[i].longitude, latitude: positions[i].latitude)
                return PointTree.Entry(x: q.east, y: q.north, index: Int32(i))
            }
        }
        let trees = PointTree.forest(Array(planar.joined()), jobs: jobs)
        let found = Parallel.map(trees.count, jobs: jobs) { own in
            (0..<trees[own].entries.count).map { i -> Double in
                let p = trees[own].entries[i]
                var best = PointTree.Nearest()
                trees[own].nearestOther(to: p, &best)
                for (other, tree) in trees.enumerated() where other != own && tree.squaredDistance(to: p) < best.squaredDistance {
                    tree.nearestOther(to: p, &best)
                }
                return frame.groundDistance(p, best)
            }
        }
        for (tree, distances) in zip(trees, found) {
            for (entry, distance) in zip(tree.entries, distances) where distance.isFinite {
                result[Int(entry.index)] = Metres(distance)
            }
        }
        return result
    }
}

extension WorkingFrame {
    /// Simpson's rule over the logarithm of the scale.
    fileprivate func groundDistance(_ a: PointTree.Entry, _ b: PointTree.Nearest) -> Double {
        let middle = logScale(east: (a.x + b.x) / 2, north: (a.y + b.y) / 2)
        let mean = (logScale(east: a.x, north: a.y) + 4 * middle + logScale(east: b.x, north: b.y)) / 6
        return b.squaredDistance.squareRoot() * EdgeSearch.exponential(-mean)
    }
}
