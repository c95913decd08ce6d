import BorderBase

extension Claim {
    /// Whether a value in metres, as a fraction, or plain, rounds to the published figure at its significant figures.
    /// `at_least`, `more_than` and
    /// `less_than` compare the unrounded value.
    public func isReproduced(by computed: Double) -> Bool {
        switch qualifier {
        case .atLeast: return computed >= baseValue
        case .moreThan: return computed > baseValue
        case .lessThan: return computed < baseValue
        case .exact, .about, .almost:
            return FixedDecimal.string(inUnit(computed), significant: significantFigures)
                == FixedDecimal.string(value, significant: significantFigures)
        }
    }

    /// A value in metres, as a fraction, or plain, in the published unit.
    public func inUnit(_ computed: Double) -> Double {
        switch unit {
        case "km": computed / 1000
        case "%": computed * 100
        default: computed
        }
    }

    /// The published figure with its unit: `110 m`.
    public var publishedText: String {
        let number = NumberText.fixed(value, Self.places(value))
        switch unit {
        case "": return number
        case "x": return number + "-fold"
        default: return number + " " + unit
        }
    }

    /// A computed value in the published unit: counts whole, others with one figure more than was published and at least three.
    public func text(of computed: Double) -> String {
        if measurand == .count, let whole = Int(exactly: computed.rounded()) { return NumberText.grouped(whole) }
        let digits = FixedDecimal.string(inUnit(computed), significant: max(3, significantFigures + 1))
        switch unit {
        case "": return digits
        case "x": return digits + "-fold"
        default: return digits + " " + unit
        }
    }

    private static func places(_ value: Double) -> Int {
        let text = FixedDecimal.string(shortest: value)
        guard let point = text.firstIndex(of: ".") else { return 0 }
        return text.distance(from: point, to: text.endIndex) - 1
    }
}

extension Claim {
    /// The figure with its unit and qualifier: `almost 500 km`, `over 6,500`.
    package var figure: String {
        switch qualifier {
        case .exact: publishedText
        case .about: "about " + publishedText
        case .almost: "almost " + publishedText
        case .atLeast: "at least " + publishedText
        case .moreThan: "over " + publishedText
        case .lessThan: "under " + publishedText
        }
    }
}
