/// A count over a length that says what it is a length of. Comparing rates on two bases throws: 110 m per facility of fence line and
/// 50 m along a river bank are not a decrease.
public struct Rate: Hashable, Sendable, Codable {
    public var count: Int
    public var basis: LengthBasis
    public var length: Metres

    /// A negative count becomes 0. A length that is not positive and finite is kept, and makes every derived number `nil`.
    public init(count: Int, per basis: LengthBasis, length: Metres) {
        self.count = max(0, count)
        self.basis = basis
        self.length = length
    }

    /// Whether the length can stand under a count.
    public var isDefined: Bool { length.value > 0 && length.value.isFinite }

    /// Count per kilometre of `basis`; `nil` where the length is 0.
    public var perKilometre: Double? { isDefined ? Double(count) / length.kilometres : nil }

    /// Length over count ("one every 110 m"): mean length of `basis` per object, not the distance between neighbours.
    /// `nil` where the length or the count is 0; the interval then still gives a lower bound.
    public var spacing: Metres? { isDefined && count > 0 ? length / Double(count) : nil }

    /// Throws where the bases differ; every comparison of two rates goes through here.
    public func requireSameBasis(as other: Rate) throws(RateError) {
        if basis != other.basis { throw .differentBases(basis, other.basis) }
    }
}

public enum RateError: Error, Hashable, Sendable, CustomStringConvertible {
    case differentBases(LengthBasis, LengthBasis)
    case noLength(LengthBasis)

    public var description: String {
        switch self {
        case .differentBases(let a, let b):
            "a rate per kilometre of \(a.phrase) cannot be compared with one per kilometre of \(b.phrase)\n"
                + "  compute both over the same length"
        case .noLength(let basis):
            "no \(basis.phrase) to divide by: the rate is not defined\n  choose another area or another denominator"
        }
    }
}
