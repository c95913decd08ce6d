import BorderModel
import LinearReferencing

extension SimulationSite {
    /// What a detector with planted errors finds of the facilities that stand at an epoch.
    ///
    /// Found and false ones are exact in number: recall times the facilities, and what the precision then asks for, both rounded.
    func detect(
        _ run: SimulationRecipe.DetectionRun, among facilities: [Facility], _ random: SplitMix64
    ) throws -> SimulatedDetections {
        var random = random
        guard let epoch = recipe.study.epoch(run.epoch) else {
            throw InputError("epoch \"\(run.epoch)\" is not known", remedy: "Name an epoch of the recipe.")
        }
        let standing = facilities.filter { $0.lifetime.presence(at: epoch.date) == .present }
        let truth = standing.filter { run.kinds.isEmpty || run.kinds.contains($0.kind) }
        var order = Array(truth.indices)
        random.shuffle(&order)
        let found = Int((run.recall.fraction * Double(truth.count)).rounded())
        let spurious = Int((Double(found) * (1 / run.precision.fraction - 1)).rounded())
        guard spurious <= 10_000_000 else {
            throw InputError("\(run.annotator): \(spurious) false detections are too many", remedy: "Ask for a higher precision.")
        }
        let confused = Int((run.confusion.fraction * Double(found)).rounded())
        let all = recipe.study.words.vocabulary.kinds
        let kinds = all.filter { kind in truth.contains { $0.kind == kind } }
        var result: [SimulatedDetections.Detection] = []
        for (rank, index) in order.prefix(found).enumerated() {
            let facility = truth[index]
            let kind = rank < confused ? facility.kind.other(among: kinds, of: all, &random) : facility.kind
            result.append(
                SimulatedDetections.Detection(
                    id: "", kind: kind, position: displaced(facility.position, by: run, &random),
                    score: run.isScored ? score(0.75, &random) : nil, truth: facility.id))
        }
        let near = NearGrid(standing.map(\.position), cell: max(run.spuriousDistance.value, 1))
        for _ in 0..<spurious {
            let p = try spuriousPlace(run, awayFrom: near, &random)
            let kind = kinds.isEmpty ? all[0] : kinds[random.index(below: kinds.count)]
            result.append(
                SimulatedDetections.Detection(
                    id: "", kind: kind, position: p, score: run.isScored ? score(0.45, &random) : nil, truth: nil))
        }
        // In no order that would tell the true from the false.
        random.shuffle(&result)
        let width = String(result.count).count
        for i in result.indices { result[i].id = "\(run.annotator)-\((i + 1).padded(to: width))" }
        return SimulatedDetections(run: run, detections: result)
    }

    private func displaced(
        _ p: GeoPosition, by run: SimulationRecipe.DetectionRun, _ random: inout SplitMix64
    ) -> GeoPosition {
        var east = 0.0
        var north = 0.0
        for _ in 0..<1000 {
            east = run.sigma.value * random.normal()
            north = run.sigma.value * random.normal()
            if east * east + north * north <= run.maxError.value * run.maxError.value { break }
            (east, north) = (0, 0)
        }
        let geodesic = Geodesic()
        let up = north + run.shiftNorth.value
        let across = east + run.shiftEast.value
        let a = geodesic.direct(from: p, azimuth: Degrees(up < 0 ? 180 : 0), length: Metres(up.magnitude)).position
        let b = geodesic.direct(from: a, azimuth: Degrees(across < 0 ? -90 : 90), length: Metres(across.magnitude)).position
        return GeoPosition(longitude: b.longitude.rounded(toDecimals: 7), latitude: b.latitude.rounded(toDecimals: 7))
    }

    private func score(_ mean: Double, _ random: inout SplitMix64) -> Share {
        Share(min(max(mean + 0.12 * random.normal(), 0), 1).rounded(toDecimals: 3))
    }

    /// Up to 300 m inland anywhere in the areas, away from every facility.
    private func spuriousPlace(
        _ run: SimulationRecipe.DetectionRun, awayFrom near: NearGrid, _ random: inout SplitMix64
    ) throws -> GeoPosition {
        let spans = areas.flatMap(\.spans.spans)
        let total = spans.reduce(0) { $0 + $1.length.value }
        for _ in 0..<1000 {
            var at = random.uniform(0, total)
            for span in spans {
                if at < span.length.value {
                    let p = try route.position(at: span.from + Metres(at), inland: random.uniform(5, 300))
                    if !near.holdsOne(within: run.spuriousDistance, of: p) { return p }
                    break
                }
                at -= span.length.value
            }
        }
        throw InputError(
            "\(run.annotator): no room for a false detection \(run.spuriousDistance.value) m from every facility",
            remedy: "Use a smaller `spurious_distance`.")
    }
}

extension FacilityKind {
    /// Another kind among those that occur, or among all where none other occurs.
    fileprivate func other(
        among kinds: [FacilityKind], of all: [FacilityKind], _ random: inout SplitMix64
    ) -> FacilityKind {
        let others = kinds.filter { $0 != self }
        let pool = others.isEmpty ? all.filter { $0 != self } : others
        guard !pool.isEmpty else { return self }
        return pool[random.index(below: pool.count)]
    }
}

/// Points in cells of degrees at least as wide as the asked distance, so that neighbours are in the nine cells around.
private struct NearGrid {
    private struct Cell: Hashable {
        var x: Int
        var y: Int
    }

    private let width: Double
    private var cells: [Cell: [GeoPosition]] = [:]

    init(_ points: [GeoPosition], cell metres: Double) {
        // A degree of longitude is at least 19 km wide up to 80 degrees; farther north cells would have to be wider.
        width = max(metres / 19_000, 1e-6)
        for p in points { cells[cell(p), default: []].append(p) }
    }

    private func cell(_ p: GeoPosition) -> Cell {
        Cell(x: Int((p.longitude / width).rounded(.down)), y: Int((p.latitude / width).rounded(.down)))
    }

    func holdsOne(within distance: Metres, of p: GeoPosition) -> Bool {
        let c = cell(p)
        for dx in -1...1 {
            for dy in -1...1 {
                for q in cells[Cell(x: c.x + dx, y: c.y + dy)] ?? [] where Geodesic().distance(p, q) <= distance { return true }
            }
        }
        return false
    }
}
