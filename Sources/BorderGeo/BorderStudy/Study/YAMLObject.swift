import BorderBase
import LinearReferencing
import OrderedCollections
import Yams

/// A YAML mapping read strictly: every key is asked for by name, and what nobody asked for is an error with its line.
package struct YAMLObject {
    let file: String
    /// RFC 6901 pointer of this mapping in its file; empty for the top.
    let pointer: String
    let line: Int?
    private var members: OrderedDictionary<String, Node>
    private var taken: Set<String> = []

    /// The mapping at the top of a YAML text.
    package init(text: String, file: String) throws {
        let node: Node?
        do {
            // Without rules that tell numbers and dates by regular expressions: values are read by name and type here.
            node = try Yams.compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw Self.syntax(error, file)
        }
        guard let node else {
            throw InputError("the file is empty", at: .init(file: file), remedy: "Start it with `format: border-study/1`.")
        }
        try self.init(node, file: file, pointer: "")
    }

    package init(_ node: Node, file: String, pointer: String) throws {
        self.file = file
        self.pointer = pointer
        line = node.mark?.line
        guard case .mapping(let mapping) = node else {
            throw InputError(
                "expected keys with values, found \(Self.kind(of: node))",
                at: .init(file: file, line: node.mark?.line, pointer: pointer.isEmpty ? nil : pointer),
                remedy: "Write `key: value` pairs here.")
        }
        members = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                throw InputError(
                    "a key is not plain text", at: .init(file: file, line: key.mark?.line), remedy: "Write keys as plain words.")
            }
            if members.updateValue(value, forKey: name) != nil {
                throw InputError(
                    "key \"\(name)\" is given more than once",
                    at: .init(file: file, line: key.mark?.line, pointer: pointer + "/" + name),
                    remedy: "Keep one of the two.")
            }
        }
    }

    private static func syntax(_ error: YamlError, _ file: String) -> InputError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            InputError(
                "not valid YAML (\(problem))", at: .init(file: file, line: mark.line),
                remedy: "Check indentation, quotes and brackets around this line.")
        case .duplicatedKeysInMapping(let keys, let context):
            InputError(
                "keys given twice: \(keys.map(\.description).joined(separator: ", "))",
                at: .init(file: file, line: context.mark.line), remedy: "Keep one of each.")
        default:
            InputError("not valid YAML", at: .init(file: file), remedy: "Save the file as UTF-8 text in YAML form.")
        }
    }

    package static func kind(of node: Node) -> String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar): "\"\(scalar.string)\""
        case .alias: "an alias"
        }
    }
}

extension YAMLObject {
    /// Where a member stands, for messages.
    package func place(_ key: String) -> Finding.Place {
        Finding.Place(file: file, line: members[key]?.mark?.line ?? line, pointer: pointer + "/" + key)
    }

    package func error(_ problem: String, at key: String, remedy: Remedy) -> InputError {
        InputError(problem, at: place(key), remedy: remedy)
    }

    /// Some members as YAML text, in this order, as they would stand at the top of a file; nothing counts as known by it.
    package func text(of keys: [String]) throws -> String {
        try keys.compactMap { key in members[key].map { (Node(key), $0) } }.map {
            try Yams.serialize(node: Node([$0]), allowUnicode: true)
        }
        .joined()
    }

