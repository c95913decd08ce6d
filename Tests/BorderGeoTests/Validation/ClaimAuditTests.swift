import BorderGeo
import Testing

@Suite struct ClaimAuditTests {
    private let register: ClaimRegister

    init() throws { register = try .published() }

    private func audit(_ id: String) throws -> ClaimAudit {
        let claim = try #require(register.claims.first { $0.id == id }, "no claim \(id)")
        return ClaimAudit(claim, quantities: register.quantities)
    }

    @Test func oneEvery110MetresFollowsOnlyFromNewOrUpgradedFenceLine() throws {
        let spacing = try audit("hrw2024-spacing")
        #expect(spacing.isReproduced == true)
        #expect(spacing.by.count == 1)
        #expect(spacing.by.first?.numerator == "6,820 facilities")
        #expect(spacing.by.first?.denominator == "742 km of new or upgraded fence line")
        #expect(abs((spacing.by.first?.value ?? 0) - 108.798) < 5e-4)
        // The border itself would give 47 m, new fence alone 71 m.
        let others = spacing.misses.map { ($0.value * 10).rounded() / 10 }
        #expect(others.contains(47.1) && others.contains(70.7))
    }

    @Test(arguments: [
        ("towers at Hoeryong every 1.5 km", "ytn2022-spacing-2019", "5 watchtowers", "7.4 km of border"),
        ("70 % fenced in 2019", "chosun2024-fenced-share-2019", "230 km of fenced border", "321 km of border"),
        ("20-fold", "hrw2024-growth", "6,820 facilities", "some 341 facilities (implied)"),
        ("a quarter of the border", "bbc2024-share-of-border", "321 km of border", "about 1,300 km of northern border"),
        ("two per cent", "asiapress2022-arrivals-share", "63 arrivals in 2021", "2,914 arrivals in 2009"),
    ])
    func eachFigureFollowsFromOnePair(name: String, id: String, numerator: String, denominator: String) throws {
        let result = try audit(id)
        #expect(result.isReproduced == true, "\(name)")
        #expect(result.by.map(\.numerator) == [numerator], "\(name)")
        #expect(result.by.map(\.denominator) == [denominator], "\(name)")
    }

    @Test(arguments: [
        ("110 m", "hrw2024-spacing", ClaimVerdict.follows), ("20-fold, over an implied stock", "hrw2024-growth", .implied),
        ("743 km of all fences, at least 742", "chosun2024-all-fences", .notContradicted),
        ("almost 7,000 guardhouses, over 6,500", "reprint2024-guardhouses", .notContradicted),
        ("over 9 km", "reuters2023-hoeryong-fence", .notContradicted),
        ("over 1,300 km", "hrw2022-border-length", .notContradicted),
        ("about 1,300 km", "chosun2024-border-length", .differsByLine), ("174 = 5 + 169", "derived-hoeryong-posts", .derived),
        ("34 % of all", "derived-reuters-share-of-all", .derived),
        ("45 % of what was imaged", "derived-reuters-share-of-imaged", .derived),
        ("282 km", "newsreem2024-new-fence", .doesNotFollow), ("increased to 169", "sun2022-guard-posts", .doesNotFollow),
        ("169 additional posts, held against none but additions", "dw2022-guard-posts", .cannotBeChecked),
        ("321 km", "hrw2024-border", .cannotBeChecked),
        ("over 300 km, of no six areas", "hrw2022-border-analysed", .cannotBeChecked),
    ])
    func everyFigureHasItsVerdict(name: String, id: String, verdict: ClaimVerdict) throws {
        #expect(try audit(id).verdict == verdict, "\(name)")
    }

