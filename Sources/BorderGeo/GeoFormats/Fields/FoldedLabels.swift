import LinearReferencing
import OrderedCollections
import Synchronization

/// The labels of a mapping without letter case, blanks, `-` and `_`: made at the first question and kept, since files ask for each of their values.
final class FoldedLabels: Sendable, Hashable {
    private let tables = Mutex<[String: [String: String]]>([:])

    /// The value of the first label of a field's table that folds to this one.
    func value(of folded: String, in field: String, of table: OrderedDictionary<String, String>) -> String? {
        tables.withLock { tables in
            if let known = tables[field] { return known[folded] }
            let made = Dictionary(table.map { ($0.key.foldedLabel, $0.value) }, uniquingKeysWith: { first, _ in first })
            tables[field] = made
            return made[folded]
        }
    }

    /// What follows from the mapping alone makes no two mappings different.
    static func == (_: FoldedLabels, _: FoldedLabels) -> Bool { true }
    func hash(into _: inout Hasher) {}
}
