import BorderBase

/// Reads the expression of a `RecordFilter`: `or` binds loosest, then `and`, then `not`.
struct RecordFilterParser {
    private enum Token: Hashable {
        case word(String)
        /// A name in backticks: it may hold blanks and is never a word of the language.
        case name(String)
        case text(String)
        case number(Double)
        case sign(String)
    }

    private let characters: [Character]
    private var tokens: [(token: Token, position: Int)] = []
    private var at = 0
    private var depth = 0
    /// As deep as brackets may go.
    private static let deepest = 50
    private static let longest = 4000

    init(_ text: String) { characters = Array(text.prefix(Self.longest + 1)) }

    mutating func whole() throws(RecordFilter.Flaw) -> RecordFilter.Node {
        guard characters.count <= Self.longest else {
            throw RecordFilter.Flaw(
                problem: "the expression is too long", position: 1, remedy: "Write at most \(Self.longest) characters.")
        }
        try tokenize()
        guard !tokens.isEmpty else { throw flaw("the expression is empty", "Write one such as status != \"planned\".") }
        let node = try either()
        guard at == tokens.count else {
            throw flaw("the expression goes on after its end", "Join comparisons with `and` or `or`.")
        }
        return node
    }

    private mutating func either() throws(RecordFilter.Flaw) -> RecordFilter.Node {
        var node = try both()
        while take("or") { node = .or(node, try both()) }
        return node
    }

    private mutating func both() throws(RecordFilter.Flaw) -> RecordFilter.Node {
        var node = try single()
        while take("and") { node = .and(node, try single()) }
        return node
    }

    private mutating func single() throws(RecordFilter.Flaw) -> RecordFilter.Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw flaw("the expression is nested too deeply", "Write it with fewer brackets.") }
        if take("not") { return .not(try single()) }
        if takeSign("(") {
            let node = try either()
            guard takeSign(")") else { throw flaw("a bracket is not closed", "Close it with `)`.") }
            return node
        }
        return try comparison()
    }

    private mutating func comparison() throws(RecordFilter.Flaw) -> RecordFilter.Node {
        let field: String
        let isBare: Bool
        switch peek {
        case .word(let name)? where !Self.reserved.contains(name.lowercased()): (field, isBare) = (name, true)
        case .name(let name)?: (field, isBare) = (name, false)
        default:
            throw flaw(
                "the name of a field is missing",
                "Write a comparison such as status != \"planned\"; names with blanks go into `backticks`.")
        }
        at += 1
        if take("is") { return try test(field, isBare: isBare) }
        let negated = take("not")
        if take("in") {
            let node = RecordFilter.Node.among(field: field, try list())
            return negated ? .not(node) : node
        }
        guard !negated else { throw flaw("`not` stands before no `in`", "Write `\(field) not in (...)`.") }
        guard case .sign(let sign)? = peek, let comparison = Self.comparison(sign) else {
            throw flaw(
                "\"\(field)\" is compared with nothing", "Write one of = != < <= > >= behind it, or `in (...)`, or `is null`.")
        }
        at += 1
        guard let literal = literal() else {
            throw flaw(
                "the value to compare with is missing", "Write a number, or a text in quotes: \(field) \(sign) \"planned\".")
        }
        return .compare(field: field, comparison, literal)
    }

    /// Behind `is`: `null`, or for `geometry` a shape.
    private mutating func test(_ field: String, isBare: Bool) throws(RecordFilter.Flaw) -> RecordFilter.Node {
        let negated = take("not")
        let node: RecordFilter.Node
        if take("null") {
            node = .isNull(field: field)
        } else if isBare, field == "geometry", case .word(let name)? = peek,
            let shape = RecordFilter.Shape(rawValue: name.lowercased())
        {
            at += 1
            node = .shape(shape)
        } else {
            throw flaw(
                "`is` is followed by neither null nor a shape",
                "Write `\(field) is null`, or `geometry is point` (line, polygon, none).")
        }
        return negated ? .not(node) : node
    }

    private mutating func list() throws(RecordFilter.Flaw) -> [RecordFilter.Literal] {
        guard takeSign("(") else { throw flaw("`in` needs a list", "Write `in (\"a\", \"b\")`.") }
        var literals: [RecordFilter.Literal] = []
        repeat {
            guard let literal = literal() else {
                throw flaw("the list holds something else than values", "Write numbers, or texts in quotes.")
            }
            literals.append(literal)
        } while takeSign(",")
        guard takeSign(")") else { throw flaw("the list is not closed", "Close it with `)`.") }
        return literals
    }

    private mutating func literal() -> RecordFilter.Literal? {
        switch peek {
        case .text(let text)?:
            at += 1
            return .text(text)
        case .number(let number)?:
            at += 1
            return .number(number)
        case .word(let word)? where ["true", "false"].contains(word.lowercased()):
            at += 1
            return .text(word.lowercased())
        default: return nil
        }
    }
}

