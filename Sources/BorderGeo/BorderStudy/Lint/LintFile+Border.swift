import BorderModel
import LinearReferencing

extension LintFile {
    /// What the model makes of the features, and where they lie on the border.
    mutating func checkModel(
        _ border: Border?, _ corridor: Corridor, as preparation: RecordPreparation = RecordPreparation(),
        repeats identifiers: IdentifierPolicy = .refuse, jobs: Int?
    ) {
        let sound = features.map { feature in
            var feature = feature
            // Swapped axes have been told; the rest of the feature is looked at as if they were turned.
            if let geometry = feature.geometry, !geometry.isOnEarth {
                let turned = geometry.mapPositions { GeoPosition(longitude: $0.latitude, latitude: $0.longitude) }
                feature.geometry = turned.isOnEarth ? turned : nil
            }
            return feature
        }
        var decoder = FeatureDecoder(file: name, mapping: mapping, words: words)
        decoder.collectsErrors = true
        decoder.preparation = preparation
        decoder.identifiers = identifiers
        // With `collectsErrors` nothing is thrown; the compiler cannot know.
        switch role {
        case .facilities: _ = try? decoder.facilities(sound)
        case .detections: _ = try? decoder.detections(sound)
        case .fences:
            let fences = (try? decoder.fences(sound)) ?? []
            if let border {
                checkFences(fences, along: border, corridor: corridor, jobs: jobs)
                checkMapShift(fences.map(\.parts), along: border, jobs: jobs)
            }
        case .patrolPaths:
            let paths = (try? decoder.patrolPaths(sound, all: true)) ?? []
            if let border { checkMapShift(paths.map(\.parts), along: border, jobs: jobs) }
        case .observations: _ = try? decoder.observations(sound, epochs: [])
        case .border, .features: break
        }
        // What is off the Earth, or broken, has been told as that; "no position" would be a second word for it.
        var off = Set(features.indices.filter { features[$0].geometry.map { !$0.isOnEarth } ?? false })
        off.formUnion(findings.filter { ["broken-record", "invalid-input"].contains($0.rule) }.compactMap(\.place.feature))
        findings += decoder.findings.filter { !($0.rule == "no-geometry" && $0.place.feature.map(off.contains) ?? false) }
        if let border, role == .facilities || role == .detections || role == .features {
            checkPlaces(border, corridor, jobs: jobs)
        }
    }

    private mutating func checkPlaces(_ border: Border, _ corridor: Corridor, jobs: Int?) {
        let region = LintRegion(border)
        var indices: [Int] = []
        var positions: [GeoPosition] = []
        for (index, feature) in features.enumerated() {
            guard case .point(let p) = feature.geometry, p.isOnEarth else { continue }
            // What lies swapped, or at 0, 0, has been told.
            if !region.contains(p),
                region.contains(GeoPosition(longitude: p.latitude, latitude: p.longitude)) || (p.x == 0 && p.y == 0)
            {
                continue
            }
            indices.append(index)
            positions.append(p)
        }
        let located = border.route.locate(positions, options: LocateOptions(corridor: corridor), jobs: jobs)
        for (row, index) in indices.enumerated() {
            let distance = FixedDecimal.string(located.offsets[row].distance.kilometres, decimals: 2)
            if located.sides[row] == .end {
                add(
                    "beyond-end", feature: index, sentence: "It is beyond an end of the border, \(distance) km from it.",
                    remedy: "Check the position; it counts nowhere.")
            } else if located.flags[row].contains(.outsideCorridor) {
                add(
                    "outside-corridor", feature: index,
                    sentence:
                        "It is \(distance) km from the border, outside the corridor (\(NumberText.exact(corridor.inward)) inward, \(NumberText.exact(corridor.outward)) outward).",
                    remedy: "Check the position; or widen the corridor in the study file.")
            } else if located.flags[row].contains(.ambiguous) {
                add(
                    "ambiguous-place", feature: index,
                    sentence:
                        "Another place on the border is nearly as near as km \(FixedDecimal.string(located.measures[row].metres / 1000, decimals: 3)).",
                    remedy: "Nothing to do; its measure may be on the other side of a bend.")
            }
        }
    }

    private mutating func checkFences(_ fences: [FenceLine], along border: Border, corridor: Corridor, jobs: Int?) {
        let locator = FenceLocator(route: border.route, options: FenceOptions(corridor: corridor))
        let located = locator.locate(fences.map(\.parts), jobs: jobs)
        var indexByID: [String: Int] = [:]
        for (index, feature) in features.enumerated() {
            if let id = id(of: feature), indexByID[id] == nil { indexByID[id] = index }
        }
        for (fence, location) in zip(fences, located) {
            let index = indexByID[fence.id]
            if location.events.isEmpty {
                add(
                    "fence-off-border", feature: index,
                    sentence: "No part of the fence \"\(fence.id)\" runs along the border inside the corridor.",
                    remedy: "Check its position and the corridor.")
            }
            if let event = location.events.first(where: \.crosses) {
                add(
                    "fence-crosses-border", feature: index,
                    sentence:
                        "The fence \"\(fence.id)\" crosses the border line between km \(FixedDecimal.string(event.span.from.metres / 1000, decimals: 3)) and km \(FixedDecimal.string(event.span.to.metres / 1000, decimals: 3)).",
                    remedy: "Check which bank it is on; the border line may be coarser than the fence.")
            }
            if let event = location.events.first(where: {
                max(abs($0.offsetMin.metres), abs($0.offsetMax.metres)) > 1000
                    && ($0.offsetMin.metres < 0) != ($0.offsetMax.metres < 0)
            }) {
                add(
                    "ambiguous-side", feature: index, at: nil,
                    sentence:
                        "The fence \"\(fence.id)\" is up to \(FixedDecimal.string(max(abs(event.offsetMin.metres), abs(event.offsetMax.metres)) / 1000, decimals: 2)) km from the border, on either side of it.",
                    remedy: "Split it where it changes sides, or narrow the corridor.")
            }
        }
        checkOverlaps(fences, located, indexByID: indexByID)
    }

    private mutating func checkOverlaps(_ fences: [FenceLine], _ located: [FenceLocation], indexByID: [String: Int]) {
        for layer in words.vocabulary.layers {
            for bank in words.vocabulary.banks {
                let runs = fences.indices.filter { fences[$0].layer == layer && fences[$0].bank == bank }.flatMap { i in
                    located[i].events.map { OverlapSweep.Run(span: $0.span, fence: i) }
                }
                OverlapSweep.forEachPair(of: runs) { other, run, common in
                    guard common.length > Metres(1), fences[other.fence].lifetime.overlaps(fences[run.fence].lifetime) else {
                        return
                    }
                    add(
                        "same-layer-overlap", feature: indexByID[fences[run.fence].id],
                        sentence:
                            "The \(layer.rawValue) fences \"\(fences[other.fence].id)\" and \"\(fences[run.fence].id)\" overlap over \(FixedDecimal.string(common.length.value, decimals: 0)) m of border from km \(FixedDecimal.string(common.from.metres / 1000, decimals: 3)).",
                        remedy: "Parallel rows of one fence are rows, not layers; a fence that replaces another one needs dates.")
                }
            }
        }
    }
}
