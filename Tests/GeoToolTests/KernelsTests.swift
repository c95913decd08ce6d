import Foundation
import TestSupport
import Testing

/// Inner loops in C are compiled for three kinds of processor; `BORDERGEO_KERNELS` 0 and 1 ask for the plainer ones.
@Suite struct KernelsTests {
    /// Points and lines near and far from the built-in border, with brackets, commas, quotes and backslashes in their properties: more than one piece of a megabyte.
    private static func features(_ count: Int, seed: UInt64) -> Data {
        var random = SeededGenerator(seed: seed)
        let texts = [#"[{]},"#, #"a \"quoted\" }"#, #"ends with \\"#, "이름, 초소", String(repeating: "x]", count: 180)]
        var text = "{\"type\":\"FeatureCollection\",\"features\":["
        for i in 0..<count {
            // Along a line between the river mouths, some 100 km to either side.
            let t = random.uniform(0...1)
            let longitude = 124.3 + 6.3 * t + random.uniform(-1...1)
            let latitude = 39.9 + 2.5 * t + random.uniform(-1...1)
            var geometry = "{\"type\":\"Point\",\"coordinates\":[\(longitude),\(latitude)]}"
            if i % 20 == 0 {
                let end = "[\(longitude + random.uniform(-0.1...0.1)),\(latitude + random.uniform(-0.1...0.1))]"
                geometry = "{\"type\":\"LineString\",\"coordinates\":[[\(longitude),\(latitude)],\(end)]}"
            }
            text +=
                "\(i == 0 ? "\n" : ",\n"){\"type\":\"Feature\",\"id\":\(i),\"properties\":{\"t\":\"\(texts[i % texts.count])\",\"n\":[[\(i)],{}]},"
            text += "\"geometry\":\(geometry)}"
        }
        return Data((text + "\n]}\n").utf8)
    }

    @Test(arguments: ["geojson", "ndjson"])
    func theKindOfProcessorChangesNoByteOfLocations(format: String) throws {
        let input = Self.features(5_000, seed: 31)
        try #require(input.count > 1 << 20)
        let output = try outputOfEachKind(["locate", "-", "--format", format, "--quiet"], stdin: input)
        #expect(output.split(separator: "\n").count { $0.contains("\"measure_m\":") } > 4_500)
    }

    @Test func theKindOfProcessorChangesNoByteOfNeighbours() throws {
        let output = try outputOfEachKind(["density", "six-areas", "--format", "json", "--quiet"])
        #expect(output.contains("\"median_m\":"))
    }

    /// What the best loops that the machine has give; the plainer ones must give the same.
    private func outputOfEachKind(_ arguments: [String], stdin: Data = Data()) throws -> String {
        let best = try Tool.run(arguments, stdin: stdin)
        #expect(best.exitCode == 0, "\(best.stderr)")
        for kernels in ["0", "1"] {
            let plainer = try Tool.run(arguments, stdin: stdin, environment: ["BORDERGEO_KERNELS": kernels])
            #expect(plainer.exitCode == 0, "\(kernels): \(plainer.stderr)")
            // Not in the macro: it would look for the difference of two megabytes.
            let isSame = plainer.stdoutData == best.stdoutData
            #expect(isSame, "BORDERGEO_KERNELS=\(kernels)")
        }
        return best.stdout
    }
}
