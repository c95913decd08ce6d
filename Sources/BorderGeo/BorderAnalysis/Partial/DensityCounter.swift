import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

/// Counts facility records on a study's border, part by part: the study is read and its lengths are computed once.
package struct DensityCounter: Sendable {
    private let data: StudyData
    private let domains: [MetricDomain]
    private let inventories: [Inventory]
    private let vicinities: [FenceVicinity]
    private let areas: MeasureSpanSet?
    private let jobs: Int?
    /// How the notes of a partial name what a user can change: a partial is text.
    private let wording: Remedy.Wording
    let frame: DensityFrame
    /// Conversions of coordinates that may be worse are refused.
    private let accuracy: Metres?

    /// The study's own facilities are left out: what counts is given to `partial`. Throws what `ReportModel` throws.
    package init(
        _ data: StudyData, parameters: ReportParameters = ReportParameters(), jobs: Int? = nil, accuracy: Metres? = nil,
        wording: @escaping Remedy.Wording = Remedy.inGeneral
    ) throws {
        var bare = data
        bare.facilities = []
        let model = try ReportModel(bare, parameters: parameters, jobs: jobs)
        self.data = bare
        self.jobs = jobs
        self.accuracy = accuracy
        self.wording = wording
        domains = model.domains
        inventories = model.inventories
        vicinities = model.vicinities
        areas = data.areas.isEmpty ? nil : MeasureSpanSet(data.areas.flatMap(\.spans.spans))
        frame = DensityFrame(model, of: bare)
    }

    /// Facilities at hand, such as the study's own.
    package func partial(of facilities: [Facility]) -> DensityPartial {
        DensityPartial(frame: frame, counts: counts(facilities, jobs: jobs))
    }

    private func counts(_ facilities: [Facility], jobs: Int?) -> PartialCounts {
        let located = LocatedAssets(
            facilities: facilities, fences: [], patrolPaths: [], on: data.border.route,
            fenceOptions: FenceOptions(corridor: data.study.corridor), jobs: jobs)
        return PartialCounts(located.facilities, in: domains, at: inventories, vicinities: vicinities, areas: areas)
    }

    /// Records of a file, or of stdin (`-`): GeoJSON, GeoJSON lines or a table, read as they come. An input without a byte is a
    /// part without records. `findings` are about the form of the file; what is doubtful in records is in the partial.
    ///
    /// Throws `FileError` and `InputError`; an id that occurs twice is refused, here and not between parts.
    /// Memory: a few megabytes a thread, and the ids. Results do not depend on the number of threads.
    package func partial(reading source: InputSource) throws -> (partial: DensityPartial, findings: [Finding]) {
        var sum = DensityPartial(frame: frame)
        let reader = try ByteReader(source, options: InputOptions(mapping: data.study.mapping))
        let head = try reader.peek(64)
        // An engine starts its filters for empty parts too.
        if head.count < 64, head.allSatisfy({ $0 <= 0x20 }) { return (sum, []) }
        var stream = try open(source, with: reader, beginning: head)
        var ledger = FeatureLedger(file: stream.name)
        var seen: Set<String> = []
        while true {
            let (chunks, failure) = Self.next(jobs ?? Parallel.coreCount, of: &stream)
            let batches = Parallel.map(chunks.count, jobs: jobs) { [chunks] in read(chunks[$0]) }
            for batch in batches {
                let start = ledger.featureCount
                try ledger.accept(batch.columns)
                let part = try batch.part(after: start)
                for id in part.ids where !seen.insert(id).inserted {
                    throw InputError(
                        "id \"\(id)\" occurs twice", at: .init(file: stream.name, id: id),
                        remedy: "Ids must be unique in a file; renumber one of the two.")
                }
                try sum.add(part.counts, part.notes, file: stream.name)
            }
            if let failure { throw failure }
            if chunks.isEmpty { break }
        }
        let rules = Set(ReadRule.ofFiles.map(\.id))
        return (sum, ledger.conversionFindings + ledger.findings(of: stream).filter { rules.contains($0.rule) })
    }

    private func open(_ source: InputSource, with reader: ByteReader, beginning head: [UInt8]) throws -> FeatureStream {
        var options = InputOptions(mapping: data.study.mapping)
        options.accuracy = accuracy
        options.expected = data.border.box
        if reader.isForeign { return try FeatureStream(opening: source, through: reader, options: options) }
        switch InputFormat(head: head) {
        case .kml, .kmz, .geopackage: return try FeatureStream(opening: source, options: options)
        default: return try FeatureStream(reader, options: options)
        }
    }

    /// Up to `count` chunks; an error behind them is kept until they have been read, whatever their number.
    private static func next(_ count: Int, of stream: inout FeatureStream) -> (chunks: [FeatureChunk], failure: (any Error)?) {
        var chunks: [FeatureChunk] = []
        do {
            while chunks.count < count, let chunk = try stream.next() { chunks.append(chunk) }
        } catch {
            return (chunks, error)
        }
        return (chunks, nil)
    }

    private func read(_ chunk: FeatureChunk) -> FacilityBatch {
        var columns = FeatureColumns()
        columns.read(chunk)
        var decoder = FeatureDecoder(mapping: data.study.mapping, synthetic: data.study.synthetic, words: data.study.words)
        decoder.listsEveryFinding = true
        decoder.jobs = 1
        let features = (0..<columns.count).map { columns.feature(at: $0) }
        do throws(InputError) {
            var facilities = try decoder.facilities(features)
            // Stand-ins count from the start of a part: they name nothing.
            let standIns = Set(
                decoder.findings.filter { $0.rule == RecordNotes.noID }.compactMap(\.place.feature).map { "facility-\($0)" })
            if !standIns.isEmpty {
                for i in facilities.indices where standIns.contains(facilities[i].id) { facilities[i].id = "" }
            }
            var notes = RecordNotes()
            for finding in decoder.findings { notes.add(finding.worded(wording)) }
            notes.add(columns.notes, wording)
            return FacilityBatch(
                columns: columns,
                result: .success(
                    .init(
                        counts: counts(facilities, jobs: 1), notes: notes, ids: facilities.map(\.id).filter { !$0.isEmpty })))
        } catch {
            return FacilityBatch(columns: columns, result: .failure(error))
        }
    }
}

/// One chunk of records, counted on one thread.
private struct FacilityBatch: Sendable {
    struct Part: Sendable {
        var counts: PartialCounts
        var notes: RecordNotes
        var ids: [String]
    }

    var columns: FeatureColumns
    var result: Result<Part, InputError>

    /// Throws what was wrong, told by the feature's index in the whole input.
    func part(after start: Int) throws(InputError) -> Part {
        do throws(InputError) {
            return try result.get()
        } catch {
            var moved = error
            moved.place.feature = error.place.feature.map { $0 + start }
            throw moved
        }
    }
}

extension ReadRule {
    /// About a file's form, not about a record: split otherwise, the same records give other ones.
    static let ofFiles: [ReadRule] = [.byteOrderMark, .oldCRS, .mixedColumn, .duplicateColumn]
}

extension RecordNotes {
    fileprivate mutating func add(_ read: ReadNotes, _ wording: Remedy.Wording) {
        for rule in ReadRule.allCases where !ReadRule.ofFiles.contains(rule) && read.counts[Int(rule.rawValue)] > 0 {
            let records = RecordTally(count: read.counts[Int(rule.rawValue)])
            let remedy = rule.remedy.worded(wording).description
            add(rule.id, Note(records: records, severity: rule.severity, sentence: rule.sentence, remedy: remedy))
        }
    }
}