    @Test func fiftyMetresHasOneFigureAndFollowsOverOneLine() throws {
        let spacing = try audit("ytn2022-spacing-2022")
        #expect(spacing.isReproduced == true)
        #expect(Set(spacing.by.map { ($0.value * 10).rounded() / 10 }) == [52.9, 54.4, 54.6])
        #expect(
            Set(spacing.by.compactMap(\.denominator)) == ["9.5 km of improved primary fence", "9.2 km of new secondary fence"])
        #expect(spacing.nearest.map { ($0.value * 10).rounded() / 10 } == 56.2)
    }

    /// Bounds stand in no exact quotient: a figure is planted over each, and none follows.
    @Test(arguments: [
        ("over a bound", Claim.Qualifier.moreThan, Claim.Qualifier.exact, ClaimVerdict.notContradicted),
        ("over a rounded length", .about, .exact, .notContradicted), ("rounded over rounded", .about, .about, .follows),
        ("exact", .exact, .exact, .follows),
    ])
    func whatAQuotientIsWorth(name: String, whole: Claim.Qualifier, published: Claim.Qualifier, verdict: ClaimVerdict) {
        let quantities = [
            PublishedQuantity(id: "part", name: "25 km", value: .length(Metres(25_000)), of: "part", area: "a"),
            PublishedQuantity(
                id: "whole", name: "100 km", value: .length(Metres(100_000)), of: "whole", area: "a", qualifier: whole),
        ]
        let claim = Claim(
            id: "c", subject: "", measurand: .share, value: 25, unit: "%", significantFigures: 2, qualifier: published,
            numerator: "part", denominator: "whole", area: "a")
        #expect(ClaimAudit(claim, quantities: quantities).verdict == verdict, "\(name)")
    }

    /// Of two bounds one may rule a figure out, and two of one direction say nothing.
    @Test(arguments: [
        ("30 % of at least 100 km, 25 km of which: at most 25 %", 30.0, Claim.Qualifier.moreThan, ClaimVerdict.doesNotFollow),
        ("20 %", 20, .moreThan, .notContradicted), ("30 % of less than 100 km", 30, .lessThan, .notContradicted),
        ("20 %", 20, .lessThan, .doesNotFollow),
    ])
    func boundsRuleOut(name: String, share: Double, whole: Claim.Qualifier, verdict: ClaimVerdict) {
        let part = PublishedQuantity(id: "part", name: "25 km", value: .length(Metres(25_000)), of: "part", area: "a")
        let all = PublishedQuantity(
            id: "whole", name: "100 km", value: .length(Metres(100_000)), of: "whole", area: "a", qualifier: whole)
        let claim = Claim(
            id: "c", subject: "", measurand: .share, value: share, unit: "%", significantFigures: 2, numerator: "part",
            denominator: "whole", area: "a")
        #expect(ClaimAudit(claim, quantities: [part, all]).verdict == verdict, "\(name)")
        var atLeast = part
        atLeast.qualifier = .atLeast
        if whole == .moreThan { #expect(ClaimAudit(claim, quantities: [atLeast, all]).verdict == .cannotBeChecked, "\(name)") }
    }

    /// Over a published length of the border 24.7 %, over a line at a small scale 27 %.
    @Test func aShareOfTheBorderMayDifferBecauseOfTheLine() {
        func border(_ length: Double, isLine: Bool = false) -> PublishedQuantity {
            var border = PublishedQuantity(
                id: "\(length)", name: "\(length) km of border", value: .length(Metres(length * 1000)), of: "border",
                area: isLine ? "line" : "northern-border")
            border.isLine = isLine
            return border
        }
        let part = PublishedQuantity(
            id: "part", name: "321 km", value: .length(Metres(321_000)), of: "border_observed", area: "all")
        let share = Claim(
            id: "c", subject: "", measurand: .share, value: 25, unit: "%", significantFigures: 2, numerator: "border_observed",
            denominator: "border", area: "all")
        let length = Claim(
            id: "l", subject: "", measurand: .length, value: 1300, unit: "km", significantFigures: 2, numerator: "border",
            area: "all")
        let line = border(1188.5, isLine: true)
        #expect(ClaimAudit(share, quantities: [part, line, border(1300)]).verdict == .differsByLine)
        #expect(ClaimAudit(share, quantities: [part, border(1290, isLine: true), border(1300)]).verdict == .follows)
        #expect(ClaimAudit(share, quantities: [part, border(1300)]).verdict == .follows)
        // A rounded length gives the figure as well; nothing gives 40 %.
        var about = border(1300)
        about.qualifier = .about
        #expect(ClaimAudit(share, quantities: [part, line, about, border(1370)]).verdict == .differsByLine)
        var wrong = share
        wrong.value = 40
        #expect(ClaimAudit(wrong, quantities: [part, line, about, border(1370)]).verdict == .doesNotFollow)
        let audit = ClaimAudit(length, quantities: [part, line])
        #expect(audit.verdict == .differsByLine && audit.isReproduced == nil)
        #expect(abs((audit.deviation ?? 0) + 0.0858) < 1e-4)
    }

    @Test func significantFiguresFollowOneRule() {
        for claim in register.claims {
            let text = FixedDecimal.string(shortest: claim.value)
            let figures = ClaimFile.significantFigures(
                of: text, isCounted: claim.measurand == .count && claim.qualifier == .exact)
            // Other numbers of figures say why in the file.
            let excused = ["press2024-fenced-2019", "bbc2024-upgraded-fence", "sun2022-china-border"].contains(claim.id)
            #expect(claim.significantFigures == figures || excused, "\(claim.id)")
        }
    }

    @Test func everyRowHasSourceDateSeenAndConfidence() {
        #expect(register.claims.count > 70 && register.statements.count >= 8)
        for claim in register.claims {
            #expect(!claim.source.isEmpty && claim.seen != nil, "\(claim.id)")
            // What was seen in copies alone says so.
            #expect(!claim.source.contains("cop") && !claim.source.contains("mirror") || claim.confidence == .copy, "\(claim.id)")
        }
        for statement in register.statements { #expect(!statement.source.isEmpty && statement.seen != nil, "\(statement.id)") }
    }

    @Test(arguments: [
        ("282 km", "bbc2024-new-fence", "newsreem2024-new-fence", "misprint"),
        ("increased to 169", "derived-hoeryong-posts", "sun2022-guard-posts", "misreport"),
    ])
    func misreportsAreFoundAndNamed(name: String, first: String, second: String, cause: String) throws {
        let conflicts = ClaimConflicts.found(in: register.claims, explained: register.contradictions)
        let conflict = try #require(conflicts.first { $0.first.id == first && $0.second.id == second }, "\(name)")
        #expect(conflict.explanation?.cause == cause, "\(name)")
    }

    @Test func roundedAndExactFiguresDoNotConflict() {
        let conflicts = ClaimConflicts.found(in: register.claims)
        #expect(!conflicts.contains { Set([$0.first.id, $0.second.id]) == ["bbc2024-new-fence", "hrw2024-new-fence"] })
        #expect(!conflicts.contains { Set([$0.first.id, $0.second.id]) == ["hrw2022-border-analysed", "hrw2024-border"] })
    }

    @Test func everyQuantityIsWhatItsNameSays() {
        for quantity in register.quantities {
            let text = quantity.name.filter { $0 != "," }
            let number: String
            switch quantity.value {
            case .count(let count): number = String(count)
            case .length(let length):
                let km = length.kilometres
                number = km == km.rounded() ? String(Int(km)) + " km" : String(km) + " km"
            }
            #expect(text.contains(number), "\(quantity.id)")
        }
    }

    @Test func quotesAreShort() {
        for claim in register.claims { #expect((claim.quote ?? "").split(separator: " ").count <= 25, "\(claim.id)") }
    }
}
