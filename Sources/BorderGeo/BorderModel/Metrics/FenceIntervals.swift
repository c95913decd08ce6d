import BorderBase
import LinearReferencing

/// The elementary intervals of a comparison with the records that stand on each at either epoch (F7), and what became of them.
struct FenceIntervals {
    private struct Interval {
        /// Empty where the foot of a record stands still.
        var span: MeasureSpan
        /// The same before its ends were rounded to the millimetre.
        var exact: MeasureSpan
        /// Indexes of records.
        var before: [Int] = []
        var after: [Int] = []
    }

    private var intervals: [Interval] = []
    private var records: [FenceRecord] = []
    private var covers: [FenceCover] = []
    private let assets: LocatedAssets
    private(set) var fewerRows: [FenceComparison.FencePairName] = []
    private(set) var shifts: [FenceComparison.PlaceShift] = []
    private(set) var pairsWithoutSigma = 0

    init(_ baseline: Inventory, _ comparison: Inventory, both: MeasureSpanSet, countingBridged: Bool) {
        assets = comparison.assets
        for (inventory, epoch) in [(baseline, FenceChangePiece.Epoch.baseline), (comparison, .comparison)] {
            for (fence, cover) in zip(inventory.fences, inventory.covers) {
                records.append(
                    FenceRecord(fence: fence, epoch: epoch, spans: cover.spans(countingBridged: countingBridged).spans))
                covers.append(cover)
            }
        }
        intervals = Self.intervals(of: records, over: both)
        intervals += stillPlaces(in: both)
        intervals.sort { ($0.span.from, $0.span.to) < ($1.span.from, $1.span.to) }
        for (i, interval) in intervals.enumerated() {
            for record in interval.before + interval.after { records[record].stand(on: i, interval.span, exact: interval.exact) }
        }
        for i in records.indices {
            records[i].distribute(profile(i), over: both.spans, without: assets.excludedStretch)
        }
    }

    private func profile(_ record: Int) -> FenceProfile { assets.fences[records[record].fence].location.profile }

    private static func intervals(of records: [FenceRecord], over both: MeasureSpanSet) -> [Interval] {
        var spans: [MeasureSpan] = []
        var owners: [Int] = []
        for (i, record) in records.enumerated() {
            spans += record.spans
            owners += Array(repeating: i, count: record.spans.count)
        }
        let fenceCount = spans.count
        if let from = both.spans.first?.from.metres, let to = both.spans.last?.to.metres {
            let cuts = stride(from: (from / FenceComparison.raster).rounded(.down), to: to / FenceComparison.raster, by: 1)
            spans += cuts.map {
                MeasureSpan(Measure($0 * FenceComparison.raster), Measure(($0 + 1) * FenceComparison.raster))
            }
        }
        let sweep = SpanSweep(spans, over: both)
        return sweep.pieces.map { piece in
            var interval = Interval(
                span: piece.span, exact: MeasureSpan(sweep.exact(piece.span.from), sweep.exact(piece.span.to)))
            for run in piece.active where run < fenceCount {
                let owner = owners[run]
                if records[owner].epoch == .baseline { interval.before.append(owner) } else { interval.after.append(owner) }
            }
            return interval
        }
    }

    /// Places without extent where records have metres: one for all records within a centimetre.
    private func stillPlaces(in both: MeasureSpanSet) -> [Interval] {
        var hasInterval = [Bool](repeating: false, count: records.count)
        for interval in intervals { for record in interval.before + interval.after { hasInterval[record] = true } }
        func isObserved(_ place: Measure) -> Bool {
            both.spans.hold(place, within: FenceCover.snap)
        }
        var places: [(centimetre: Int, record: Int)] = []
        for i in records.indices {
            var hasPlace = false
            for place in covers[i].places {
                let centimetre = Int((place.metres * 100).rounded())
                guard isObserved(Measure(Double(centimetre) / 100)) else { continue }
                places.append((centimetre, i))
                hasPlace = true
            }
            guard !hasInterval[i], !hasPlace else { continue }
            // Less border than counts as an interval at an end of what was observed, but fence all the same.
            var first: Double?
            profile(i).forEachStep(over: both.spans) { step in
                if first == nil, step.stretch.contains(.along) { first = step.low }
            }
            if let first { places.append((Int((first * 100).rounded()), i)) }
        }
        places.sort { ($0.centimetre, $0.record) < ($1.centimetre, $1.record) }
        var result: [Interval] = []
        for (centimetre, record) in places {
            let place = Measure(Double(centimetre) / 100)
            if result.last?.span.from != place {
                result.append(Interval(span: MeasureSpan(place, place), exact: MeasureSpan(place, place)))
            }
            if records[record].epoch == .baseline {
                result[result.count - 1].before.append(record)
            } else {
                result[result.count - 1].after.append(record)
            }
        }
        return result
    }
}

extension FenceIntervals {
    /// Says of every record on every interval what became of it.
    mutating func pair(by pairing: FencePairing) {
        for (n, interval) in intervals.enumerated() where !interval.before.isEmpty && !interval.after.isEmpty {
            let pairs = pairing.pairs(interval.before, interval.after, of: records) { record in
                records[record].offset(records[record].position(of: n), covers[record])
            }
            for pair in pairs {
                let before = pairing.fence(records[pair.before])
                let after = pairing.fence(records[pair.after])
                let fate = FenceRecord.Fate.paired(pairing.status(pair, records), gate: pairing.gate(before, after))
                for record in [pair.before, pair.after] { records[record].fates[records[record].position(of: n)] = fate }
                note(pair, of: before, and: after, on: interval.span)
            }
        }
        for i in records.indices { records[i].resolveEnds() }
        fewerRows = fewerRows.removingRepeats()
    }

