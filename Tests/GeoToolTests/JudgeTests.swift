import Foundation
import TestSupport
import Testing

/// `coverage`, `change` and `density` against an implementation of the definitions that shares no code with this one.
@Suite struct JudgeTests {
    @Test func theJudgeIsThereWhereChangesAreChecked() {
        #expect(
            Judge.canRun || !Judge.isRequired,
            "no judge: name its folder in BORDERGEO_JUDGE, and install python3-pyproj, -numpy, -scipy, -shapely and -yaml")
    }

    @Test(.enabled(if: Judge.canRun, "skipped, no judge: name its folder in BORDERGEO_JUDGE"))
    func everyStudyMadeByHandGivesWhatBelongsToIt() throws {
        let folder = try #require(Judge.folder)
        let run = try #require(try Judge.compare(["--cases", folder.appending(path: "differential/cases").path]))
        #expect(run.exitCode == 0, "\(run.stdout)\(run.stderr)")
    }

    /// Mild borders, and borders with hairpins.
    @Test(
        .enabled(if: Judge.canRun, "skipped, no judge: name its folder in BORDERGEO_JUDGE"),
        arguments: ["0-7", "100-107"])
    func randomStudiesAgree(seeds: String) throws {
        let run = try #require(try Judge.compare(["--seeds", seeds]))
        #expect(run.exitCode == 0, "seeds \(seeds): \(run.stdout)\(run.stderr)")
    }
}
