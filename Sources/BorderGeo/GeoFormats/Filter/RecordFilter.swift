import LinearReferencing

/// Which records of a file count: a small expression over their fields, `status != "planned" and geometry is line`.
///
/// It holds comparisons, `and`, `or`, `not` and brackets, and can do nothing else: no functions, no patterns, no access to anything but the record.
/// A field that a record lacks, or that is null or empty, equals no value: `status != "planned"` keeps it, `height > 3` does not.
package struct RecordFilter: Hashable, Sendable {
    /// As it was written.
    package let text: String
    let root: Node

    indirect enum Node: Hashable, Sendable {
        case and(Node, Node)
        case or(Node, Node)
        case not(Node)
        case compare(field: String, Comparison, Literal)
        case among(field: String, [Literal])
        case isNull(field: String)
        case shape(Shape)
    }

    enum Comparison: String, Hashable, Sendable {
        case equal = "=", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }

    /// What a geometry is made of.
    package enum Shape: String, Hashable, Sendable, CaseIterable { case point, line, polygon, none }

    enum Literal: Hashable, Sendable {
        case number(Double)
        case text(String)
    }

    /// Throws `Flaw` where the text is no such expression.
    package init(_ text: String) throws(Flaw) {
        self.text = text
        var parser = RecordFilterParser(text)
        root = try parser.whole()
    }

    /// What is wrong with an expression, where, and what to write.
    package struct Flaw: Error, Hashable, Sendable {
        package var problem: String
        /// Character, counted from 1.
        package var position: Int
        package var remedy: String
    }

    /// Names of the fields that it asks for, each once.
    package var fields: [String] {
        var names: [String] = []
        func walk(_ node: Node) {
            switch node {
            case .and(let a, let b), .or(let a, let b):
                walk(a)
                walk(b)
            case .not(let inner): walk(inner)
            case .compare(let field, _, _), .among(let field, _), .isNull(let field):
                if !names.contains(field) { names.append(field) }
            case .shape: break
            }
        }
        walk(root)
        return names
    }
}

extension RecordFilter {
    package func keeps(_ feature: Feature) -> Bool { Self.holds(root, feature) }

    private static func holds(_ node: Node, _ feature: Feature) -> Bool {
        switch node {
        case .and(let a, let b): return holds(a, feature) && holds(b, feature)
        case .or(let a, let b): return holds(a, feature) || holds(b, feature)
        case .not(let inner): return !holds(inner, feature)
        case .isNull(let field): return value(of: field, feature) == nil
        case .shape(let shape): return Shape(feature.geometry) == shape
        case .among(let field, let literals):
            guard let value = value(of: field, feature) else { return false }
            return literals.contains { compare(value, by: .equal, with: $0) }
        case .compare(let field, let comparison, let literal):
            guard let value = value(of: field, feature) else { return comparison == .unequal }
            return compare(value, by: comparison, with: literal)
        }
    }

    /// `nil` for what is missing, null or empty. `id` is the feature's own where no property has that name.
    private static func value(of field: String, _ feature: Feature) -> FieldValue? {
        let value = feature.properties[field] ?? (field == "id" ? feature.id.map { .text($0) } : nil)
        switch value {
        case nil, .null?: return nil
        case .text(let text)? where text.trimmed.isEmpty: return nil
        case let value?: return value
        }
    }

    /// Numbers are compared as numbers, whether a file has them as numbers or as text; everything else as text, in which days sort as they follow each other.
    private static func compare(_ value: FieldValue, by comparison: Comparison, with literal: Literal) -> Bool {
        switch literal {
        case .number(let wanted):
            guard let own = value.number ?? Double(value.plainText.trimmed), own.isFinite else { return comparison == .unequal }
            return ordered(own, by: comparison, with: wanted)
        case .text(let wanted): return ordered(value.plainText.trimmed, by: comparison, with: wanted)
        }
    }

    private static func ordered<Value: Comparable>(_ a: Value, by comparison: Comparison, with b: Value) -> Bool {
        switch comparison {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }
}

extension RecordFilter.Shape {
    /// What a geometry is made of; `none` without one, and for a collection the shape of its first part.
    package init(_ geometry: GeoGeometry?) {
        switch geometry {
        case nil: self = .none
        case .point?, .multiPoint?: self = .point
        case .lineString?, .multiLineString?: self = .line
        case .polygon?, .multiPolygon?: self = .polygon
        case .collection(let parts)?: self = parts.first.map { Self($0) } ?? .none
        }
    }
}
