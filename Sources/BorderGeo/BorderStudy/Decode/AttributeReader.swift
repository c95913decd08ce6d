import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Takes our fields out of the properties of one feature after the other by name, mapping or synonym, and leaves the rest to travel on.
@usableFromInline struct AttributeReader {
    private let batch: FeatureBatch
    /// Of columns: what says where a plain point stands without making a geometry.
    private let records: [FeatureRecord]
    private let positions: [GeoPosition]
    private let block: ByteBlock?
    let file: String?
    let mapping: FieldMapping
    private var properties: RecordProperties
    private var offset = 0
    private(set) var index = 0
    /// Of the feature at hand.
    private(set) var findings: [Finding] = []
    /// The value of a vocabulary field as its source wrote it, where that was not our word for it.
    var foreignLabel: String?
    private(set) var id: String?
    /// The id that the feature itself carries, beside its properties.
    private(set) var featureID: String?
    private(set) var quota: FindingQuota
    /// Words met so far and what they mean: a file has few of them and a million features.
    private var meanings: [Meaning] = []
    /// The study's classes and its other names for them.
    let words: StudyWords

    private struct Meaning {
        var field: RecordField
        var text: String
        /// Among our words; `nil` where it is none.
        var number: Int?
        var isOurs: Bool
    }

    init(
        _ batch: FeatureBatch, file: String?, mapping: FieldMapping, words: StudyWords,
        quota: FindingQuota = FindingQuota(limit: nil)
    ) {
        self.words = words
        self.batch = batch
        self.file = file
        self.mapping = mapping
        self.quota = quota
        switch batch {
        case .values: (records, positions, block) = ([], [], nil)
        case .columns(let columns): (records, positions, block) = (columns.records, columns.positions, columns.bytesOfRecords)
        }
        properties = RecordProperties(batch, mapping: mapping)
    }

    /// Goes on to a feature of the batch, which is number `index` of the file.
    mutating func move(to offset: Int, index: Int) {
        self.offset = offset
        self.index = index
        if !findings.isEmpty { findings.removeAll() }
        foreignLabel = nil
        // The id is part of every later message, so it is read first.
        id = nil
        switch batch {
        case .values(let features):
            properties.move(to: features[offset])
            featureID = features[offset].id
        case .columns:
            properties.move(to: offset)
            featureID = block?.withPointer { records[offset].idText($0) }
        }
        let own = properties.take(.id)
        id = featureID ?? own.flatMap(Self.plainText)
    }

    package var sawSynthetic: Bool { properties.sawSynthetic }
    /// What no field of ours has taken.
    var extra: OrderedDictionary<String, FieldValue> { properties.extra }

    var geometry: GeoGeometry? {
        guard !records.isEmpty, records[offset].shape == .point, records[offset].positionCount == 1 else {
            return batch.geometry(at: offset)
        }
        return .point(positions[records[offset].positions.lowerBound])
    }

    /// The first position of the geometry.
    var position: GeoPosition? {
        if !records.isEmpty, records[offset].shape == .none { return nil }
        if !records.isEmpty, records[offset].shape == .point, records[offset].positionCount == 1 {
            return positions[records[offset].positions.lowerBound]
        }
        var position: GeoPosition?
        batch.geometry(at: offset)?.forEachPosition { if position == nil { position = $0 } }
        return position
    }

    package func place(_ pointer: String? = nil) -> Finding.Place {
        Finding.Place(file: file, feature: index, id: id, pointer: pointer, position: position)
    }

    package func error(_ problem: String, rule: String = "wrong-value", field: String? = nil, remedy: Remedy) -> InputError {
        InputError(problem, rule: rule, at: place(field.map { "/properties/\($0)" }), remedy: remedy)
    }

    mutating func note(
        _ rule: String, as severity: Finding.Severity, _ sentence: @autoclosure () -> String, field: String? = nil,
        remedy: @autoclosure () -> Remedy = ""
    ) {
        guard quota.lists(rule, field) else { return }
        findings.append(
            Finding(
                rule: rule, severity: severity, place: place(field.map { "/properties/\($0)" }), sentence: sentence().asSentence,
                remedy: remedy()))
    }

    private static func plainText(_ taken: RecordProperties.Taken) -> String? {
        switch taken.value {
        case .null, .json: return nil
        case .bool(let value): return value ? "true" : "false"
        case .integer(let value): return String(value)
        case .real(let value): return "\(value)"
        case .text(let value):
            if taken.isTrimmed { return value }
            let trimmed = value.trimmed
            return trimmed.isEmpty ? nil : trimmed
        }
    }

    /// Text of a field; numbers are taken as written. Null and empty are none.
    package mutating func text(_ field: RecordField) -> String? { properties.take(field).flatMap(Self.plainText) }

    mutating func number(_ field: RecordField, in range: ClosedRange<Double>) throws(InputError) -> Double? {
        guard let value = properties.take(field)?.value else { return nil }
        let number: Double?
        switch value {
        case .null: return nil
        case .text(let text) where text.trimmed.isEmpty: return nil
        case .text(let text): number = Double(text.trimmed)
        default: number = value.number
        }
        guard let number, number.isFinite else {
            throw error(
                "\(field.name) is \(Self.shown(value)), which is not a number", field: properties.takenName,
                remedy: "Write a plain number, or null where it is not known.")
        }
        guard range.contains(number) else {
            let (low, high) = (FixedDecimal.string(shortest: range.lowerBound), FixedDecimal.string(shortest: range.upperBound))
            throw error(
                "\(field.name) is \(Self.shown(value)), outside \(low) to \(high)", field: properties.takenName,
                remedy: "Write a number in that range, or null where it is not known.")
        }
        return number
    }

