import BorderBase

/// A count or a length that a published ratio may have been formed from.
package struct PublishedQuantity: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case count(Int)
        case length(Metres)
    }

    package var id: String
    /// As it reads in a sentence: `742 km of new or upgraded fence line`.
    package var name: String
    package var value: Value
    /// What it is a count or a length of: a facility kind, `all`, a `LengthBasis`, `fence_line_new`, `fence_line_upgraded`, `border`.
    package var of: String
    package var area: String
    /// `nil`: at any.
    package var epoch: String?
    /// Ids of the claims it comes from.
    package var from: [String]
    /// No source publishes it; another figure implies it. What rests on it is consistent, not confirmed.
    package var isImplied: Bool
    /// "Over 6,500" and "about 353" can stand in no exact quotient.
    package var qualifier: Claim.Qualifier
    /// Of a study: the length of the line that is loaded, as `border`.
    package var isLine = false

    package init(
        id: String, name: String, value: Value, of: String, area: String, epoch: String? = nil, from: [String] = [],
        isImplied: Bool = false, qualifier: Claim.Qualifier = .exact
    ) {
        self.id = id
        self.name = name
        self.value = value
        self.of = of
        self.area = area
        self.epoch = epoch
        self.from = from
        self.isImplied = isImplied
        self.qualifier = qualifier
    }

    /// The count, or the length in metres.
    var number: Double {
        switch value {
        case .count(let count): Double(count)
        case .length(let length): length.value
        }
    }

    var isCount: Bool { if case .count = value { true } else { false } }

    /// Whether it may stand at this epoch: a quantity, or a claim, without one fits all.
    func fits(epoch wanted: String?) -> Bool { epoch == nil || wanted == nil || epoch == wanted }
}

/// Published figures that do not agree, and why.
package struct Contradiction: Hashable, Sendable {
    package var id: String
    /// `misprint`, `rounding`, `other measurand`, `other denominator`, `other class`, `misreport`, ...
    package var cause: String
    package var claims: [String]
    package var sentence: String

    package init(id: String, cause: String, claims: [String], sentence: String) {
        self.id = id
        self.cause = cause
        self.claims = claims
        self.sentence = sentence
    }
}
