import Foundation
import GeoHandles
import Testing

@Suite struct BuiltInFileTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    @Test func everyBuiltInFileIsTheCommittedOneByteForByte() throws {
        let names = BuiltInFile.names(below: "border") + BuiltInFile.names(below: "studies") + BuiltInFile.names(below: "claims")
        #expect(names.contains("border/dcw.geojson"))
        for name in names {
            let bytes = try #require(BuiltInFile.bytes(name))
            #expect(Data(bytes) == (try Data(contentsOf: Self.fixtures.appending(path: name))), "\(name)")
        }
    }

    @Test func anUnknownNameGivesNothing() {
        #expect(BuiltInFile.bytes("border/none.geojson") == nil)
        #expect(BuiltInFile.names(below: "bord").isEmpty)
    }
}
