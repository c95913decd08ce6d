import OrderedCollections

/// Takes our fields out of one feature's properties by name, mapping or synonym, and leaves the rest to travel on.
struct AttributeReader {
    let feature: Feature
    let index: Int
    let file: String?
    let mapping: FieldMapping
    private(set) var extra: OrderedDictionary<String, FieldValue>
    private(set) var findings: [Finding] = []
    /// The value of a vocabulary field as its source wrote it, where that was not our word for it.
    private(set) var foreignLabel: String?
    private(set) var id: String?
    /// One of the names is a synonym of one of ours: looked up once, not for each of our fields.
    private let hasOtherNames: Bool

    init(_ feature: Feature, index: Int, file: String?, mapping: FieldMapping) {
        self.feature = feature
        self.index = index
        self.file = file
        self.mapping = mapping
        extra = feature.properties
        hasOtherNames = feature.properties.keys.contains { Synonyms.otherNames.contains($0) }
        // The id is part of every later message, so it is read first.
        let own = rawValue("id")?.value
        id = feature.id ?? own.flatMap(Self.plainText)
    }

    func place(_ pointer: String? = nil) -> Finding.Place {
        var position: GeoPosition?
        feature.geometry?.forEachPosition { if position == nil { position = $0 } }
        return Finding.Place(file: file, feature: index, id: id, pointer: pointer, position: position)
    }

    func error(_ problem: String, rule: String = "wrong-value", field: String? = nil, remedy: String) -> InputError {
        InputError(problem, rule: rule, at: place(field.map { "/properties/\($0)" }), remedy: remedy)
    }

    mutating func note(
        _ rule: String, _ severity: Finding.Severity, _ sentence: String, field: String? = nil, remedy: String = ""
    ) {
        findings.append(
            Finding(
                rule: rule, severity: severity, place: place(field.map { "/properties/\($0)" }), sentence: sentence.asSentence,
                remedy: remedy))
    }

    /// Removes and returns the value of our field: by `mapping`, else by our name, else by the first synonym present.
    private mutating func rawValue(_ field: String) -> (name: String, value: FieldValue)? {
        if let theirs = mapping.fields[field] { return extra.removeValue(forKey: theirs).map { (theirs, $0) } }
        if let value = extra.removeValue(forKey: field) { return (field, value) }
        guard hasOtherNames, let names = Synonyms.fields[field] else { return nil }
        for name in names {
            if let value = extra.removeValue(forKey: name) { return (name, value) }
        }
        return nil
    }

    private static func plainText(_ value: FieldValue) -> String? {
        switch value {
        case .null, .json: nil
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): "\(value)"
        case .text(let value): value.trimmed.isEmpty ? nil : value.trimmed
        }
    }

    /// Text of a field; numbers are taken as written. Null and empty are none.
    mutating func text(_ field: String) -> String? { rawValue(field).flatMap { Self.plainText($0.value) } }

    mutating func number(_ field: String, in range: ClosedRange<Double>) throws(InputError) -> Double? {
        guard let (name, value) = rawValue(field) else { return nil }
        let number: Double?
        switch value {
        case .null: return nil
        case .text(let text) where text.trimmed.isEmpty: return nil
        case .text(let text): number = Double(text.trimmed)
        default: number = value.number
        }
        guard let number, number.isFinite else {
            throw error(
                "\(field) is \(Self.shown(value)), which is no number", field: name,
                remedy: "Write a plain number, or null where it is not known.")
        }
        guard range.contains(number) else {
            let (low, high) = (FixedDecimal.string(shortest: range.lowerBound), FixedDecimal.string(shortest: range.upperBound))
            throw error(
                "\(field) is \(Self.shown(value)), outside \(low) to \(high)", field: name,
                remedy: "Write a number in that range, or null where it is not known.")
        }
        return number
    }

    mutating func date(_ field: String) throws(InputError) -> CalendarDate? {
        guard let (name, value) = rawValue(field), let text = Self.plainText(value) else { return nil }
        // A time of day after the date is no loss: nothing here is finer than a day.
        guard let date = CalendarDate(lenient: text) else {
            throw error(
                "\(field) is \(Self.shown(value)), which is no date", field: name,
                remedy: "Write a day of the calendar as YYYY-MM-DD, or null where it is not known.")
        }
        return date
    }

    mutating func flag(_ field: String) -> Bool? {
        switch rawValue(field)?.value {
        case .bool(let value): value
        case .integer(let value): value != 0
        case .text(let text): ["true", "yes", "1", "y"].contains(text.lowercased())
        default: nil
        }
    }

    /// A word that decides what is counted: an unknown one is refused, since any guess would move kilometres from one row to another.
    mutating func wordOrRefuse<Word: RawRepresentable & CaseIterable>(
        _ field: String, _ type: Word.Type
    ) throws(InputError) -> Word? where Word.RawValue == String {
        let told = findings.count
        let word = word(field, type)
        guard word == nil, findings.count > told, let finding = findings.last else { return word }
        findings.removeLast()
        throw InputError(
            finding.sentence.hasSuffix(".") ? String(finding.sentence.dropLast()) : finding.sentence, rule: "unknown-value",
            at: finding.place, remedy: finding.remedy)
    }

    /// A word of a vocabulary. Unknown words are a finding and `nil`; the source's own word is kept as `foreignLabel`.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ field: String, _: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let (name, value) = rawValue(field), let text = Self.plainText(value) else { return nil }
        let mapped = mapping.value(of: text, in: field) ?? text
        if let word = Word(rawValue: mapped) ?? Synonyms.value(of: field, for: mapped).flatMap(Word.init(rawValue:)) {
            if word.rawValue != text { foreignLabel = foreignLabel ?? text }
            return word
        }
        foreignLabel = foreignLabel ?? text
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        note(
            "unknown-value", .warning, "\(field) \"\(text)\" is none of \(known)", field: name,
            remedy: "Map it in the study file: values: {\(field): {\"\(text)\": ...}}.")
        return nil
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
