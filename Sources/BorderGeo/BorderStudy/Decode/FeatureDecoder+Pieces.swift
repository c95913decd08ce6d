import BorderModel
import GeoFormats
import LinearReferencing

extension FeatureDecoder {
    /// How features become values of one kind.
    package struct Rule<Value: Sendable>: Sendable {
        /// Of ids that are made up: `facility-17`.
        var prefix: String
        /// Features that are not of this kind are left to other rules; `nil`: all are.
        var filter: (@Sendable (Feature) -> Bool)?
        /// Geometries of the other of points and lines are left to other rules, where a file has both; `nil`: the body looks at all.
        var shape: RecordFilter.Shape?
        var body: @Sendable (inout AttributeReader, String) throws(InputError) -> Value?

        init(
            prefix: String, where filter: (@Sendable (Feature) -> Bool)? = nil, shape: RecordFilter.Shape? = nil,
            _ body: @escaping @Sendable (inout AttributeReader, String) throws(InputError) -> Value?
        ) {
            self.prefix = prefix
            self.filter = filter
            self.shape = shape
            self.body = body
        }
    }

    /// The entries of a run of features decoded on its own: what needs the features before it (ids that occur twice) is still to be looked at.
    package struct Entries: Sendable {
        /// Number of the feature in its file, its id, where it stands (NaN: nowhere).
        var numbers: [Int] = []
        var ids: [String] = []
        var hashes: [UInt64] = []
        var positions: [GeoPosition] = []
        /// By entry, in order; further ones of kinds that have been listed enough are only counted.
        var findings: [(entry: Int, finding: Finding)] = []
        var more: [FindingQuota.Count] = []
        var errors: [(entry: Int, error: InputError)] = []
        /// A feature said that its position is made up.
        package var sawSynthetic = false
        /// What the study's filter kept.
        var kept = RecordPreparation.Tally()
        /// Records of another shape than the rule's, and what would be wrong with them if they were of it.
        var others: [(number: Int, error: InputError)] = []

        fileprivate mutating func reserve(_ count: Int) {
            numbers.reserveCapacity(count)
            ids.reserveCapacity(count)
            hashes.reserveCapacity(count)
            positions.reserveCapacity(count)
        }

        fileprivate static let nowhere = GeoPosition(longitude: .nan, latitude: .nan)
    }

    /// Entries and what became of each.
    package struct Piece<Value: Sendable>: Sendable {
        package var entries = Entries()
        package var values: [Value?] = []
    }

    /// Decodes features of which the first is number `first` of the file. Stops at an error unless errors are collected.
    package func piece<Value>(_ batch: FeatureBatch, first: Int = 0, _ rule: Rule<Value>) -> Piece<Value> {
        var piece = Piece<Value>()
        let (batch, numbers) = prepared(batch, &piece.entries.kept)
        let count = batch.count
        piece.entries.reserve(count)
        piece.values.reserveCapacity(count)
        var reader = AttributeReader(
            batch, file: file, mapping: mapping, words: words,
            quota: collectsErrors || listsEveryFinding ? FindingQuota(limit: nil) : .beyondTally)
        for offset in 0..<count {
            if let filter = rule.filter, !filter(batch.feature(at: offset)) { continue }
            let (index, entry) = (first + (numbers?[offset] ?? offset), piece.values.count)
            reader.move(to: offset, index: index)
            let id = reader.id ?? "\(rule.prefix)-\(index)"
            if reader.id == nil {
                reader.note(
                    "no-id", as: .note, "the feature has no id; \(id) is used",
                    remedy: "Give every feature an id that stays, or name the field that holds one as `id`.")
            }
            var value: Value?
            do throws(InputError) { value = try rule.body(&reader, id) } catch {
                if let shape = rule.shape, let own = reader.geometry, RecordFilter.Shape(own).isOther(than: shape) {
                    piece.entries.others.append((index, error))
                    continue
                }
                piece.entries.errors.append((entry, error))
                if collectsErrors {
                    let others = furtherErrors(in: batch.feature(at: offset), behind: error, index: index, id: id, rule)
                    piece.entries.errors += others.map { (entry, $0) }
                }
            }
            piece.entries.numbers.append(index)
            piece.entries.ids.append(id)
            piece.entries.hashes.append(IdentifierSet.hash(id))
            piece.entries.positions.append(reader.position ?? Entries.nowhere)
            piece.values.append(value)
            for finding in reader.findings { piece.entries.findings.append((entry, finding)) }
            if !piece.entries.errors.isEmpty, !collectsErrors { break }
        }
        piece.entries.more = reader.quota.counts.filter { $0.more > 0 }
        piece.entries.sawSynthetic = reader.sawSynthetic
        return piece
    }

