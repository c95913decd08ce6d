/// What to do about a finding or an error, one sentence; empty where there is nothing to do.
///
/// Where the sentence names something that a user can change (the reference system of an input, the matching distance), it holds that as
/// a value: the library says it in general terms, and a program with options of its own puts their names in with `worded`.
public struct Remedy: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    enum Part: Hashable, Sendable {
        case text(String)
        case means(Means)
    }

    private(set) var parts: [Part]

    public init(_ text: String) { parts = text.isEmpty ? [] : [.text(text)] }
    public init(stringLiteral text: String) { self.init(text) }
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// The sentence in general terms.
    public var description: String { text(Self.inGeneral) }
    public var isEmpty: Bool { parts.isEmpty }

    /// How the name of something that can be changed reads.
    package typealias Wording = @Sendable (Means) -> String

    /// The library's own words: what its values and operations are called.
    package static let inGeneral: Wording = { $0.words }

    /// The same remedy with everything that can be changed under the names that `wording` gives it.
    package func worded(_ wording: Wording) -> Remedy { Remedy(text(wording)) }

    private func text(_ wording: Wording) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .means(let means): wording(means)
            }
        }.joined()
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { parts.append(.text(text)) }
        }

        public mutating func appendInterpolation(_ value: some CustomStringConvertible) { appendLiteral(value.description) }
        package mutating func appendInterpolation(_ means: Means) { parts.append(.means(means)) }
    }
}

extension Remedy: Codable {
    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Finding {
    /// The same finding with the means of its remedy under the names that `wording` gives them.
    package func worded(_ wording: Remedy.Wording) -> Finding {
        var finding = self
        finding.remedy = remedy.worded(wording)
        return finding
    }
}

extension InputError {
    /// The same error with the means of its remedy under the names that `wording` gives them.
    package func worded(_ wording: Remedy.Wording) -> InputError {
        var error = self
        error.remedy = remedy.worded(wording)
        return error
    }
}
