import Foundation
import TestSupport
import Testing

@Suite struct BinaryTests {
    @Test func helpNamesTheTool() throws {
        let run = try Tool.run(["--help"])
        #expect(run.exitCode == 0)
        #expect(run.stdout.contains("geo-tool"))
    }
}
