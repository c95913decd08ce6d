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
        ("a quarter of the border", "bbc2024-share-of-border", "321 km of border", "1,300 km of northern border"),
        ("34.5 % of all", "derived-reuters-share-of-all", "489 km of border", "1,418 km of northern border (1,400 + 18)"),
        (
            "45.9 % of what was imaged", "derived-reuters-share-of-imaged", "489 km of border",
            "1,065 km of border with updated imagery (1,418 - 353)"
        ),
    ])
    func eachFigureFollowsFromOnePair(name: String, id: String, numerator: String, denominator: String) throws {
        let result = try audit(id)
        #expect(result.isReproduced == true, "\(name)")
        #expect(result.by.map(\.numerator) == [numerator], "\(name)")
        #expect(result.by.map(\.denominator) == [denominator], "\(name)")
    }

    @Test func theTwentyFoldRestsOnAStockThatNobodyPublished() throws {
        #expect(try audit("hrw2024-growth").restsOnImplied)
        #expect(try !audit("hrw2024-spacing").restsOnImplied)
    }

    @Test func fiftyMetresAtHoeryongIsNotExactlyReproduced() throws {
        let spacing = try audit("ytn2022-spacing-2022")
        #expect(spacing.isReproduced == false)
        #expect(spacing.by.isEmpty)
        let values = spacing.misses.prefix(6).map { ($0.value * 10).rounded() / 10 }
        #expect(Set(values) == [52.9, 54.4, 54.6, 56.2, 43.8, 42.5])
        #expect(spacing.nearest.map { ($0.value * 10).rounded() / 10 } == 52.9)
    }

    @Test func restatedTotalsAreCheckedAgainstTheirParts() throws {
        let total = try audit("chosun2024-new-or-upgraded-fence")
        #expect(total.isReproduced == false)
        #expect(total.nearest?.value == 742_000)
        #expect(try audit("dailynk2022-posts-in-all").isReproduced == true)
        #expect(try audit("sun2022-guard-posts").isReproduced == false)
        #expect(try audit("hrw2022-border-analysed").isReproduced == true)
        // Nothing else is known about it.
        #expect(try audit("hrw2024-border").isReproduced == nil)
    }

    @Test(arguments: [
        ("282 km", "bbc2024-new-fence", "newsreem2024-new-fence", "misprint"),
        ("increased to 169", "dailynk2022-posts-in-all", "sun2022-guard-posts", "misreport"),
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
