import Foundation
import Testing

@testable import LinearReferencing

@Suite struct RemedyTests {
    private static let remedy: Remedy = "Say it with \(.crs("EPSG:5179")) or \(.encoding()), \(2) times."

    @Test func aRemedyIsSaidInGeneralTerms() {
        #expect(Self.remedy.description == "Say it with `crs` EPSG:5179 or `encoding`, 2 times.")
    }

    @Test func aProgramPutsItsOwnNamesIn() {
        let worded = Self.remedy.worded { means in
            switch means {
            case .crs(let value): "--crs=\(value)"
            default: "--other"
            }
        }
        #expect(worded == "Say it with --crs=EPSG:5179 or --other, 2 times.")
        // Once worded it is text: another wording finds nothing to change.
        #expect(worded.worded { _ in "" } == worded)
    }

    @Test func findingsAndErrorsAreWordedWithoutTouchingTheRest() {
        let error = InputError("no place", rule: "a-rule", at: .init(file: "a.csv"), remedy: Self.remedy)
        let worded = error.worded { _ in "X" }
        #expect(worded.description == "a.csv: no place\n  Say it with X or X, 2 times.")
        #expect(error.finding.worded { _ in "X" } == worded.finding)
        #expect(error.finding.remedy == Self.remedy)
    }

    @Test func nothingToDoIsEmpty() {
        #expect(Remedy("").isEmpty && ("" as Remedy).isEmpty && !Self.remedy.isEmpty)
        #expect(InputError("a", remedy: "").description == "a")
    }

    @Test func asCodeItIsItsText() throws {
        let data = try JSONEncoder().encode([Self.remedy])
        #expect(try JSONDecoder().decode([String].self, from: data) == [Self.remedy.description])
        #expect(try JSONDecoder().decode([Remedy].self, from: data) == [Remedy(Self.remedy.description)])
    }
}
