import BorderModel
import LinearReferencing

extension ReportFigures {
    var stripFigure: StripFigure {
        let statuses = Dictionary(uniqueKeysWithValues: drawn.map { ($0, fenceSpans(at: $0)) })
        return StripFigure(
            epochs: epochs, comparison: comparison,
            areas: model.areas.map { area in
                StripFigure.Area(
                    id: area.id, name: area.name, spans: area.spans,
                    tracks: isPublic ? [] : drawn.map { tracks(of: area, at: $0, statuses[$0] ?? []) },
                    change: isPublic ? [] : change(in: area),
                    withheld: isPublic ? drawn.compactMap { withheld(area, $0) } : [],
                    places: places(beside: area))
            }, language: language, words: model.study.words)
    }

    private func tracks(of area: StudyArea, at epoch: Int, _ fences: [StripFigure.Fence]) -> StripFigure.EpochTracks {
        let inventory = model.inventories[epoch]
        let whole = Self.whole(area)
        return StripFigure.EpochTracks(
            epoch: epoch, observed: inventory.observed,
            fences: fences.flatMap { fence in
                area.spans.intersection(MeasureSpanSet(fence.span)).spans.map {
                    StripFigure.Fence(span: $0, layer: fence.layer, status: fence.status)
                }
            },
            facilities: inventory.present.compactMap { index in
                let located = inventory.assets.facilities[index]
                guard let measure = located.attached?.measure, measure >= whole.from, measure <= whole.to else { return nil }
                return StripFigure.Post(measure: measure, kind: located.facility.kind)
            })
    }

    /// Every stretch of fence at an epoch, with what became of it since the baseline.
    func fenceSpans(at epoch: Int) -> [StripFigure.Fence] {
        let inventory = model.inventories[epoch]
        let comparison = comparison(at: epoch)
        let known = comparison?.observedBoth ?? MeasureSpanSet()
        let compared = comparison?.standingPieces.map {
            StripFigure.Fence(span: $0.span, layer: $0.layer, status: DrawnStatus($0.status))
        }
        let own = inventory.fences.flatMap { index in
            let located = inventory.assets.fences[index]
            return located.events.filter { model.parameters.countingBridged || !$0.bridged }.flatMap { event in
                MeasureSpanSet(event.span).intersection(inventory.observed).subtracting(known).spans.map {
                    StripFigure.Fence(span: $0, layer: located.fence.layer, status: epoch == baseline ? .unchanged : .open)
                }
            }
        }
        return (compared ?? []) + own
    }

    /// An epoch laid over the baseline; `nil` for the baseline itself, for what came before it, and without one.
    func comparison(at epoch: Int) -> FenceComparison? {
        guard let baseline, epoch > baseline else { return nil }
        if epoch == comparison, let made = model.fenceComparison { return made }
        return FenceComparison(
            baseline: model.inventories[baseline], comparison: model.inventories[epoch],
            countingBridged: model.parameters.countingBridged, matchDistance: model.study.matchDistance)
    }

    private func change(in area: StudyArea) -> [(span: MeasureSpan, changeClass: ChangeClass)] {
        guard let comparison = model.fenceComparison else { return [] }
        let known = SpanOverlaps(comparison.pieces, \.span, with: area.spans).map {
            (span: $0.span, changeClass: $0.item.changeClass)
        }
        return known + area.spans.subtracting(comparison.observedBoth).spans.map { (span: $0, changeClass: .unknown) }
    }

    /// Towns within 10 km of the stretch, by the name of the language.
    private func places(beside area: StudyArea) -> [(name: String, measure: Measure)] {
        model.study.words.places.lazy.filter { !$0.isRegion }.compactMap { town in
            let place = model.border.route.locate(town.position)
            guard place.offset.metres.magnitude < 10_000, area.spans.contains(place.measure) else { return nil }
            return (language == .korean ? town.name.koreanOrOwn : town.name.english, place.measure)
        }
    }

    private func withheld(_ area: StudyArea, _ epoch: Int) -> StripFigure.Withheld? {
        guard let row = coverage(area.id, epoch) else { return nil }
        return StripFigure.Withheld(
            epoch: epoch, observed: row.observed, fenced: row.layers.map(\.fenced),
            facilities: density(area.id, epoch)?.count.count ?? 0)
    }
}
