import LinearReferencing

/// Answers whether a place lies within a distance of any of some fence lines.
///
/// Lines are cut into pieces no longer than the distance and put into cells of its size, so a question looks at nine cells.
/// Distances are
/// taken in the tangent plane of the ellipsoid at the asked place: right to 1e-5 of the distance up to 20 km.
struct FenceProximity: Sendable {
    package let limit: Metres
    private let cellLatitude: Double
    private let cellLongitude: Double
    /// Longitudes are those near it, so that lines and places go on over the antimeridian.
    private let meridian: Double
    private var pieces: [(a: GeoPosition, b: GeoPosition)] = []
    private var cells: [Cell: [Int32]] = [:]

    private struct Cell: Hashable, Sendable {
        var row: Int32
        var column: Int32
    }

    /// Linear in the length of the lines over `limit`, plus their vertices.
    init(_ lines: [Polyline<GeoPosition>], within limit: Metres) {
        self.limit = limit
        // A little more than the limit: scales are those of one latitude.
        let step = max(limit.value * 1.001, 50)
        let latitudes = lines.lazy.flatMap { $0.positions.lazy.map(\.latitude) }
        let highest = min(latitudes.map(\.magnitude).max() ?? 0, 85)
        let scale = GroundScale(latitude: highest)
        // At least `step` on the ground everywhere: a degree of longitude is shortest at the highest latitude.
        cellLatitude = step / GroundScale(latitude: 0).north
        cellLongitude = step / scale.east
        meridian = lines.lazy.compactMap(\.positions.first).first?.longitude ?? 0
        for line in lines {
            let positions = line.positions.unwrapped(near: meridian)
            for (a, b) in zip(positions, positions.dropFirst()) {
                let cuts = max(
                    (b.latitude - a.latitude).magnitude / cellLatitude, (b.longitude - a.longitude).magnitude / cellLongitude)
                guard cuts.isFinite, cuts < 1e6 else { continue }
                let count = max(1, Int(cuts.rounded(.up)))
                for i in 0..<count { add(a.between(b, Double(i) / Double(count)), a.between(b, Double(i + 1) / Double(count))) }
            }
        }
    }

    private mutating func add(_ a: GeoPosition, _ b: GeoPosition) {
        pieces.append((a, b))
        // A piece is no longer than a cell and lies in four at most; between its ends it may cut the corner of one that holds neither.
        let (first, last) = (cell(of: a), cell(of: b))
        for row in min(first.row, last.row)...max(first.row, last.row) {
            for column in min(first.column, last.column)...max(first.column, last.column) {
                cells[Cell(row: row, column: column), default: []].append(Int32(pieces.count - 1))
            }
        }
    }

    private func cell(of p: GeoPosition) -> Cell {
        Cell(
            row: Int32(clamping: Int((p.latitude / cellLatitude).rounded(.down))),
            column: Int32(clamping: Int((p.longitude / cellLongitude).rounded(.down))))
    }

    /// Whether a line passes within the limit, limit included.
    func isNear(_ p: GeoPosition) -> Bool { nearest(to: p, stopWithin: limit.value) != nil }

    /// How far the nearest line is; `nil` beyond the limit.
    func distance(to p: GeoPosition) -> Metres? { nearest(to: p, stopWithin: 0).map { Metres($0) } }

    /// The first distance found at or below `enough`, else the least one within the limit.
    private func nearest(to p: GeoPosition, stopWithin enough: Double) -> Double? {
        guard p.isOnEarth, !pieces.isEmpty else { return nil }
        let p = p.unwrapped(near: meridian)
        let middle = cell(of: p)
        let scale = GroundScale(latitude: p.latitude)
        var best: Double?
        for row in middle.row - 1...middle.row + 1 {
            for column in middle.column - 1...middle.column + 1 {
                for index in cells[Cell(row: row, column: column)] ?? [] {
                    let piece = pieces[Int(index)]
                    let distance = scale.distance(from: p, to: piece.a, piece.b)
                    guard distance <= limit.value, distance < best ?? .infinity else { continue }
                    best = distance
                    if distance <= enough { return distance }
                }
            }
        }
        return best
    }
}

extension GroundScale {
    /// From a place to the straight piece between two others.
    fileprivate func distance(from p: GeoPosition, to a: GeoPosition, _ b: GeoPosition) -> Double {
        let ax = (a.longitude - p.longitude) * east
        let ay = (a.latitude - p.latitude) * north
        let dx = (b.longitude - a.longitude) * east
        let dy = (b.latitude - a.latitude) * north
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, -(ax * dx + ay * dy) / square)) : 0
        let x = ax + t * dx
        let y = ay + t * dy
        return (x * x + y * y).squareRoot()
    }
}

extension GeoPosition {
    func between(_ other: GeoPosition, _ t: Double) -> GeoPosition {
        GeoPosition(
            longitude: longitude + (other.longitude - longitude) * t, latitude: latitude + (other.latitude - latitude) * t)
    }
}
