extension FeatureDecoder {
    /// How features become values of one kind.
    struct Rule<Value: Sendable>: Sendable {
        /// Of ids that are made up: `facility-17`.
        var prefix: String
        var filter: @Sendable (Feature) -> Bool
        var body: @Sendable (inout AttributeReader, String) throws(InputError) -> Value?

        init(
            prefix: String, where filter: @escaping @Sendable (Feature) -> Bool = { _ in true },
            _ body: @escaping @Sendable (inout AttributeReader, String) throws(InputError) -> Value?
        ) {
            self.prefix = prefix
            self.filter = filter
            self.body = body
        }
    }

    /// A run of features decoded on its own: what needs the features before it (ids that occur twice) is still to be looked at.
    struct Piece<Value: Sendable>: Sendable {
        /// Number of the feature in its file, its id, where it stands, what became of it.
        var entries: [(index: Int, id: String, position: GeoPosition?, value: Value?)] = []
        /// By entry, in order.
        var findings: [(entry: Int, finding: Finding)] = []
        var errors: [(entry: Int, error: InputError)] = []
    }

    /// Decodes features of which the first is number `first` of the file. Stops at an error unless errors are collected.
    func piece<Value>(_ features: [Feature], first: Int = 0, _ rule: Rule<Value>) -> Piece<Value> {
        var piece = Piece<Value>()
        piece.entries.reserveCapacity(features.count)
        for (offset, feature) in features.enumerated() where rule.filter(feature) {
            let index = first + offset
            let entry = piece.entries.count
            var reader = AttributeReader(feature, index: index, file: file, mapping: mapping)
            if reader.id == nil {
                reader.note(
                    "no-id", .note, "the feature has no id; \(rule.prefix)-\(index) is used",
                    remedy: "Give every feature an id that stays.")
            }
            let id = reader.id ?? "\(rule.prefix)-\(index)"
            var value: Value?
            do throws(InputError) { value = try rule.body(&reader, id) } catch { piece.errors.append((entry, error)) }
            piece.entries.append((index, id, reader.place().position, value))
            for finding in reader.findings { piece.findings.append((entry, finding)) }
            if !piece.errors.isEmpty, !collectsErrors { break }
        }
        return piece
    }

    /// Puts pieces in file order together: throws the first error, refuses ids that occur twice, collects findings.
    mutating func merge<Value>(_ pieces: [Piece<Value>]) throws(InputError) -> [Value] {
        var ids = IdentifierSet(capacity: pieces.reduce(0) { $0 + $1.entries.count })
        var result: [Value] = []
        result.reserveCapacity(pieces.reduce(0) { $0 + $1.entries.count })
        for piece in pieces {
            var errors = piece.errors[...]
            var told = piece.findings[...]
            for (entry, item) in piece.entries.enumerated() {
                var error = errors.first?.entry == entry ? errors.popFirst()?.error : nil
                var value = item.value
                if let first = ids.insert(item.id, index: item.index) {
                    value = nil
                    error = InputError(
                        "id \"\(item.id)\" occurs twice: feature \(first) has it too", rule: "duplicate-id",
                        at: Finding.Place(file: file, feature: item.index, id: item.id, pointer: "/id", position: item.position),
                        remedy: "Ids must be unique in a file; renumber one of the two.")
                }
                if let value { result.append(value) }
                if let error {
                    guard collectsErrors else { throw error }
                    findings.append(error.finding)
                }
                while let next = told.first, next.entry == entry {
                    told.removeFirst()
                    if collectsErrors || listsEveryFinding || tally.lists(next.finding) { findings.append(next.finding) }
                }
            }
        }
        findings += tally.rest(file: file)
        return result
    }

    mutating func decode<Value>(_ features: [Feature], _ rule: Rule<Value>) throws(InputError) -> [Value] {
        let pieces = Parallel.pieces(of: features.count, atLeast: 2048, jobs: jobs)
        let decoder = self
        return try merge(
            Parallel.map(pieces.count, jobs: jobs) {
                decoder.piece(Array(features[pieces[$0]]), first: pieces[$0].lowerBound, rule)
            })
    }
}
