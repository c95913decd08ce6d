import Foundation
import TestSupport
import Testing

/// Swift code that pages show is code that is compiled and run: snippets of these tests, or a file of an example.
@Suite struct ArticleTextTests {
    private static let root = Fixtures.folder.deletingLastPathComponent()

    /// Articles of every catalogue, and pages of the repository.
    static let pages: [String] = {
        let files = FileManager.default.enumerator(atPath: root.appending(path: "Sources/BorderGeo").path)
        let articles = (files?.allObjects as? [String] ?? []).filter { $0.contains(".docc/") && $0.hasSuffix(".md") }
        return articles.sorted().map { "Sources/BorderGeo/\($0)" } + ["README.md", "docs/tutorials/library.md"]
    }()

    /// The texts between `// snippet:` and `// end`, at the margin.
    static let snippets: [String: String] = {
        let folder = root.appending(path: "Tests/BorderGeoTests/Documentation")
        var snippets: [String: String] = [:]
        for file in (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [] {
            guard file.lastPathComponent.hasSuffix("SnippetTests.swift") else { continue }
            var name: String?
            for line in (try? String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")) ?? [] {
                let words = line.trimmingCharacters(in: .whitespaces)
                if words.hasPrefix("// snippet: ") {
                    name = String(words.dropFirst("// snippet: ".count))
                } else if words == "// end" {
                    name = nil
                } else if let name {
                    snippets[name, default: ""] += line.dropFirst(min(8, line.prefix { $0 == " " }.count)) + "\n"
                }
            }
        }
        return snippets
    }()

    private static let examples: [String] = ["Package.swift", "Sources/locate-point/main.swift"].compactMap {
        try? String(contentsOf: root.appending(path: "Examples/locate-point/\($0)"), encoding: .utf8)
    }

    private static func blocks(of page: String) throws -> [String] {
        try DocumentedPage(root.appending(path: page)).blocks(of: "swift").map { $0 + "\n" }
    }

    @Test(arguments: pages) func codeOfAPageIsCompiled(page: String) throws {
        let known = Set(Self.snippets.values).union(Self.examples)
        for block in try Self.blocks(of: page) { #expect(known.contains(block), "\(page):\n\(block)") }
    }

    @Test func everySnippetIsShown() throws {
        let shown = Set(try Self.pages.flatMap { try Self.blocks(of: $0) })
        #expect(Self.snippets.count > 10)
        for (name, text) in Self.snippets { #expect(shown.contains(text), "no page shows the snippet \(name)") }
    }
}
