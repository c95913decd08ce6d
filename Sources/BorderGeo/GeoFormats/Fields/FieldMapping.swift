import LinearReferencing
import OrderedCollections

/// Other names for our fields and values: `kind` is read from their `type`, and their `망루` means our `watchtower`.
public struct FieldMapping: Hashable, Sendable {
    /// Our field to theirs.
    public var fields: OrderedDictionary<String, String>
    /// For one of our fields, their value to ours.
    public var values: OrderedDictionary<String, OrderedDictionary<String, String>> { didSet { folded = FoldedLabels() } }
    /// How dates with the year last are read; `nil`: only where they have one reading.
    package var dateOrder: DateOrder?
    private var folded = FoldedLabels()

    public init(
        fields: OrderedDictionary<String, String> = [:],
        values: OrderedDictionary<String, OrderedDictionary<String, String>> = [:]
    ) {
        self.fields = fields
        self.values = values
    }

    /// Reads `kind=type,layer=fence_layer`. Throws where a pair lacks its `=` or one side is empty.
    public init(parsing text: String) throws(InputError) {
        self.init()
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw InputError(
                    "\"\(pair)\" is not a field mapping", remedy: "Write our field, =, your field: kind=type,layer=fence_layer.")
            }
            fields[sides[0]] = sides[1]
        }
    }

    /// This mapping with `other`'s entries before its own: an argument wins over the study file.
    public func overridden(by other: FieldMapping) -> FieldMapping {
        var result = self
        for (ours, theirs) in other.fields { result.fields[ours] = theirs }
        for (field, table) in other.values { for (theirs, ours) in table { result.values[field, default: [:]][theirs] = ours } }
        result.dateOrder = other.dateOrder ?? dateOrder
        return result
    }

    /// Our value for a label by this mapping alone; letter case, blanks, `-` and `_` aside.
    package func value(of label: String, in field: String) -> String? {
        guard let table = values[field] else { return nil }
        if let exact = table[label] { return exact }
        return folded.value(of: label.foldedLabel, in: field, of: table)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
