import BorderModel
import GeoFormats
import LinearReferencing

extension StudyLayers {
    /// Fences as drawn, cut where what became of them between the study's two epochs changes, so that lengths by status are those of the ledger.
    var fences: FeatureLayer {
        var rows = LayerRows(
            "fences", title: "Fences as drawn", kind: .line, synthetic: synthetic,
            fields: [
                ("fence", .text), ("layer", .text), ("rows", .integer), ("material", .text), ("bank", .text), ("status", .text),
                ("valid_from", .date),
                ("valid_to", .date), ("absent_on", .date), ("upgraded_on", .date), ("fence_line_m", .real), ("from_m", .real),
                ("to_m", .real), (EpochList.field, .text), (Self.notCounted, .text),
            ] + Self.provenanceFields)
        let shares = FenceShares(model)
        var names = FeatureNames()
        for (index, located) in assets.fences.enumerated() {
            let fence = located.fence
            let pieces = shares.pieces(of: index)
            for piece in pieces {
                rows.add(
                    names.name(pieces.count == 1 ? fence.id : "\(fence.id)-\(piece.status?.rawValue ?? "rest")"),
                    geometry: Self.geometry(pieces.count == 1 ? fence.parts : fence.lines(along: piece.tracks)),
                    values: [
                        .text(fence.id), .text(fence.layer.rawValue), .count(fence.rows), .text(fence.material.rawValue),
                        .text(fence.bank.rawValue), .words(piece.status?.rawValue), .date(fence.lifetime.validFrom),
                        .date(fence.lifetime.validTo), .date(fence.lifetime.absentOn), .date(fence.upgradedOn),
                        .metres(pieces.count == 1 ? located.length : piece.length), .measure(piece.extent?.from),
                        .measure(piece.extent?.to), epochs(of: fence), .words(reason(located)),
                    ] + values(fence.provenance), extra: fence.extra)
            }
        }
        rows.declareExtraFields()
        return rows.layer
    }

    /// Why no table counts a fence, whatever the epoch.
    private func reason(_ located: LocatedFence) -> String? {
        if let grade = gradeReason(located.fence) { return grade }
        if !model.banks.contains(located.fence.bank) { return "other_bank" }
        return located.events.isEmpty ? "outside_corridor" : nil
    }

    var patrolPaths: FeatureLayer {
        var rows = LayerRows(
            "patrol_paths", title: title("Patrol paths"), kind: .line, synthetic: synthetic,
            fields: [
                ("valid_from", .date), ("valid_to", .date), ("absent_on", .date), ("upgraded_on", .date), ("length_m", .real),
                (EpochList.field, .text),
            ] + Self.provenanceFields)
        for located in assets.patrolPaths {
            let path = located.path
            rows.add(
                path.id, geometry: Self.geometry(path.parts),
                values: [
                    .date(path.lifetime.validFrom), .date(path.lifetime.validTo), .date(path.lifetime.absentOn),
                    .date(path.upgradedOn), .metres(located.length), epochs(of: path),
                ] + values(path.provenance), extra: path.extra)
        }
        rows.declareExtraFields()
        return rows.layer
    }

    /// The events of F3: each run of each fence, drawn on the border it stands along.
    var fenceRuns: FeatureLayer {
        var rows = LayerRows(
            "fence_runs", title: "Runs of fence along the border", kind: .line, synthetic: synthetic,
            fields: [
                ("fence", .text), ("layer", .text), ("valid_from", .date), ("valid_to", .date), ("segment", .text),
                ("area", .text),
                ("from_m", .real), ("to_m", .real), ("route_m", .real), ("fence_line_m", .real), ("offset_mean_m", .real),
                ("offset_min_m", .real), ("offset_max_m", .real), ("bridged", .bool), ("crosses", .bool), ("steep_m", .real),
            ])
        var names = FeatureNames()
        for located in assets.fences where !located.fence.leavesCounts(leastConfidence: assets.leastConfidence) {
            for (index, event) in located.events.enumerated() {
                let fence = located.fence
                rows.add(
                    names.name("\(fence.id)-run-\(index + 1)"), geometry: geometry(of: event.span),
                    values: [
                        .text(fence.id), .text(fence.layer.rawValue), .date(fence.lifetime.validFrom),
                        .date(fence.lifetime.validTo),
                        segment(at: middle(event.span)), area(at: middle(event.span)), .measure(event.span.from),
                        .measure(event.span.to), .metres(event.route), .metres(event.fenceLine), .offset(event.offsetMean),
                        .offset(event.offsetMin), .offset(event.offsetMax), .bool(event.bridged), .bool(event.crosses),
                        .metres(event.steep),
                    ])
            }
        }
        return rows.layer
    }

    /// The border cut wherever the number of layers changes at either epoch; null where it was not observed at both.
    var fenceEvents: FeatureLayer {
        var rows = LayerRows(
            "fence_events", title: title("Layers then and now"), kind: .line, synthetic: synthetic,
            fields: [
                ("segment", .text), ("area", .text), ("from_m", .real), ("to_m", .real), ("length_m", .real),
                ("layers_baseline", .integer), ("layers_comparison", .integer), ("class", .text), ("baseline", .text),
                ("comparison", .text),
            ])
        guard let comparison = model.fenceComparison else { return rows.layer }
        for (index, piece) in changePieces.enumerated() {
            let known = piece.changeClass != .unknown
            rows.add(
                "event-\(index + 1)", geometry: geometry(of: piece.span),
                values: [
                    segment(at: middle(piece.span)), area(at: middle(piece.span)), .measure(piece.span.from),
                    .measure(piece.span.to),
                    .metres(piece.span.length), known ? .count(piece.layersBaseline) : .null,
                    known ? .count(piece.layersComparison) : .null, .text(piece.changeClass.rawValue),
                    .text(comparison.baseline.epoch.id), .text(comparison.comparison.epoch.id),
                ])
        }
        return rows.layer
    }