    private mutating func note(_ pair: FencePairing.Pair, of before: FenceLine, and after: FenceLine, on span: MeasureSpan) {
        if let a = before.rows, let b = after.rows, b < a {
            fewerRows.append(
                FenceComparison.FencePairName(before: records[pair.before].fence, after: records[pair.after].fence))
        }
        guard pair.kind == .samePlace, !span.isEmpty, let (a, b) = pair.offsets else { return }
        shifts.append(FenceComparison.PlaceShift(span: span, shift: b - a))
        if before.provenance.sigma == nil || after.provenance.sigma == nil { pairsWithoutSigma += 1 }
    }

    /// The border by what became of its fences; neighbours that agree are one.
    var changePieces: [ChangePiece] {
        var pieces: [ChangePiece] = []
        let numbers = ClassIndex(assets.layers)
        for (n, interval) in intervals.enumerated() where !interval.span.isEmpty {
            func layers(_ indexes: [Int]) -> Int {
                indexes.reduce(into: LayerSet()) { set, record in
                    let number = numbers.number(of: assets.fences[records[record].fence].fence.layer)
                    set.insert(LayerSet(number: number ?? 0))
                }.count
            }
            let piece = ChangePiece(
                span: interval.span, changeClass: .none, layersBaseline: layers(interval.before),
                layersComparison: layers(interval.after))
            pieces.append(classified(piece, on: interval, at: n))
        }
        return pieces
    }

    private func classified(_ piece: ChangePiece, on interval: Interval, at n: Int) -> ChangePiece {
        var piece = piece
        func fates(_ indexes: [Int]) -> [FenceRecord.Fate] {
            indexes.map { records[$0].fates[records[$0].position(of: n)] }
        }
        let (c0, c1) = (piece.layersBaseline, piece.layersComparison)
        let isNew = fates(interval.after).contains(.alone)
        let isGone = fates(interval.before).contains(.alone)
        let statuses = fates(interval.after).compactMap { fate -> FenceStatus? in
            if case .paired(let status, _) = fate { status } else { nil }
        }
        piece.changeClass =
            if c0 == 0, c1 == 0 {
                .none
            } else if c0 == 0 {
                .new
            } else if c1 == 0 {
                .removed
            } else if c1 > c0 {
                .layerAdded
            } else if c1 < c0 {
                .layerLost
            } else if isNew, isGone {
                .realigned
            } else if isNew {
                .lineAdded
            } else if isGone {
                .lineLost
            } else if statuses.contains(.upgraded) {
                .upgraded
            } else if statuses.contains(.realigned) {
                .realigned
            } else if statuses.contains(.relabelled) {
                .relabelled
            } else {
                .unchanged
            }
        return piece
    }

    /// The fences by what became of them: neighbours of one record that agree are one.
    var fencePieces: [FenceChangePiece] {
        records.flatMap { $0.pieces(layer: assets.fences[$0.fence].fence.layer) }.sorted {
            ($0.span.from, $0.span.to, $0.fence, $0.epoch == .baseline ? 0 : 1)
                < ($1.span.from, $1.span.to, $1.fence, $1.epoch == .baseline ? 0 : 1)
        }
    }
}

extension FenceRecord {
    /// A piece that is alone, adjoins a pair along the border, and is shorter than its gate in border and in fence is the end of a line that was drawn otherwise.
    mutating func resolveEnds() {
        let own = places.indices.filter { !places[$0].isEmpty }
        func touch(_ i: Int, _ j: Int) -> Bool {
            i >= 0 && j < own.count && places[own[i]].to == places[own[j]].from
        }
        func gate(_ i: Int) -> Double? {
            if case .paired(_, let gate) = fates[own[i]] { gate } else { nil }
        }
        var redrawn: [Int] = []
        var i = 0
        while i < own.count {
            guard fates[own[i]] == .alone else {
                i += 1
                continue
            }
            var last = i
            while touch(last, last + 1), fates[own[last + 1]] == .alone { last += 1 }
            let gates = [touch(i - 1, i) ? gate(i - 1) : nil, touch(last, last + 1) ? gate(last + 1) : nil].compactMap { $0 }
            let run = own[i...last]
            let border = run.reduce(0) { $0 + places[$1].length.value }
            let fence = run.reduce(0) { $0 + lengths[$1] }
            if let gate = gates.max(), max(border, fence) < gate { redrawn += run }
            i = last + 1
        }
        for i in redrawn { fates[i] = .redrawn }
    }

    /// The pieces of the record by what became of them, in order of measure.
    func pieces(layer: FenceLayer) -> [FenceChangePiece] {
        var pieces: [FenceChangePiece] = []
        for i in places.indices {
            let status: FenceStatus =
                switch fates[i] {
                case .alone: epoch == .baseline ? .removed : .new
                case .paired(let status, _): status
                case .redrawn: .redrawn
                }
            let territory = territory(i)
            if let last = pieces.last, last.status == status, last.span.to == places[i].from,
                last.span.isEmpty == places[i].isEmpty
            {
                pieces[pieces.count - 1].span = MeasureSpan(last.span.from, places[i].to)
                pieces[pieces.count - 1].territory = MeasureSpan(last.territory.from, territory.to)
                pieces[pieces.count - 1].extent =
                    last.extent.map { a in extents[i].map { MeasureSpan(min(a.from, $0.from), max(a.to, $0.to)) } ?? a }
                    ?? extents[i]
                pieces[pieces.count - 1].fenceLine = last.fenceLine + Metres(lengths[i])
            } else {
                pieces.append(
                    FenceChangePiece(
                        span: places[i], territory: territory, extent: extents[i], fence: fence, layer: layer, epoch: epoch,
                        status: status, fenceLine: Metres(lengths[i])))
            }
        }
        return pieces
    }
}
