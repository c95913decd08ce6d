import LinearReferencing

/// Keeps count over the batches of one input, in their order: which feature and line a place in a batch is, what is doubtful, what is wrong.
package struct FeatureLedger: Sendable {
    package let file: String
    /// Features accepted so far.
    package private(set) var featureCount = 0
    private var counts = [Int](repeating: 0, count: ReadRule.allCases.count)
    private var listed: [Finding] = []
    private var nextChunk = 0
    private var broken: [Finding] = []
    private var conversions: [ConversionQuality] = []

    package init(file: String) { self.file = file }

    /// Counts a batch and collects its findings. Throws the batch's error as `InputError` with file, line, feature and pointer.
    ///
    /// Batches must come in the order of `FeatureChunk.index`, starting at 0.
    package mutating func accept(_ columns: borrowing FeatureColumns) throws(InputError) {
        precondition(columns.chunk.map { $0.index == nextChunk } ?? true, "batches are accepted in order")
        nextChunk += 1
        // Counted whether or not it is listed: the number must not depend on where the input was cut.
        for note in columns.notes.first {
            counts[Int(note.rule.rawValue)] += 1
            if counts[Int(note.rule.rawValue)] <= ReadNotes.limit { listed.append(finding(note, columns)) }
        }
        for rule in ReadRule.allCases {
            let index = Int(rule.rawValue)
            counts[index] += max(0, columns.notes.counts[index] - columns.notes.first.count { $0.rule == rule })
        }
        broken += brokenRecords(columns)
        try note(columns.conversions, limit: columns.chunk?.accuracy)
        if let failure = columns.failure, let chunk = columns.chunk { throw error(failure, in: chunk, of: columns) }
        if nextChunk == 1 { try checkProjection(columns) }
        featureCount += columns.count
    }

    /// Throws where a conversion may be worse than the input may have.
    private mutating func note(_ qualities: [ConversionQuality], limit: Metres?) throws(InputError) {
        for quality in qualities {
            if let limit, quality.mayExceed(limit) { throw quality.refusal(limit: limit, file: file) }
            if quality.isDoubtful, !conversions.contains(quality) { conversions.append(quality) }
        }
    }

    /// What has to be said of how coordinates were converted.
    package var conversionFindings: [Finding] { conversions.map { $0.finding(file: file) } }

    /// The first finding that is an error, as one: for those who want all of an input or nothing.
    var firstError: InputError? {
        findings(fileNotes: []).first { $0.severity == .error }.map { InputError($0.sentence, at: $0.place, remedy: $0.remedy) }
    }

    /// Counts a batch of which there is nothing to report: `FeatureColumns.isPlain`, and not the first.
    package mutating func accept(plain count: Int) {
        nextChunk += 1
        featureCount += count
    }

    private func error(_ failure: ParseFailure, in chunk: FeatureChunk, of columns: borrowing FeatureColumns) -> InputError {
        let isCell = failure.problem == .badCell
        return error(
            failure, in: chunk, of: columns, record: columns.count, cell: isCell ? columns.cellProblems.last : nil)
    }

    private func error(
        _ failure: ParseFailure, in chunk: FeatureChunk, of columns: borrowing FeatureColumns, record: Int,
        cell: (problem: CSVPlaceReader.Problem, column: String)?
    ) -> InputError {
        let feature = featureCount + record
        if case .rows = chunk.form {
            guard let cell else {
                return InputError(
                    failure, in: chunk.block, file: file, linesBefore: chunk.blockLine, pointerFrom: nil, feature: feature)
            }
            let place = Finding.Place(
                file: file, feature: feature, line: chunk.line(at: failure.offset), pointer: cell.column)
            return InputError(cell.problem.sentence, rule: cell.problem.rule, at: place, remedy: cell.problem.remedy)
        }
        let start =
            record < columns.count
            ? columns.records[record].bytes.lowerBound
            : columns.records.last.map { $0.bytes.upperBound } ?? chunk.range.lowerBound
        return InputError(
            failure, in: chunk.block, file: file, linesBefore: chunk.blockLine, pointerFrom: start, feature: feature)
    }

    /// What a recovering read met, as findings.
    private func brokenRecords(_ columns: borrowing FeatureColumns) -> [Finding] {
        guard let chunk = columns.chunk else { return [] }
        var cells = columns.cellProblems[...]
        return columns.failures.map { failure, record in
            let cell = failure.problem == .badCell ? cells.popFirst() : nil
            return error(failure, in: chunk, of: columns, record: record, cell: cell).finding
        }
    }

    /// Metres taken for degrees are told once, and with the way out, instead of feature by feature.
    private func checkProjection(_ columns: borrowing FeatureColumns) throws(InputError) {
        let off = columns.records.count { $0.flags.contains(.offEarth) }
        guard off > 0, columns.chunk?.transformation == nil, columns.records.allSatisfy({ $0.shape == .none }) else { return }
        guard let first = columns.positions.first, max(first.longitude.magnitude, first.latitude.magnitude) > 1000 else { return }
        throw InputError(
            "the coordinates are metres of a map projection, not degrees: the first is \(FixedDecimal.string(shortest: first.longitude)), "
                + FixedDecimal.string(shortest: first.latitude), rule: InputReader.unnamedPlane, at: Finding.Place(file: file),
            remedy:
                "Say which projection: \(.crs("EPSG:32652")) for UTM zone 52N, or the code of the national grid they are from.")
    }

    /// What is doubtful, file by file and rule by rule; places behind the twentieth of a rule as one number.
    package func findings(of stream: borrowing FeatureStream) -> [Finding] { findings(fileNotes: stream.fileNotes) }

    package func findings(fileNotes: [ReadRule]) -> [Finding] {
        var result = fileNotes.map {
            Finding(
                rule: $0.id, severity: $0.severity, place: Finding.Place(file: file), sentence: $0.sentence.asSentence,
                remedy: $0.remedy)
        }
        result += conversionFindings + broken
        for rule in ReadRule.allCases {
            let of = listed.filter { $0.rule == rule.id }
            result += of
            let more = counts[Int(rule.rawValue)] - of.count
            guard more > 0 else { continue }
            result.append(
                Finding(
                    rule: rule.id, severity: rule.severity, place: Finding.Place(file: file),
                    sentence: "\(more) more: \(rule.sentence).", remedy: rule.remedy))
        }
        return result
    }

    private func finding(_ note: ReadNotes.Note, _ columns: borrowing FeatureColumns) -> Finding {
        var place = Finding.Place(file: file, feature: featureCount + note.record)
        if note.record < columns.count, let chunk = columns.chunk {
            place.id = columns.feature(at: note.record).id
            let record = columns.records[note.record]
            if case .rows = chunk.form {
                let start = note.record < columns.rowStarts.count ? Int(columns.rowStarts[note.record]) : note.offset
                place.line = chunk.line(at: start)
                return Finding(
                    rule: note.rule.id, severity: note.rule.severity, place: place, sentence: note.rule.sentence.asSentence,
                    remedy: note.rule.remedy)
            }
            place.line = chunk.line(at: note.offset)
            let pointer = chunk.block.withPointer { JSONPointer.path(to: note.offset, from: record.bytes.lowerBound, in: $0) }
            if !pointer.isEmpty { place.pointer = pointer }
        }
        return Finding(
            rule: note.rule.id, severity: note.rule.severity, place: place, sentence: note.rule.sentence.asSentence,
            remedy: note.rule.remedy)
    }
}
