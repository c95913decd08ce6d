import BorderModel
import GeoFormats
import LineStatistics
import LinearReferencing
import OrderedCollections

/// A drawn sample, or a checked one.
package struct SampleReport: Sendable {
    /// What stretches are told apart by.
    package enum Strata: String, CaseIterable, Sendable {
        /// Number of layers of fence over the middle of the stretch.
        case fence
        /// Whether a facility stands on it.
        case facilities
    }

    package var sample: BinSample
    package var border: Border
    package var model: ReportModel
    package var strata: Strata
    package var bin: Metres
    package var size: Int
    package var seed: UInt64
    /// How the table names what scores the sample.
    package var wording: Remedy.Wording = Remedy.inGeneral

    /// Stretches of the observed border of a study at its last epoch asked for. Throws `InputError` where nothing was observed, and
    /// `MatchError` where there would be more than a million stretches.
    package init(
        _ model: ReportModel, strata: Strata, bin: Metres, size: Int, least: Int, seed: UInt64
    ) throws {
        guard let inventory = model.inventories.last, let domain = model.domains.last else {
            throw InputError("the study \"\(model.study.id)\" has no epoch", remedy: "Give it one under `epochs`.")
        }
        let spans = domain.spans.intersection(inventory.observed)
        guard !spans.isEmpty else {
            throw InputError(
                "nothing of the study \"\(model.study.id)\" was observed in \(inventory.epoch.id)",
                remedy: "Choose another \(.epoch) or \(.area).")
        }
        let bins = try RouteBins(spans, length: bin, borderEnd: inventory.assets.borderEnd)
        let profile = model.profiles.last?.pieces ?? []
        let withFacility = Set(
            inventory.present.compactMap { inventory.assets.facilities[$0].attached.flatMap { bins.index(of: $0.measure) } })
        sample = BinSample(
            bins.spans.enumerated().map { index, span in
                let middle = span.from + span.length / 2
                let stratum: String
                switch strata {
                case .fence:
                    let layers = profile.first { $0.span.contains(middle) }?.layers ?? 0
                    stratum = layers == 0 ? "none" : layers == 1 ? "1 layer" : "\(layers) layers"
                case .facilities:
                    stratum = withFacility.contains(index) ? "facility" : "none"
                }
                return BinSample.Bin(span: span, stratum: stratum)
            }, size: size, least: least, seed: seed)
        border = model.border
        self.model = model
        self.strata = strata
        self.bin = bin
        self.size = size
        self.seed = seed
    }

    /// The drawn stretches as lines with an empty column `found` to fill in by eye.
    package func layer() throws(RouteError) -> FeatureLayer {
        var features: [Feature] = []
        for (index, bin) in sample.drawn.enumerated() {
            let lines = try border.route.stretch(bin.span.from, bin.span.to)
            let middle = try? border.route.position(at: bin.span.from + bin.span.length / 2)
            let stratum = sample.strata.first { $0.name == bin.stratum }
            features.append(
                Feature(
                    id: "sample-\(index + 1)", geometry: lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines),
                    properties: [
                        "stratum": .text(bin.stratum), "found": .null, "from_m": .millimetres(Metres(bin.span.from.metres)),
                        "to_m": .millimetres(Metres(bin.span.to.metres)),
                        "longitude": middle.map { .real($0.longitude) } ?? .null,
                        "latitude": middle.map { .real($0.latitude) } ?? .null,
                        "stratum_length_m": stratum.map { .millimetres($0.length) } ?? .null,
                    ]))
        }
        return FeatureLayer(
            name: "sample", title: "Stretches to check by eye", kind: .line,
            fields: [
                Field("stratum", .text), Field("found", .text), Field("from_m", .real), Field("to_m", .real),
                Field("longitude", .real), Field("latitude", .real), Field("stratum_length_m", .real),
            ], features: features, synthetic: model.study.synthetic)
    }

    package var table: ResultTable {
        ResultTable(
            id: "sample", title: "Sample of \(sample.drawn.count) stretches",
            columns: [
                .init("stratum", field: "stratum"), .init("stretches", field: "bins"), .init("length, km", field: "length_m"),
                .init("drawn", field: "drawn"),
            ],
            rows: sample.strata.map { [.text($0.name), .count($0.bins), .kilometres($0.length), .count($0.drawn)] },
            notes: [whatToDo.worded(wording).description])
    }

    /// What a drawn sample is for.
    private var whatToDo: Remedy {
        "Fill in the column `found` of the sample with what you see (the same words as stratum), then: \(.checkedSample)."
    }

    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "sample", study: model.studyJSON,
            parameters: [
                "strata": .string(strata.rawValue), "bin_m": .metres(bin), "size": .integer(size),
                "seed": .integer(Int(clamping: seed)),
            ],
            results: sample.drawn.map { bin in
                ["stratum": .string(bin.stratum), "from_m": .measure(bin.span.from), "to_m": .measure(bin.span.to)]
            })
    }
}