    /// The pieces of the comparison inside the study's areas, in order, the unobserved ones among them.
    private var changePieces: [ChangePiece] {
        guard let comparison = model.fenceComparison, let whole = model.domains.last?.spans else { return [] }
        var pieces = SpanOverlaps(comparison.pieces, \.span, with: whole).map { piece, span in
            ChangePiece(
                span: span, changeClass: piece.changeClass, layersBaseline: piece.layersBaseline,
                layersComparison: piece.layersComparison)
        }
        for span in whole.subtracting(comparison.observedBoth).spans {
            pieces.append(ChangePiece(span: span, changeClass: .unknown, layersBaseline: 0, layersComparison: 0))
        }
        return pieces.sorted { ($0.span.from, $0.span.to) < ($1.span.from, $1.span.to) }
    }

    /// What became of the fence: one feature a maximal stretch of one class.
    var change: FeatureLayer {
        var rows = LayerRows(
            "change", title: title("Change of fence"), kind: .line, synthetic: synthetic,
            fields: [
                ("area", .text), ("class", .text), ("baseline", .text), ("comparison", .text), ("valid_from", .date),
                ("valid_to", .date), ("length_m", .real), ("from_m", .real), ("to_m", .real),
            ])
        guard let comparison = model.fenceComparison else { return rows.layer }
        let dates: [FieldValue] = [
            .text(comparison.baseline.epoch.id), .text(comparison.comparison.epoch.id), .date(comparison.comparison.epoch.date),
            .null,
        ]
        for (index, piece) in Self.joined(changePieces, area: area).enumerated() {
            rows.add(
                "change-\(index + 1)", geometry: geometry(of: piece.span),
                values: [area(at: middle(piece.span)), .text(piece.changeClass.rawValue)] + dates
                    + [.metres(piece.span.length), .measure(piece.span.from), .measure(piece.span.to)])
        }
        return rows.layer
    }

    /// Neighbours of one class and one area become one piece.
    private static func joined(_ pieces: [ChangePiece], area: (Measure) -> FieldValue) -> [ChangePiece] {
        var result: [ChangePiece] = []
        for piece in pieces {
            if let last = result.last, last.changeClass == piece.changeClass, last.span.to == piece.span.from,
                area(last.span.from) == area(piece.span.from)
            {
                result[result.count - 1].span = MeasureSpan(last.span.from, piece.span.to)
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// The number of layers along the areas at each epoch.
    var coverage: FeatureLayer {
        var rows = LayerRows(
            "coverage", title: title("Layers of fence"), kind: .line, synthetic: synthetic,
            fields: [
                ("epoch", .text), ("valid_from", .date), ("valid_to", .date), ("area", .text), ("layers", .integer),
                ("length_m", .real), ("from_m", .real), ("to_m", .real), ("bridged_only", .bool),
            ])
        let whole = model.domains.last?.spans ?? MeasureSpanSet()
        for profile in model.profiles {
            let observed = model.inventories.first { $0.epoch.id == profile.epoch }?.observed ?? MeasureSpanSet()
            let blind = whole.subtracting(observed).spans.map { (span: $0, layers: Int?.none, bridged: false) }
            let known = profile.pieces.map { (span: $0.span, layers: Int?.some($0.layers), bridged: $0.bridgedOnly) }
            for (index, piece) in (known + blind).sorted(by: { $0.span.from < $1.span.from }).enumerated() {
                rows.add(
                    "coverage-\(profile.epoch)-\(index + 1)", geometry: geometry(of: piece.span),
                    values: validity(profile.epoch)
                        + [
                            area(at: middle(piece.span)), .count(piece.layers), .metres(piece.span.length),
                            .measure(piece.span.from),
                            .measure(piece.span.to), .bool(piece.bridged),
                        ])
            }
        }
        return rows.layer
    }

    /// Observed stretches without any fence, area by area.
    var gaps: FeatureLayer {
        var rows = LayerRows(
            "gaps", title: title("Gaps"), kind: .line, synthetic: synthetic,
            fields: [
                ("epoch", .text), ("valid_from", .date), ("valid_to", .date), ("area", .text), ("length_m", .real),
                ("open", .bool), ("from_m", .real), ("to_m", .real),
            ])
        let ids = domainIDs
        for row in model.coverage where ids.contains(row.area) {
            for (index, gap) in row.gaps.enumerated() {
                rows.add(
                    "gap-\(row.area)-\(row.epoch)-\(index + 1)", geometry: geometry(of: gap.span),
                    values: validity(row.epoch) + [.text(row.area), .metres(gap.length), .bool(gap.open)]
                        + [.measure(gap.span.from), .measure(gap.span.to)])
            }
        }
        return rows.layer
    }
}