    /// The records that count, with what the study sets, and their numbers in the batch; a batch as it is where the study asks for nothing.
    private func prepared(_ batch: FeatureBatch, _ tally: inout RecordPreparation.Tally) -> (FeatureBatch, [Int]?) {
        guard !preparation.isEmpty else { return (batch, nil) }
        let names = preparation.filter?.fields ?? []
        var features: [Feature] = []
        var numbers: [Int] = []
        for offset in 0..<batch.count {
            let feature = batch.feature(at: offset)
            let own = preparation.record(feature, mapping: mapping)
            tally.add(feature, isKept: own != nil, asking: names)
            guard let own else { continue }
            features.append(own)
            numbers.append(offset)
        }
        return (.values(features), numbers)
    }

    /// What else is wrong with a feature: decoded again without the values that were refused so far.
    private func furtherErrors<Value>(
        in feature: Feature, behind error: InputError, index: Int, id: String, _ rule: Rule<Value>
    ) -> [InputError] {
        var feature = feature
        var error = error
        var found: [InputError] = []
        let folder = "/properties/"
        while let pointer = error.place.pointer, pointer.hasPrefix(folder),
            feature.properties.removeValue(forKey: String(pointer.dropFirst(folder.count))) != nil
        {
            var reader = AttributeReader(
                .values([feature]), file: file, mapping: mapping, words: words, quota: FindingQuota(limit: nil))
            reader.move(to: 0, index: index)
            do throws(InputError) {
                _ = try rule.body(&reader, id)
                return found
            } catch let next {
                found.append(next)
                error = next
            }
        }
        return found
    }

    /// Puts pieces in file order together: throws the first error, refuses ids that occur twice, collects findings.
    mutating func merge<Value>(_ pieces: [Piece<Value>]) throws(InputError) -> [Value] {
        let refused = try settle(pieces.map(\.entries)) { piece, entry in
            (pieces[piece].values[entry] as? any Versioned)?.lifetime
        }
        var result: [Value] = []
        result.reserveCapacity(pieces.reduce(0) { $0 + $1.values.count })
        for (number, piece) in pieces.enumerated() {
            if let names = renamed[number] {
                for (entry, value) in piece.values.enumerated() {
                    guard let value else { continue }
                    if let id = names[entry], var own = value as? any Versioned {
                        own.id = id
                        if let own = own as? Value { result.append(own) }
                    } else {
                        result.append(value)
                    }
                }
            } else if refused[number].isEmpty {
                for case let value? in piece.values { result.append(value) }
            } else {
                for (entry, value) in piece.values.enumerated() where !refused[number].contains(entry) {
                    if let value { result.append(value) }
                }
            }
        }
        return result
    }

