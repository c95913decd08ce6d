/// Facilities gathered on a square grid: one symbol for all that would overlap.
struct FacilityClusters {
    struct Cluster: Hashable {
        /// Mean position of its facilities, in drawing units.
        var x: Double
        var y: Double
        var count: Int
        /// The kind, where all are of one.
        var kind: FacilityKind?
    }

    let clusters: [Cluster]

    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    /// In the order in which the cells' first facilities come; linear in the number of facilities.
    init(_ posts: some Sequence<(x: Double, y: Double, kind: FacilityKind, count: Int)>, cell: Double) {
        var index: [Cell: Int] = [:]
        var clusters: [Cluster] = []
        for post in posts where post.x.magnitude < 1e12 && post.y.magnitude < 1e12 {
            let key = Cell(column: Int((post.x / cell).rounded(.down)), row: Int((post.y / cell).rounded(.down)))
            if let i = index[key] {
                let n = Double(clusters[i].count)
                let more = Double(post.count)
                clusters[i].x = (clusters[i].x * n + post.x * more) / (n + more)
                clusters[i].y = (clusters[i].y * n + post.y * more) / (n + more)
                clusters[i].count += post.count
                if clusters[i].kind != post.kind { clusters[i].kind = nil }
            } else {
                index[key] = clusters.count
                clusters.append(Cluster(x: post.x, y: post.y, count: post.count, kind: post.kind))
            }
        }
        self.clusters = clusters
    }

    /// Radius in pixels of a cluster's circle: its area grows with the count, from a dot to something that still leaves its neighbours room.
    static func radius(_ count: Int) -> Double { min(17, 2.6 + 1.05 * Double(max(1, count)).squareRoot()) }
}
