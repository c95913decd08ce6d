/// A published figure with what it is a figure of, so that it can be computed again and compared.
public struct Claim: Hashable, Sendable {
    public enum Measurand: String, Hashable, Sendable, Codable, CaseIterable { case count, share, spacing, growth, length }

    public enum Qualifier: String, Hashable, Sendable, Codable, CaseIterable {
        case exact, about, almost
        case atLeast = "at_least"
        case moreThan = "more_than"
        case lessThan = "less_than"
    }

    /// How the figure is known: read in full in an article, seen on a page of the publisher, in a reprint or other copy only, computed
    /// by us and published by nobody, or from memory.
    public enum Confidence: String, Hashable, Sendable, Codable, CaseIterable { case article, page, copy, derived, memory }

    public var id: String
    /// What is claimed, in words.
    public var subject: String
    public var measurand: Measurand
    /// As published, in `unit`.
    public var value: Double
    /// `m`, `km`, `%`, `x` (times) or empty (a plain number).
    public var unit: String
    /// How many figures were published; comparisons are made at these, never at an absolute tolerance.
    public var significantFigures: Int
    public var qualifier: Qualifier
    /// What is counted or measured: a facility kind, `all`, a `LengthBasis`, `fence_line_new`, `fence_line_upgraded`.
    public var numerator: String?
    /// What it is divided by: a `LengthBasis`.
    public var denominator: String?
    /// An area of the study; `nil` is the union of all.
    public var area: String?
    public var epoch: String?
    public var source: String
    /// Words of the source.
    public var quote: String?
    public var confidence: Confidence
    /// When the source was last seen: a date, as written.
    public var seen: String?
    /// How the source says it where not with this number: `almost all`.
    public var words: String?
    /// What a reader should know of the figure.
    public var note: String?
    /// A slip of one outlet: audited, and quoted by no report.
    public var isMisreport: Bool

    public init(
        id: String, subject: String, measurand: Measurand, value: Double, unit: String = "", significantFigures: Int,
        qualifier: Qualifier = .exact, numerator: String? = nil, denominator: String? = nil, area: String? = nil,
        epoch: String? = nil,
        source: String = "", quote: String? = nil, confidence: Confidence = .page, seen: String? = nil,
        words: String? = nil, note: String? = nil, isMisreport: Bool = false
    ) {
        self.id = id
        self.subject = subject
        self.measurand = measurand
        self.value = value
        self.unit = unit
        self.significantFigures = significantFigures
        self.qualifier = qualifier
        self.numerator = numerator
        self.denominator = denominator
        self.area = area
        self.epoch = epoch
        self.source = source
        self.quote = quote
        self.confidence = confidence
        self.seen = seen
        self.words = words
        self.note = note
        self.isMisreport = isMisreport
    }

    /// The published figure in metres, as a fraction, or as the plain number it is.
    public var baseValue: Double {
        switch unit {
        case "km": value * 1000
        case "%": value / 100
        default: value
        }
    }
}
