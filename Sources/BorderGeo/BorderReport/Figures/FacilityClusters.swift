import BorderModel

/// Facilities gathered until no two symbols lie on each other: circles whose area grows with the count.
struct FacilityClusters {
    /// A facility, or several of a public edition, at their place in drawing units.
    struct Mark: Hashable {
        var x: Double
        var y: Double
        var kind: FacilityKind?
        var count = 1
        var isCounted = true
    }

    struct Cluster: Hashable {
        /// Mean position of its facilities, in drawing units.
        var x: Double
        var y: Double
        var count: Int
        /// The kind, where all are of one.
        var kind: FacilityKind?
        /// Whether tables count any of them.
        var isCounted = true
    }

    let clusters: [Cluster]

    /// Up to so many facilities in view are drawn one by one, overlapping or not.
    static let singles = 600
    /// Up to so many symbols are drawn at their full size.
    static let large = 60
    private static let cellPixels = 22.0

    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    /// `pixel` is the size of a pixel in drawing units. Linear in the number of facilities; the joining of circles is quadratic in the cells of the
    /// view, which are a few hundred whatever the number of facilities.
    init(_ posts: some Collection<Mark>, pixel: Double) {
        guard posts.count > Self.singles else {
            clusters = posts.map { Cluster(x: $0.x, y: $0.y, count: $0.count, kind: $0.kind, isCounted: $0.isCounted) }
            return
        }
        var index: [Cell: Int] = [:]
        var cells: [Cluster] = []
        let size = Self.cellPixels * pixel
        for post in posts where post.x.magnitude < 1e12 && post.y.magnitude < 1e12 {
            let key = Cell(column: Int((post.x / size).rounded(.down)), row: Int((post.y / size).rounded(.down)))
            let single = Cluster(x: post.x, y: post.y, count: post.count, kind: post.kind, isCounted: post.isCounted)
            if let i = index[key] {
                cells[i].join(single)
            } else {
                index[key] = cells.count
                cells.append(single)
            }
        }
        clusters = Self.joined(cells, pixel: pixel)
    }

    /// Joins circles that overlap into the larger one, until none do. The order does not depend on hashing.
    private static func joined(_ cells: [Cluster], pixel: Double) -> [Cluster] {
        var rest = cells
        while true {
            var kept: [Cluster] = []
            for cell in rest.sorted(by: { ($1.count, $0.x, $0.y) < ($0.count, $1.x, $1.y) }) {
                let other = kept.firstIndex { other in
                    let reach = (radius(other.count) + radius(cell.count)) * pixel
                    let dx = other.x - cell.x
                    let dy = other.y - cell.y
                    return dx * dx + dy * dy < reach * reach * 0.9
                }
                if let other { kept[other].join(cell) } else { kept.append(cell) }
            }
            if kept.count == rest.count { return kept }
            rest = kept
        }
    }

    /// Radius in pixels of a cluster's circle.
    static func radius(_ count: Int) -> Double { min(18, 2.6 + 0.9 * Double(max(1, count)).squareRoot()) }
}

extension FacilityClusters.Cluster {
    fileprivate mutating func join(_ other: FacilityClusters.Cluster) {
        let n = Double(count)
        let more = Double(other.count)
        x = (x * n + other.x * more) / (n + more)
        y = (y * n + other.y * more) / (n + more)
        count += other.count
        if kind != other.kind { kind = nil }
        isCounted = isCounted || other.isCounted
    }
}
