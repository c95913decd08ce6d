import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// What the attributes of a feature say about where on a route it is: a point by measure and offset, a line by two measures and an offset.
struct LinearRecord: Hashable, Sendable {
    enum Reference: Hashable, Sendable {
        case point(RouteReference)
        case line(from: Measure, to: Measure, offset: Offset)
        /// Neither a measure nor a pair of them.
        case none
        case wrong(field: String, problem: String)
    }

    /// Which fields hold measures and offsets, by our names.
    struct Fields: Sendable {
        private let mapping: FieldMapping
        /// Positive where the inward side is the left.
        private let inwardSign: Double

        init(_ mapping: FieldMapping, inwardSide: Side) {
            self.mapping = mapping
            inwardSign = inwardSide == .left ? 1 : -1
        }

        /// A measure wins over a pair of measures: rows of lines have no measure.
        func place(of properties: OrderedDictionary<String, FieldValue>) -> Reference {
            do throws(Wrong) {
                if let measure = try number("measure_m", properties) {
                    let overshoot = try number("overshoot_m", properties)
                    return .point(
                        RouteReference(
                            measure: Measure(measure), offset: try offset(properties) ?? Offset(0),
                            overshoot: overshoot.map(Metres.init),
                            lateral: try number("lateral_m", properties).map(Offset.init)))
                }
                let (from, to) = (try number("from_m", properties), try number("to_m", properties))
                guard let from, let to else {
                    if from != nil || to != nil {
                        throw Wrong(field: from == nil ? "from_m" : "to_m", problem: "is missing, and the other end is there")
                    }
                    return .none
                }
                let mean = try number("offset_mean_m", properties).map(Offset.init)
                return .line(from: Measure(from), to: Measure(to), offset: try offset(properties) ?? mean ?? Offset(0))
            } catch {
                return .wrong(field: error.field, problem: error.problem)
            }
        }

        private struct Wrong: Error {
            var field: String
            var problem: String
        }

        private func offset(_ properties: OrderedDictionary<String, FieldValue>) throws(Wrong) -> Offset? {
            if let offset = try number("offset_m", properties) { return Offset(offset) }
            return try number("inward_offset_m", properties).map { Offset($0 * inwardSign) }
        }

        /// Metres: a number, or a text with its unit (`1.5km`).
        private func number(_ name: String, _ properties: OrderedDictionary<String, FieldValue>) throws(Wrong) -> Double? {
            let field = mapping.fields[name] ?? name
            switch properties[field] {
            case nil, .null: return nil
            case .integer(let value): return Double(value)
            case .real(let value):
                guard value.isFinite else { throw Wrong(field: field, problem: "is not a number of metres") }
                return value
            case .text(let text) where text.trimmed.isEmpty: return nil
            case .text(let text):
                guard
                    let length = Metres(parsing: text.trimmed) ?? Double(text.trimmed).flatMap({ $0.isFinite ? Metres($0) : nil })
                else {
                    throw Wrong(
                        field: field,
                        problem: "is \"\(text)\", which is not a length: write metres, or a length with its unit such as 1.5km")
                }
                return length.value
            default: throw Wrong(field: field, problem: "is not a number of metres")
            }
        }
    }
}