/// A sample checked by eye: accuracy and true lengths of the strata (F20).
package struct CheckedSample: Sendable {
    package var classes: [String]
    package var counts: [[Int]]
    package var accuracy: StratifiedAccuracy
    /// Where the checked stretches come from.
    package var file: String

    /// From features with `stratum`, `found` and `stratum_length_m`. Features without `found` are left out.
    ///
    /// Throws `InputError` where a field is missing, where a stratum has fewer than two checked stretches, or where none is checked.
    package init(_ features: [Feature], file: String) throws(InputError) {
        var lengths: OrderedDictionary<String, Double> = [:]
        var rows: [(String, String)] = []
        for (index, feature) in features.enumerated() {
            let place = Finding.Place(file: file, feature: index, id: feature.id)
            guard let stratum = feature.properties["stratum"]?.text,
                let length = feature.properties["stratum_length_m"]?.number, length > 0
            else {
                throw InputError(
                    "a sampled stretch has no stratum or no stratum_length_m", at: place,
                    remedy: "Keep the columns that \(.sample) wrote.")
            }
            lengths[stratum] = length
            if let found = feature.properties["found"]?.text, !found.isEmpty { rows.append((stratum, found)) }
        }
        let classes = Set(lengths.keys).union(rows.map(\.1)).sorted()
        var counts = [[Int]](repeating: [Int](repeating: 0, count: classes.count), count: classes.count)
        for (stratum, found) in rows {
            guard let i = classes.firstIndex(of: stratum), let j = classes.firstIndex(of: found) else { continue }
            counts[i][j] += 1
        }
        guard !rows.isEmpty, let accuracy = StratifiedAccuracy(counts: counts, mapped: classes.map { lengths[$0] ?? 0 }) else {
            throw InputError(
                "fewer than two stretches of a stratum are checked", at: Finding.Place(file: file),
                remedy: "Fill in `found` for at least two stretches of each stratum.")
        }
        self.classes = classes
        self.counts = counts
        self.accuracy = accuracy
        self.file = file
    }

    package var table: ResultTable {
        ResultTable(
            id: "checked_sample", title: "Length-adjusted accuracy",
            columns: [
                .init("class", field: "class"), .init("mapped, km", field: "mapped_m"), .init("true, km", field: "true_m"),
                .init("+- 95 %, km", field: "true_ci95_half_m"), .init("user's accuracy, %", field: "user_accuracy"),
                .init("producer's accuracy, %", field: "producer_accuracy"),
            ],
            rows: classes.indices.map { i in
                let extent = accuracy.extent(i)
                return [
                    .text(classes[i]), .kilometres(Metres(accuracy.mapped(i)), places: 2),
                    .kilometres(Metres(extent.value), places: 2),
                    .kilometres(Metres(half(extent)), places: 2), .percent(accuracy.user[i].map { Share($0.value) }),
                    .percent(accuracy.producer[i].map { Share($0.value) }),
                ]
            },
            notes: [
                "Overall accuracy \(NumberText.percent(Share(accuracy.overall.value))), standard error \(NumberText.percent(Share(accuracy.overall.standardError))) (Olofsson et al. 2014)."
            ])
    }

    private func half(_ estimate: StratifiedAccuracy.Estimate) -> Double { estimate.interval().upper - estimate.value }

    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "sample-checked", parameters: ["checked": .string(file)],
            results: [
                [
                    "classes": .array(classes.map { .string($0) }),
                    "counts": .array(counts.map { .array($0.map { .integer($0) }) }), "overall": accuracy.overall.json,
                    "user": .array(accuracy.user.map { $0?.json ?? .null }),
                    "producer": .array(accuracy.producer.map { $0?.json ?? .null }),
                    "length_m": .array(classes.indices.map { accuracy.extent($0).json }),
                ]
            ])
    }
}

extension StratifiedAccuracy.Estimate {
    package var json: JSONValue {
        let interval = interval()
        return [
            "value": .rate(value), "standard_error": .rate(standardError),
            "ci95": [.rate(interval.lower), .rate(interval.upper)],
        ]
    }
}
