import LineStatistics
import LinearReferencing

extension DetectionValidation {
    /// The bin of each point, -1 outside of all: looked up once for all that counts by bins.
    package struct BinPlaces: Sendable {
        package var count: Int
        var reference: [Int32]
        var detections: [Int32]
    }

    /// (n + m) log b on all cores.
    package func places(in bins: RouteBins, jobs: Int? = nil) -> BinPlaces {
        func places(_ points: ValidationPoints) -> [Int32] {
            guard !points.measures.isEmpty, !bins.spans.isEmpty else { return [Int32](repeating: -1, count: points.count) }
            let pieces = Parallel.pieces(of: points.count, atLeast: 16_384, jobs: jobs)
            let parts = Parallel.map(pieces.count, jobs: jobs) { piece in
                points.measures[pieces[piece]].map { $0.metres.isNaN ? -1 : Int32(truncatingIfNeeded: bins.index(of: $0) ?? -1) }
            }
            return parts.count == 1 ? parts[0] : Array(parts.joined())
        }
        return BinPlaces(count: bins.spans.count, reference: places(reference), detections: places(detections))
    }

    /// Scores of each bin. A pair counts in the bin of its reference.
    package func scores(by bins: RouteBins) -> [DetectionScores] { scores(by: places(in: bins)) }

    package func scores(by places: BinPlaces) -> [DetectionScores] {
        var result = [DetectionScores](repeating: DetectionScores(), count: places.count)
        for (index, place) in places.reference.enumerated() where place >= 0 {
            switch referenceOutcomes[index] {
            case .notScored: continue
            case .unmatched: result[Int(place)].falseNegative += 1
            case .matched: result[Int(place)].truePositive += 1
            }
        }
        for (index, place) in places.detections.enumerated() where place >= 0 && detectionOutcomes[index] == .unmatched {
            result[Int(place)].falsePositive += 1
        }
        return result
    }

    /// Counts of scored reference and scored detections in each bin, each where it stands itself.
    package func counts(by bins: RouteBins) -> [(reference: Int, detections: Int)] { counts(by: places(in: bins)) }

    package func counts(by places: BinPlaces) -> [(reference: Int, detections: Int)] {
        var result = [(reference: Int, detections: Int)](repeating: (0, 0), count: places.count)
        for (index, place) in places.reference.enumerated() where place >= 0 && referenceOutcomes[index] != .notScored {
            result[Int(place)].reference += 1
        }
        for (index, place) in places.detections.enumerated() where place >= 0 && detectionOutcomes[index] != .notScored {
            result[Int(place)].detections += 1
        }
        return result
    }

    /// The stretches that hold a point: what bins are taken over where no area is given. Empty stretches between are not in it.
    package func extent(bin: Metres) -> MeasureSpanSet {
        guard bin.value > 0 else { return MeasureSpanSet() }
        var starts: Set<Double> = []
        for points in [reference, detections] {
            // Points stand in the order of a file, which is often that of the border: most are where the one before is.
            var last = Double.nan
            for measure in points.measures where !measure.metres.isNaN {
                let start = (measure.metres / bin.value).rounded(.down) * bin.value
                if start != last { starts.insert(start) }
                last = start
            }
        }
        return MeasureSpanSet(starts.map { MeasureSpan(Measure($0), Measure($0 + bin.value)) })
    }
}