    /// The member, `nil` where it is missing or null; either way it counts as known.
    mutating func node(_ key: String) -> Node? {
        taken.insert(key)
        guard let node = members[key] else { return nil }
        if case .scalar(let scalar) = node, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) { return nil }
        return node
    }

    package mutating func string(_ key: String) throws -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            throw error("\(key) must be text, found \(Self.kind(of: node))", at: key, remedy: "Write one value after `\(key):`.")
        }
        return scalar.string
    }

    package mutating func required(_ key: String, example: String) throws -> String {
        guard let value = try string(key), !value.isEmpty else {
            throw error("\(key) is missing", at: key, remedy: "Add a line such as `\(key): \(example)`.")
        }
        return value
    }

    package mutating func bool(_ key: String) throws -> Bool? {
        guard let text = try string(key) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            throw error(
                "\(key) must be true or false, found \"\(text)\"", at: key, remedy: "Write `\(key): true` or `\(key): false`.")
        }
    }

    mutating func date(_ key: String) throws -> CalendarDate? {
        guard let text = try string(key) else { return nil }
        guard let date = CalendarDate(text) else {
            throw error("\"\(text)\" is not a date", at: key, remedy: "Write a day that exists as YYYY-MM-DD.")
        }
        return date
    }

    package mutating func length(_ key: String) throws -> Metres? {
        guard let text = try string(key) else { return nil }
        guard let length = Metres(parsing: text) else {
            throw error(
                "\"\(text)\" is not a length with a unit", at: key,
                remedy: "Write a number with its unit (\(LengthUnit.names)): 250m, 1.5km.")
        }
        return length
    }

    mutating func number(_ key: String) throws -> Double? {
        guard let text = try string(key) else { return nil }
        guard let value = Double(text), value.isFinite else {
            throw error("\"\(text)\" is not a number", at: key, remedy: "Write a plain number such as 110 or 71.7.")
        }
        return value
    }

    package mutating func choice<Value: RawRepresentable & CaseIterable>(_ key: String, of type: Value.Type) throws -> Value?
    where Value.RawValue == String {
        guard let text = try string(key) else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("\(key) \"\(text)\" is not known", at: key, remedy: "Use one of: \(known).")
        }
        return value
    }

    /// A list of texts; one text alone is a list of one.
    package mutating func strings(_ key: String) throws -> [String] {
        guard let node = node(key) else { return [] }
        if case .scalar(let scalar) = node { return [scalar.string] }
        guard case .sequence(let items) = node else {
            throw error("\(key) must be a list, found \(Self.kind(of: node))", at: key, remedy: "Write `\(key): [one, two]`.")
        }
        return try items.enumerated().map { index, item in
            guard case .scalar(let scalar) = item else {
                throw error("\(key) must list plain texts", at: "\(key)/\(index)", remedy: "Write `\(key): [one, two]`.")
            }
            return scalar.string
        }
    }

    /// A list of mappings; `nil` where the member is missing.
    package mutating func objects(_ key: String) throws -> [YAMLObject]? {
        guard let node = node(key) else { return nil }
        guard case .sequence(let items) = node else {
            throw error("\(key) must be a list, found \(Self.kind(of: node))", at: key, remedy: "Start each entry with `- `.")
        }
        return try items.enumerated().map { try YAMLObject($1, file: file, pointer: "\(pointer)/\(key)/\($0)") }
    }

    package mutating func object(_ key: String) throws -> YAMLObject? {
        guard let node = node(key) else { return nil }
        return try YAMLObject(node, file: file, pointer: pointer + "/" + key)
    }

    /// Names of the members that nobody has asked for yet, in file order; they count as known from here on.
    mutating func remainingKeys() -> [String] {
        let keys = Array(members.keys).filter { !taken.contains($0) }
        taken.formUnion(keys)
        return keys
    }

    /// Whether the member is a mapping.
    func holdsMapping(_ key: String) -> Bool {
        if case .mapping? = members[key] { true } else { false }
    }

    /// The members that are texts, in file order: a free-form table such as `fields:`.
    mutating func remainingStrings() throws -> [(key: String, value: String)] {
        try members.keys.filter { !taken.contains($0) }.map { ($0, try required($0, example: "name")) }
    }

    mutating func remainingObjects() throws -> [(key: String, value: YAMLObject)] {
        try members.filter { !taken.contains($0.key) }.map { member in
            taken.insert(member.key)
            return (member.key, try YAMLObject(member.value, file: file, pointer: pointer + "/" + member.key))
        }
    }

    /// Whether the member is a list of mappings, as against one text or a list of texts.
    package func holdsObjects(_ key: String) -> Bool { firstObject(key) != nil }

    /// Whether the first mapping in the member has a key.
    package func holdsObjects(_ key: String, with inner: String) -> Bool {
        firstObject(key)?.contains { $0.key.scalar?.string == inner } ?? false
    }

    private func firstObject(_ key: String) -> Node.Mapping? {
        switch members[key] {
        case .mapping(let mapping)?: mapping
        case .sequence(let items)?: items.lazy.compactMap(\.mapping).first
        default: nil
        }
    }

    enum Entry {
        case text(String)
        case object(YAMLObject)
    }

    /// A list of texts and mappings; one of either alone is a list of one.
    mutating func textsOrObjects(_ key: String) throws -> [Entry] {
        guard let node = node(key) else { return [] }
        let place = "\(pointer)/\(key)"
        switch node {
        case .scalar(let scalar): return [.text(scalar.string)]
        case .mapping: return [.object(try YAMLObject(node, file: file, pointer: place))]
        case .sequence(let items):
            return try items.enumerated().map { index, item in
                if case .scalar(let scalar) = item { return .text(scalar.string) }
                return .object(try YAMLObject(item, file: file, pointer: "\(place)/\(index)"))
            }
        case .alias: throw error("\(key) must be a list, found an alias", at: key, remedy: "Write `\(key): [one, two]`.")
        }
    }

    /// Throws where a key was given that nobody asked for.
    package func finish() throws {
        guard let unknown = members.first(where: { !taken.contains($0.key) }) else { return }
        let known = taken.sorted()
        let hint = Suggestion.nearest(to: unknown.key, among: known).map { "Did you mean `\($0)`? " } ?? ""
        throw InputError(
            "unknown key \"\(unknown.key)\"",
            at: .init(file: file, line: unknown.value.mark?.line, pointer: pointer + "/" + unknown.key),
            remedy: "\(hint)Known keys here: \(known.joined(separator: ", ")).")
    }
}
