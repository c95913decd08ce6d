import BorderBase

extension Claim {
    /// Whether a value in metres, as a fraction, or plain, rounds to the published figure at its significant figures.
    ///
    /// `about` rounds like an exact figure; `almost` as well, and refuses what is above the figure. `at_least`, `more_than` and `less_than`
    /// compare the unrounded value: it is within the bound, which confirms no figure.
    public func isReproduced(by computed: Double) -> Bool {
        switch qualifier {
        case .atLeast: return computed >= baseValue
        case .moreThan: return computed > baseValue
        case .lessThan: return computed < baseValue
        case .almost where computed > baseValue: return false
        case .exact, .about, .almost: return rounds(computed)
        }
    }

    /// Whether a value has the figures published, whatever the qualifier.
    func rounds(_ computed: Double) -> Bool {
        FixedDecimal.string(inUnit(computed), significant: significantFigures)
            == FixedDecimal.string(value, significant: significantFigures)
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
    /// The figure as the source says it, or with its unit and qualifier: `almost all`, `almost 500 km`, `over 6,500`.
    package var figure: String {
        if let words { return words }
        return switch qualifier {
        case .exact: publishedText
        case .about: "about " + publishedText
        case .almost: "almost " + publishedText
        case .atLeast: "at least " + publishedText
        case .moreThan: "over " + publishedText
        case .lessThan: "under " + publishedText
        }
    }
}

extension Claim {
    /// Half of the last published figure, in base units: what rounding leaves open on either side.
    var halfUnit: Double {
        guard baseValue != 0 else { return 0 }
        let exponent = (Elementary.log(baseValue.magnitude) / Elementary.log(10) + 1e-12).rounded(.down)
        var unit = 1.0
        for _ in 0..<Int((exponent + 1).magnitude) { unit = exponent + 1 > 0 ? unit * 10 : unit / 10 }
        for _ in 0..<significantFigures { unit /= 10 }
        return unit / 2
    }

    /// The figure is a bound: any larger number meets `over 6,500`.
    package var isBound: Bool { qualifier.isBound }
}

extension Claim.Qualifier {
    /// `at_least`, `more_than`, `less_than`.
    package var isBound: Bool { isLowerBound || self == .lessThan }
    var isLowerBound: Bool { self == .atLeast || self == .moreThan }
    /// Rounded by its source, so that no exact quotient can be formed from it.
    var isApproximate: Bool { self == .about || self == .almost }
}
