import BorderAnalysis
import BorderModel
import LinearReferencing

extension ReportFigures {
    var mapData: MapData {
        let statuses = model.inventories.indices.map { fenceStatuses(at: $0) }
        let assets = model.inventories.first?.assets ?? LocatedAssets()
        let (posts, sets) = self.posts
        return MapData(
            epochs: epochs, border: border,
            areas: model.areas.map { area in
                MapData.Area(
                    id: area.id, name: area.name, stretches: stretches(of: area.spans),
                    shares: isPublic ? epochs.indices.map { coverage(area.id, $0)?.share } : [], inward: inward(of: area))
            },
            fences: isPublic
                ? []
                : assets.fences.indices.compactMap { index in
                    let status = statuses.map { $0[index] }
                    guard status.contains(where: { $0 != nil }) else { return nil }
                    let fence = assets.fences[index].fence
                    return MapData.Fence(layer: fence.layer, status: status, parts: fence.parts.map(\.positions))
                },
            posts: posts, sets: sets, words: model.study.words)
    }

    /// The side of the chord of an area on which the inward side of the border lies.
    private func inward(of area: StudyArea) -> (x: Double, y: Double) {
        let line = stretches(of: area.spans).joined()
        guard let first = line.first, let last = line.max(by: { apart(first, $0) < apart(first, $1) }) else { return (0, 1) }
        let plane = TransverseMercator(centralMeridian: Degrees(first.longitude))
        let (start, end) = (plane.project(first), plane.project(last))
        let (dx, dy) = (end.easting - start.easting, end.northing - start.northing)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return (0, 1) }
        // Right of a way to the east is south, which is down on a drawing.
        let sign = model.border.route.inwardSide == .right ? 1.0 : -1.0
        return (dy / length * sign, dx / length * sign)
    }

    private func apart(_ a: GeoPosition, _ b: GeoPosition) -> Double {
        (a.longitude - b.longitude).magnitude + (a.latitude - b.latitude).magnitude
    }

    /// Facilities that stand at some epoch; of a public edition one symbol for each cell.
    private var posts: (posts: [MapData.Post], sets: EpochSets) {
        if let edition = model.edition { return posts(of: edition) }
        let facilities = model.inventories.first?.assets.facilities ?? []
        let sets = EpochSets(count: facilities.count, present: model.inventories.map(\.present))
        let posts = facilities.indices.compactMap { index in
            sets.of[index].map {
                MapData.Post(
                    position: facilities[index].facility.position, kind: facilities[index].facility.kind, set: $0, index: index,
                    isCounted: facilities[index].attached != nil)
            }
        }
        return (posts, sets)
    }

    /// What each fence is at an epoch: the status of the longest part of its line, `nil` where it does not stand and did not.
    private func fenceStatuses(at epoch: Int) -> [DrawnStatus?] {
        let inventory = model.inventories[epoch]
        var result = [DrawnStatus?](repeating: nil, count: inventory.assets.fences.count)
        for index in inventory.fences { result[index] = epoch == baseline ? .unchanged : .open }
        var longest = [Double](repeating: 0, count: result.count)
        var lengths: [Int: [DrawnStatus: Double]] = [:]
        for piece in comparison(at: epoch)?.standingPieces ?? [] {
            let status = DrawnStatus(piece.status)
            let length = lengths[piece.fence, default: [:]][status, default: 0] + piece.fenceLine.value
            lengths[piece.fence, default: [:]][status] = length
            if length > longest[piece.fence] {
                longest[piece.fence] = length
                result[piece.fence] = status
            }
        }
        return result
    }

    /// The line of the border over spans of measures, one polyline for each span and part.
    func stretches(of spans: MeasureSpanSet) -> [[GeoPosition]] {
        spans.spans.flatMap { span in border.compactMap { $0.stretch(span) } }
    }
}

extension MapData.BorderPart {
    /// The positions between two measures, ends interpolated on their edge; `nil` where the part does not reach there. Good for drawing only:
    /// an edge is taken as straight in degrees.
    func stretch(_ span: MeasureSpan) -> [GeoPosition]? {
        guard let first = measures.first, let last = measures.last, span.from < last, first < span.to else { return nil }
        var result = [position(at: max(span.from, first))]
        for (position, measure) in zip(positions, measures) where measure > span.from && measure < span.to {
            result.append(position)
        }
        result.append(position(at: min(span.to, last)))
        return result
    }

    func position(at measure: Measure) -> GeoPosition {
        var low = 0
        var high = measures.count - 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if measures[middle] <= measure { low = middle } else { high = middle }
        }
        let length = (measures[high] - measures[low]).value
        let t = length > 0 ? max(0, min(1, (measure - measures[low]).value / length)) : 0
        let (a, b) = (positions[low], positions[high])
        // The short way round, also across the antimeridian.
        let step = TransverseMercator.reduced(b.longitude - a.longitude)
        return GeoPosition(
            longitude: TransverseMercator.reduced(a.longitude + step * t),
            latitude: a.latitude + (b.latitude - a.latitude) * t)
    }
}
