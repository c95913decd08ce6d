/// Something doubtful in data: it travels beside the result and is never printed by the library.
public struct Finding: Hashable, Sendable, Codable {
    public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        case note, warning, error

        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
        private var rank: Int {
            switch self {
            case .note: 0;
            case .warning: 1;
            case .error: 2
            }
        }
    }

    /// Stable id of the rule, kebab case: `duplicate-point`, `outside-mask`.
    public var rule: String
    public var severity: Severity
    public var place: Place
    /// What is the matter, one sentence.
    public var sentence: String
    /// What to do about it, one sentence; empty where there is nothing to do.
    public var remedy: Remedy
    /// How many findings it stands for: more than 1 where the others are only counted.
    package var repeats = 1

    private enum CodingKeys: String, CodingKey { case rule, severity, place, sentence, remedy }

    public init(rule: String, severity: Severity, place: Place = Place(), sentence: String, remedy: Remedy = "") {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.sentence = sentence
        self.remedy = remedy
    }

    /// Where: file, feature, pointer into it, position on the ground; each where known.
    public struct Place: Hashable, Sendable, Codable {
        public var file: String?
        /// 0-based index of the feature in its file.
        public var feature: Int?
        /// 1-based line of a text file.
        public var line: Int?
        public var id: String?
        /// RFC 6901 JSON pointer, or a column name.
        public var pointer: String?
        public var position: GeoPosition?

        public init(
            file: String? = nil, feature: Int? = nil, line: Int? = nil, id: String? = nil, pointer: String? = nil,
            position: GeoPosition? = nil
        ) {
            self.file = file
            self.feature = feature
            self.line = line
            self.id = id
            self.pointer = pointer
            self.position = position
        }
    }
}

extension Finding.Place: CustomStringConvertible {
    /// `file, feature 3 (id "x"), /properties/kind`, on one line whatever the names hold.
    public var description: String {
        var parts: [String] = []
        func shown(_ text: String) -> String { TerminalText(text, isLine: true).description }
        if let file { parts.append(shown(file)) }
        if let line { parts.append("line \(line)") }
        if let feature {
            parts.append("feature \(feature)" + (id.map { " (id \"\(shown($0))\")" } ?? ""))
        } else if let id {
            parts.append("id \"\(shown(id))\"")
        }
        if let pointer { parts.append(shown(pointer)) }
        return parts.joined(separator: ", ")
    }
}

/// Input that cannot be used at all: one message with what happened, where, and what to do. The command line exits with 65.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    public var place: Finding.Place
    /// Rule of the finding that a check of the whole file makes of it.
    public var rule: String
    public var problem: String
    public var remedy: Remedy

    public init(_ problem: String, rule: String = "invalid-input", at place: Finding.Place = Finding.Place(), remedy: Remedy) {
        self.problem = problem
        self.rule = rule
        self.place = place
        self.remedy = remedy
    }

    public var description: String {
        let location = place.description
        return (location.isEmpty ? "" : location + ": ") + problem + (remedy.isEmpty ? "" : "\n  \(remedy)")
    }
}

extension InputError {
    /// The same as a finding of severity error, for checks that go on.
    public var finding: Finding {
        Finding(rule: rule, severity: .error, place: place, sentence: problem.asSentence, remedy: remedy)
    }
}

extension String {
    /// With a capital letter at its start, unless a field's name stands there, and a full stop at its end.
    package var asSentence: String {
        guard let first, let last else { return self }
        let word = prefix { $0 != " " }
        let isName = word.contains("_") || dropFirst(word.count).hasPrefix(" \"")
        return (isName ? String(first) : first.uppercased()) + dropFirst() + (".!?".contains(last) ? "" : ".")
    }
}
