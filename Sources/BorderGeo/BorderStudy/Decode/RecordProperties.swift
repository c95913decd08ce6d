import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// The properties of one feature after the other, taken by the names of our fields: from a value's dictionary, or from where they stand in the
/// bytes of a batch of columns.
struct RecordProperties {
    private let mapping: FieldMapping
    /// The bytes of columns, valid as long as the block, which is kept beside them: asking it each time would count references a dozen times a record.
    private let base: UnsafePointer<UInt8>?
    private let block: ByteBlock?
    private let records: [FeatureRecord]
    private let names: FieldNames?
    /// Of columns: which names the record at hand has, less those that were taken, and where their values stand.
    private var present: UInt128 = 0
    private var found: UInt128 = 0
    private var ranges: [Range<Int>]
    private let bitsOfField: [UInt128]
    private var offset = 0
    private var takenNumber = 0
    private var takenText = ""
    /// Of values: what has not been taken.
    private var rest: OrderedDictionary<String, FieldValue> = [:]
    /// One of the names is a synonym of one of ours: looked up once, not for each of our fields.
    private var hasOtherNames = false
    /// A feature so far said that its position is made up.
    private(set) var sawSynthetic = false

    init(_ batch: FeatureBatch, mapping: FieldMapping) {
        self.mapping = mapping
        switch batch {
        case .values: (block, records, names) = (nil, [], nil)
        case .columns(let columns): (block, records, names) = (columns.bytesOfRecords, columns.records, FieldNames(mapping))
        }
        base = block?.withPointer { $0 }
        ranges = [Range<Int>](repeating: 0..<0, count: names?.texts.count ?? 0)
        bitsOfField = names?.bitsOfField ?? []
    }

    mutating func move(to feature: Feature) {
        rest = feature.properties
        hasOtherNames = feature.properties.keys.contains { Synonyms.otherNames.contains($0) }
        if feature.properties["synthetic"] == true { sawSynthetic = true }
    }

    mutating func move(to offset: Int) {
        self.offset = offset
        found = 0
        defer { present = found }
        guard let base, let names, !records[offset].properties.isEmpty else { return }
        PropertyScanner(base, at: records[offset].properties.lowerBound).forEach { name, range in
            let number = names.number(of: name)
            guard number >= 0 else { return }
            ranges[number] = range
            found |= 1 << UInt128(number)
        }
        guard found & 1 << UInt128(names.marker) != 0 else { return }
        if FieldValue(json: base, ranges[names.marker]) == true { sawSynthetic = true }
    }

    /// A value and what is known of it.
    struct Taken {
        var value: FieldValue
        /// A text that has no blanks at its ends, seen from its bytes.
        var isTrimmed = false
    }

    /// Removes and returns the value of our field: by `mapping`, else by our name, else by the first synonym present.
    mutating func take(_ field: RecordField) -> Taken? {
        guard let base else { return takeFromRest(field).map { Taken(value: $0) } }
        guard bitsOfField[field.rawValue] & present != 0, let names else { return nil }
        for number in names.numbersOfField[field.rawValue] where present & 1 << UInt128(number) != 0 {
            present &= ~(1 << UInt128(number))
            takenNumber = number
            let range = ranges[number]
            return Taken(value: FieldValue(json: base, range), isTrimmed: Self.isTrimmed(base, range))
        }
        return nil
    }

    /// Whether what stands between quotes starts and ends with printable ASCII and has no escapes, so that its ends are what they seem.
    @inline(__always)
    private static func isTrimmed(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        let (first, last) = (range.lowerBound + 1, range.upperBound - 2)
        guard first <= last, base[first] &- 0x21 < 0x5E, base[last] &- 0x21 < 0x5E else { return false }
        for i in first...last where base[i] == UInt8(ascii: "\\") { return false }
        return true
    }

    /// The name under which the last value was found.
    var takenName: String { names?.texts[takenNumber] ?? takenText }

    private mutating func takeFromRest(_ field: RecordField) -> FieldValue? {
        let name = field.name
        if let theirs = mapping.fields[name] { return takeFromRest(named: theirs) }
        if let value = takeFromRest(named: name) { return value }
        guard hasOtherNames, let names = Synonyms.fields[name] else { return nil }
        for name in names { if let value = takeFromRest(named: name) { return value } }
        return nil
    }

    private mutating func takeFromRest(named name: String) -> FieldValue? {
        guard let value = rest.removeValue(forKey: name) else { return nil }
        takenText = name
        return value
    }

    /// What has not been taken.
    var extra: OrderedDictionary<String, FieldValue> {
        guard let base, let names, !records[offset].properties.isEmpty else { return rest }
        var result: OrderedDictionary<String, FieldValue> = [:]
        PropertyScanner(base, at: records[offset].properties.lowerBound).forEach { name, range in
            let number = names.number(of: name)
            guard number < 0 || present & 1 << UInt128(number) != 0 else { return }
            result[name.string] = FieldValue(json: base, range)
        }
        return result
    }
}

extension FeatureColumns {
    /// The bytes that the ranges of records point into.
    var bytesOfRecords: ByteBlock? { textBlock ?? chunk?.block }
}