    /// What the entries of a file's pieces say together: throws the first error in file order, collects findings, and gives for each piece the
    /// entries whose id another one had before. Entries with one id whose lifetimes do not overlap are versions of one thing, and stay.
    package mutating func settle(
        _ pieces: [Entries], lifetime: (_ piece: Int, _ entry: Int) -> Lifetime? = { _, _ in nil }
    ) throws(InputError) -> [Set<Int>] {
        let found = IdentifierSet.repeats(pieces.map { ($0.ids, $0.hashes) }, jobs: jobs)
        let repeats = Self.withoutVersions(found, lifetime)
        let pieces = asErrors(pieces)
        renamed = [:]
        if identifiers == .rename { rename(repeats, in: pieces) }
        for (piece, entries) in pieces.enumerated() {
            var errors = entries.errors[...]
            var reported = entries.findings[...]
            var repeated = repeats[piece][...]
            while let entry = [errors.first?.entry, reported.first?.entry, repeated.first?.entry].compactMap({ $0 }).min() {
                var error = errors.first?.entry == entry ? errors.popFirst()?.error : nil
                if let other = repeated.first, other.entry == entry {
                    repeated.removeFirst()
                    if identifiers == .rename {
                        noteRepeat(entry, of: entries, renamedTo: renamed[piece]?[entry])
                    } else if identifiers == .keep {
                        noteRepeat(entry, of: entries, renamedTo: nil)
                    } else {
                        error = duplicateError(entry, entries, first: pieces[other.firstPiece].numbers[other.first])
                    }
                }
                if let error {
                    guard collectsErrors else { throw error }
                    findings.append(error.finding)
                }
                while let next = reported.first, next.entry == entry {
                    reported.removeFirst()
                    if collectsErrors || listsEveryFinding || tally.lists(next.finding) { findings.append(next.finding) }
                }
            }
            tally.add(entries.more)
        }
        findings += tally.rest(file: file)
        var kept = RecordPreparation.Tally()
        for entries in pieces { kept += entries.kept }
        // A file of fences is decoded twice, for its fences and for its patrol paths.
        if !saysPreparation { findings += preparation.findings(kept, file: file) }
        saysPreparation = true
        noteOthers(pieces)
        if identifiers == .rename { return pieces.map { _ in [] } }
        return repeats.map { Set($0.map(\.entry)) }
    }

    /// The repeats that are no versions: without a lifetime, or present at the same time as an entry of that id before. n log² n in the repeats.
    private static func withoutVersions(
        _ repeats: [[IdentifierSet.Repeat]], _ lifetime: (Int, Int) -> Lifetime?
    ) -> [[IdentifierSet.Repeat]] {
        struct EntryIndex: Hashable {
            var piece: Int
            var entry: Int
        }
        var versions: [EntryIndex: DisjointIntervals<Int>] = [:]
        return repeats.map { piece in
            piece.filter { entry in
                guard let own = lifetime(entry.piece, entry.entry), let first = lifetime(entry.firstPiece, entry.first) else {
                    return true
                }
                let key = EntryIndex(piece: entry.firstPiece, entry: entry.first)
                if versions[key] == nil {
                    versions[key] = DisjointIntervals()
                    _ = versions[key]?.insert(first)
                }
                return versions[key]?.insert(own) != true
            }
        }
    }

    private func duplicateError(_ entry: Int, _ entries: Entries, first: Int) -> InputError {
        let position = entries.positions[entry]
        return InputError(
            "id \"\(entries.ids[entry])\" occurs twice: feature \(first) has it too", rule: "duplicate-id",
            at: Finding.Place(
                file: file, feature: entries.numbers[entry], id: entries.ids[entry], pointer: "/id",
                position: position.longitude.isNaN ? nil : position),
            remedy: "An id may repeat only where validities do not overlap (valid_from, valid_to); renumber one of the two.")
    }

    mutating func decode<Value>(_ features: [Feature], _ rule: Rule<Value>) throws(InputError) -> [Value] {
        let pieces = Parallel.pieces(of: features.count, atLeast: 2048, jobs: jobs)
        let decoder = self
        return try merge(
            Parallel.map(pieces.count, jobs: jobs) {
                decoder.piece(.values(Array(features[pieces[$0]])), first: pieces[$0].lowerBound, rule)
            })
    }
}

/// What stands for a time: an id may name one version of it after the other.
protocol Versioned {
    var id: String { get set }
    var lifetime: Lifetime { get }
}

extension Facility: Versioned {}
extension FenceLine: Versioned {}
extension PatrolPath: Versioned {}
