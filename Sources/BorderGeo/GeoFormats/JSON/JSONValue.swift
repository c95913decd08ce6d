import LinearReferencing
import OrderedCollections

/// A JSON document to be written: members keep their order and numbers carry how they are written, so the same value gives the same bytes.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// Exactly so many places after the point; not finite is `null`.
    case number(Double, decimals: Int)
    /// So many significant figures, no trailing zeros; not finite is `null`.
    case significant(Double, Int)
    /// The shortest digits that read back the same; not finite is `null`.
    case shortest(Double)
    case string(String)
    case array([JSONValue])
    case object(OrderedDictionary<String, JSONValue>)
    /// JSON text written as it is: the caller vouches for it.
    case raw(String)
}

extension JSONValue {
    /// A length to the millimetre; `null` where there is none.
    package static func metres(_ length: Metres?) -> JSONValue { length.map { .number($0.value, decimals: 3) } ?? .null }
    /// A measure to the millimetre; `null` where there is none.
    package static func measure(_ measure: Measure?) -> JSONValue { measure.map { .number($0.metres, decimals: 3) } ?? .null }
    /// An offset to the millimetre; `null` where there is none.
    package static func offset(_ offset: Offset?) -> JSONValue { offset.map { .number($0.metres, decimals: 3) } ?? .null }
    /// A share to 6 significant figures; `null` where it is not defined.
    package static func share(_ share: Share?) -> JSONValue { rate(share?.fraction) }
    /// A rate, ratio or statistic to 6 significant figures; `null` where it is not defined.
    /// A number that somebody chose: whole as an integer, as it reads back, else like a rate.
    package static func chosen(_ value: Double?) -> JSONValue {
        value.flatMap { Int(exactly: $0) }.map { .integer($0) } ?? .rate(value)
    }
    package static func rate(_ rate: Double?) -> JSONValue { rate.map { .significant($0, 6) } ?? .null }
    /// Text, or `null` where there is none.
    package static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    /// A date as `YYYY-MM-DD`, or `null`.
    package static func date(_ date: CalendarDate?) -> JSONValue { text(date?.description) }
    /// Longitude and latitude to 7 places, as GeoJSON has them.
    package static func position(_ position: GeoPosition) -> JSONValue {
        .array([.number(position.longitude, decimals: 7), .number(position.latitude, decimals: 7)])
    }
    /// A feature's attribute as its file wrote it.
    package static func field(_ value: FieldValue) -> JSONValue {
        switch value {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(Int(value))
        case .real(let value): .shortest(value)
        case .text(let value): .string(value)
        case .json(let value): .raw(value)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Members in the order written; a name given twice keeps its last value.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(OrderedDictionary(elements, uniquingKeysWith: { $1 }))
    }
}
