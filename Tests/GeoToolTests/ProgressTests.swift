import Foundation
import TestSupport
import Testing

/// What a person sees on a terminal while a command reads for longer than a second: util-linux's `script` is the terminal.
@Suite struct ProgressTests {
    private static func onTerminal(_ command: String) throws -> String {
        try External.run("script", ["-qec", "stty cols 60; \(command)", "/dev/null"], environment: ["TERM": "xterm"]).stdout
    }

    /// Points enough that a debug build reads for some seconds.
    private static func points(_ count: Int, in folder: ScratchFolder) throws -> String {
        var text = ""
        for i in 0..<count {
            text +=
                #"{"type":"Feature","properties":{"id":"p\#(i)","kind":"guard_post"},"geometry":{"type":"Point","coordinates":[129.7\#(i % 1000),42.4]}}"#
            text += "\n"
        }
        let path = folder.path("points-with-a-name-that-fills-the-line-of-a-terminal.geojsonl")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test(
        .needs(.terminal),
        arguments: [("convert", "%@ %@.csv"), ("lint", "%@"), ("locate", "%@ -o %@.out.geojson")])
    func aLongCommandSaysHowFarItIs(command: String, arguments: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let path = try Self.points(40_000, in: folder)
        let call = "'\(Tool.path.path)' \(command) " + arguments.replacingOccurrences(of: "%@", with: path)
        let seen = try Self.onTerminal(call)
        let lines = seen.components(separatedBy: "\r\u{1B}[2K").dropFirst().map { String($0.prefix { $0 != "\r" && $0 != "\n" }) }
        let drawn = lines.filter { $0.hasPrefix("\(command): ") }
        #expect(!drawn.isEmpty, "\(seen.prefix(300))")
        #expect(
            drawn.contains { $0.contains(/(\d+ % of \d+ [kM]B, \d+ [kM]?B\/s)|(\d+ [kM]B read, \d+ s)/) }, "\(drawn.prefix(5))")
        #expect(drawn.allSatisfy { $0.count < 60 })
        #expect(lines.last?.hasPrefix("\(command): ") == false, "the line is taken away at the end")
        let quiet = try Self.onTerminal(call + (command == "convert" ? " --quiet" : " --no-progress"))
        #expect(!quiet.contains("\(command): "))
    }
}
