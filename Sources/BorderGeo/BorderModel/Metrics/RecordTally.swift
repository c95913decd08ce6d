/// How many records, and the first three of their ids in the order of their bytes.
///
/// Adding is commutative and associative: parts of a set, added in any order, give what the whole set gives.
package struct RecordTally: Hashable, Sendable {
    package private(set) var count: Int
    /// At most three. Records without an id are counted and not named.
    package private(set) var ids: [String]

    package init(count: Int = 0, ids: [String] = []) {
        self.count = max(0, count)
        self.ids = Self.first(ids)
    }

    package mutating func add(_ id: String) { self += RecordTally(count: 1, ids: id.isEmpty ? [] : [id]) }

    package static func += (sum: inout RecordTally, part: RecordTally) {
        sum.count += part.count
        if !part.ids.isEmpty { sum.ids = first(sum.ids + part.ids) }
    }

    /// By bytes: `<` of `String` takes composed and decomposed letters for the same, and which comes first would be chance.
    private static func first(_ ids: [String]) -> [String] {
        Array(ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(3))
    }
}