extension RecordFilterParser {
    private static let reserved: Set<String> = ["and", "or", "not", "in", "is", "null", "true", "false"]

    private static func comparison(_ sign: String) -> RecordFilter.Comparison? {
        switch sign {
        case "==": .equal
        case "<>": .unequal
        default: RecordFilter.Comparison(rawValue: sign)
        }
    }

    private var peek: Token? { at < tokens.count ? tokens[at].token : nil }

    private mutating func take(_ word: String) -> Bool {
        guard case .word(let own)? = peek, own.lowercased() == word else { return false }
        at += 1
        return true
    }

    private mutating func takeSign(_ sign: String) -> Bool {
        guard peek == .sign(sign) else { return false }
        at += 1
        return true
    }

    private func flaw(_ problem: String, _ remedy: String) -> RecordFilter.Flaw {
        RecordFilter.Flaw(
            problem: problem, position: at < tokens.count ? tokens[at].position : characters.count + 1, remedy: remedy)
    }

    private mutating func tokenize() throws(RecordFilter.Flaw) {
        var i = 0
        func isWord(_ c: Character) -> Bool { c.isLetter || c.isNumber || c == "_" || c == "." || c == ":" }
        while i < characters.count {
            let (c, start) = (characters[i], i)
            if c.isWhitespace {
                i += 1
            } else if c == "\"" || c == "'" || c == "`" {
                guard let end = characters[(i + 1)...].firstIndex(of: c) else {
                    throw RecordFilter.Flaw(
                        problem: "a \(c) is not closed", position: i + 1, remedy: "Close it with another \(c).")
                }
                let text = String(characters[(i + 1)..<end])
                tokens.append((c == "`" ? .name(text) : .text(text), start + 1))
                i = end + 1
            } else if c.isASCII,
                c.isNumber || ((c == "-" || c == "+" || c == ".") && i + 1 < characters.count && characters[i + 1].isNumber)
            {
                i += 1
                while i < characters.count, characters[i].isASCII,
                    isWord(characters[i]) || characters[i] == "-" || characters[i] == "+"
                { i += 1 }
                let text = String(characters[start..<i])
                // A day needs no quotes.
                if let number = Double(text), number.isFinite {
                    tokens.append((.number(number), start + 1))
                } else if CalendarDate(text) != nil {
                    tokens.append((.text(text), start + 1))
                } else {
                    throw RecordFilter.Flaw(
                        problem: "\"\(text)\" is not a number", position: start + 1,
                        remedy: "Put texts in quotes, and names that start with a digit in `backticks`.")
                }
            } else if isWord(c) {
                while i < characters.count, isWord(characters[i]) { i += 1 }
                tokens.append((.word(String(characters[start..<i])), start + 1))
            } else {
                let two = String(characters[i..<min(i + 2, characters.count)])
                let sign = ["!=", "<=", ">=", "==", "<>"].contains(two) ? two : String(c)
                guard ["=", "<", ">", "(", ")", ",", "!=", "<=", ">=", "==", "<>"].contains(sign) else {
                    throw RecordFilter.Flaw(
                        problem: "\"\(sign)\" has no meaning here", position: start + 1,
                        remedy: "Use = != < <= > >= in, is, and, or, not and brackets.")
                }
                tokens.append((.sign(sign), start + 1))
                i += sign.count
            }
        }
    }
}
