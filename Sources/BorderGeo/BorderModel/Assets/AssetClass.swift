/// A class by which a study sorts what it holds: a layer of fence, a kind of facility, a material, a bank.
///
/// Two classes are equal where their ids are. `allCases` are those of the default vocabulary, which a study may replace by its own.
public protocol AssetClass: RawRepresentable, Hashable, Comparable, Sendable, Codable, CaseIterable where RawValue == String {
    /// The place among the classes of its vocabulary, from 0: the order of rows, keys and styles.
    var rank: Int { get }

    /// A class of a vocabulary of one's own: the id that files use, and its place.
    init(_ id: String, rank: Int)

    /// The field of a file that holds it.
    static var field: String { get }
}

extension AssetClass {
    /// A class of the default vocabulary; `nil` for other ids.
    public init?(rawValue: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = known
    }

    public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
    public static func < (a: Self, b: Self) -> Bool { (a.rank, a.rawValue) < (b.rank, b.rawValue) }

    /// Reads an id; one that the default vocabulary does not have comes last.
    public init(from decoder: any Decoder) throws {
        let id = try decoder.singleValueContainer().decode(String.self)
        self = Self(rawValue: id) ?? Self(id, rank: Int(UInt8.max))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The classes of a list of ids, in its order.
    package static func vocabulary(_ ids: [String]) -> [Self] { ids.enumerated().map { Self($1, rank: $0) } }
}

/// Numbers from 0 for the classes that occur, so that counts are arrays and not dictionaries.
package struct ClassIndex<Class: AssetClass>: Sendable {
    /// In the order of the vocabulary.
    package let classes: [Class]

    package init(_ classes: [Class]) { self.classes = classes }

    /// The classes of some things, each once, in order.
    package init(of things: some Sequence<Class>) {
        var seen: [Class] = []
        for item in things where !seen.contains(item) { seen.append(item) }
        classes = seen.sorted()
    }

    package var count: Int { classes.count }

    /// `nil` where the class is not among them. Classes of a whole vocabulary are found by their rank, others by a walk over the few there are.
    package func number(of item: Class) -> Int? {
        let rank = item.rank
        if rank < classes.count, classes[rank] == item { return rank }
        return classes.firstIndex(of: item)
    }
}
