import Testing

@testable import BorderBase

@Suite struct UniqueNamesTests {
    @Test func everyNameIsGivenOnce() {
        var names = UniqueNames { "\($0)_\($1)" }
        #expect(["a", "a_2", "a", "b", "a", "a_2"].map { names.name($0) } == ["a", "a_2", "a_3", "b", "a_4", "a_2_2"])
        #expect(names.renamedAny)
    }

    @Test func letterCaseAndTakenNamesCount() {
        var names = UniqueNames(taken: ["fid"], ignoresCase: true) { $1 == 2 ? $0 + "_" : "\($0)_\($1)" }
        #expect(["FID", "fid", "A", "a", "x"].map { names.name($0) } == ["FID_", "fid_3", "A", "a_", "x"])
    }
}
