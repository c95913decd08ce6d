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
    /// "Over 6,500": can stand in no exact quotient.
    package var isBound: Bool

    package init(
        id: String, name: String, value: Value, of: String, area: String, epoch: String? = nil, from: [String] = [],
        isImplied: Bool = false, isBound: Bool = false
    ) {
        self.id = id
        self.name = name
        self.value = value
        self.of = of
        self.area = area
        self.epoch = epoch
        self.from = from
        self.isImplied = isImplied
        self.isBound = isBound
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

/// Published figures with the quantities behind them and the contradictions between them.
package struct ClaimRegister: Hashable, Sendable {
    package var claims: [Claim]
    package var quantities: [PublishedQuantity]
    package var contradictions: [Contradiction]
    /// Published lengths of the border, widest subject first.
    package var lengths: [PublishedLength]

    package init(
        claims: [Claim], quantities: [PublishedQuantity] = [], contradictions: [Contradiction] = [],
        lengths: [PublishedLength] = []
    ) {
        self.claims = claims
        self.quantities = quantities
        self.contradictions = contradictions
        self.lengths = lengths
    }
}