    /// A day; a month or a year is refused.
    mutating func date(_ field: RecordField) throws(InputError) -> CalendarDate? {
        guard let span = try dates(field) else { return nil }
        guard span.lowerBound == span.upperBound else {
            throw error(
                "\(field.name) is not a single day, but any from \(span.lowerBound) to \(span.upperBound)",
                field: properties.takenName,
                remedy:
                    "Write a day as YYYY-MM-DD, or null where it is not known; valid_from, valid_to and absent_on may be a month or a year."
            )
        }
        return span.lowerBound
    }

    /// A day, or the first and last day of the month or year that a record names in its place.
    mutating func dates(_ field: RecordField) throws(InputError) -> ClosedRange<CalendarDate>? {
        guard let taken = properties.take(field), let text = Self.plainText(taken) else { return nil }
        // A time of day after the date is no loss: nothing here is finer than a day.
        switch DateReading(text, order: mapping.dateOrder) {
        case .day(let date): return date...date
        case .span(let first, let last): return first...last
        case .twoReadings(let dayFirst, let monthFirst):
            throw error(
                "\(field.name) is \(Self.shown(taken.value)), which has two readings: \(dayFirst) (day first) or \(monthFirst) (month first)",
                field: properties.takenName,
                remedy: "Say which with \(.dateOrder("day-month")) (or month-day), or write YYYY-MM-DD.")
        case nil:
            throw error(
                "\(field.name) is \(Self.shown(taken.value)), which is not a date", field: properties.takenName,
                remedy: "Write a day of the calendar as YYYY-MM-DD, or null where it is not known.")
        }
    }

    mutating func flag(_ field: RecordField) -> Bool? {
        switch properties.take(field)?.value {
        case .bool(let value): value
        case .integer(let value): value != 0
        case .text(let text): ["true", "yes", "1", "y"].contains(text.lowercased())
        default: nil
        }
    }

    private enum WordRead {
        case none
        /// One of ours, by its number in the list.
        case known(Int)
        /// Not one of ours: what stands there.
        case unknown(String)
    }

    private mutating func readWord(_ field: RecordField, among ids: @autoclosure () -> [String]) -> WordRead {
        guard let taken = properties.take(field), let text = Self.plainText(taken) else { return .none }
        let meaning = meaning(of: text, in: field, among: ids())
        if meaning.number == nil || !meaning.isOurs { foreignLabel = foreignLabel ?? text }
        return meaning.number.map { .known($0) } ?? .unknown(text)
    }

    /// Our word for a text of a vocabulary field, as its number among `ids`: mapped, ours, the study's other name for it, or one that people of this field use.
    private mutating func meaning(of text: String, in field: RecordField, among ids: @autoclosure () -> [String]) -> Meaning {
        for known in meanings where known.text == text && known.field == field { return known }
        let ids = ids()
        let mapped = mapping.value(of: text, in: field.name) ?? text
        let number = words.id(of: mapped, in: field.name, among: ids).flatMap { ids.firstIndex(of: $0) }
        let meaning = Meaning(field: field, text: text, number: number, isOurs: number.map { ids[$0] == text } ?? false)
        if meanings.count < 32 { meanings.append(meaning) }
        return meaning
    }

    private static func unknownWord(_ text: String, in field: RecordField, among ids: [String]) -> (
        problem: String, remedy: Remedy
    ) {
        let isClass = [RecordField.kind, .layer, .material, .bank].contains(field)
        return (
            "\(field.name) \"\(text)\" is none of \(ids.joined(separator: ", "))",
            "Map it in the study file: values: {\(field.name): {\"\(text)\": ...}}\(isClass ? ", or list it under `vocabulary`" : "")."
        )
    }

    /// The number of a word that decides what is counted: an unknown one is refused, since any guess would move kilometres from one row to another.
    private mutating func numberOrRefuse(_ field: RecordField, among ids: @autoclosure () -> [String]) throws(InputError) -> Int?
    {
        switch readWord(field, among: ids()) {
        case .none: return nil
        case .known(let number): return number
        case .unknown(let text):
            let (problem, remedy) = Self.unknownWord(text, in: field, among: ids())
            throw error(problem, rule: "unknown-value", field: properties.takenName, remedy: remedy)
        }
    }

    /// A word of a fixed list; an unknown one is refused.
    mutating func wordOrRefuse<Word: RawRepresentable & CaseIterable>(
        _ field: RecordField, _: Word.Type
    ) throws(InputError) -> Word? where Word.RawValue == String {
        let all = Array(Word.allCases)
        return try numberOrRefuse(field, among: all.map(\.rawValue)).map { all[$0] }
    }

    /// A class of the study's vocabulary that decides what is counted; an unknown one is refused.
    mutating func classOrRefuse<Class: AssetClass>(_ field: RecordField, of classes: [Class]) throws(InputError) -> Class? {
        try numberOrRefuse(field, among: classes.map(\.rawValue)).map { classes[$0] }
    }

    /// A class of the study's vocabulary. Unknown words are a finding and `nil`; the source's own word is kept as `foreignLabel`.
    mutating func item<Class: AssetClass>(_ field: RecordField, of classes: [Class]) -> Class? {
        switch readWord(field, among: classes.map(\.rawValue)) {
        case .none: return nil
        case .known(let number): return classes[number]
        case .unknown(let text):
            let ids = classes.map(\.rawValue)
            note(
                "unknown-value", as: .warning, Self.unknownWord(text, in: field, among: ids).problem, field: properties.takenName,
                remedy: Self.unknownWord(text, in: field, among: ids).remedy)
            return nil
        }
    }

    static func shown(_ value: FieldValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .text(let value): "\"\(value.prefix(60))\(value.count > 60 ? "..." : "")\""
        case .json(let value): value.hasPrefix("[") ? "an array" : "an object"
        }
    }
}
