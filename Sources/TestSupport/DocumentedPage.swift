import Foundation

/// A page of the documentation whose console blocks are run again: a fenced block that begins with `$ ` holds commands, each with what it prints after it.
///
/// A command goes on after a `\` at its end, and up to the end of its here-document. In a block fenced as `console excerpt` a line `…` stands for any lines.
public struct DocumentedPage {
    /// A command and the lines of the page that show what it prints.
    public struct Run: Sendable {
        public var command: String
        public var output: Range<Int>
        public var isExcerpt: Bool
    }

    /// Which streams of a command a page shows.
    public enum Streams: Sendable { case output, both }

    public let file: URL
    public private(set) var lines: [String]
    public let runs: [Run]

    public init(_ file: URL) throws {
        self.file = file
        lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        var runs: [Run] = []
        var start: Int?
        for (number, line) in lines.enumerated() where line.hasPrefix("```") {
            if let first = start, lines[first + 1].hasPrefix("$ ") {
                runs += Self.runs(of: lines, in: first + 1..<number, isExcerpt: lines[first].contains("excerpt"))
            }
            start = start == nil ? number : nil
        }
        self.runs = runs
    }

    private static func runs(of lines: [String], in block: Range<Int>, isExcerpt: Bool) -> [Run] {
        var runs: [Run] = []
        var next = block.lowerBound
        while next < block.upperBound {
            var command = [String(lines[next].dropFirst(2))]
            let end = command[0].firstMatch(of: /<<'?([A-Z]+)'?/).map { String($0.1) }
            next += 1
            while next < block.upperBound, command.last?.hasSuffix("\\") == true || (end != nil && command.last != end) {
                command.append(lines[next])
                next += 1
            }
            let first = next
            while next < block.upperBound, !lines[next].hasPrefix("$ ") { next += 1 }
            runs.append(Run(command: command.joined(separator: "\n"), output: first..<next, isExcerpt: isExcerpt))
        }
        return runs
    }

    /// The fenced blocks of a language, each as one text.
    public func blocks(of language: String) -> [String] {
        var blocks: [String] = []
        var start: Int?
        for (number, line) in lines.enumerated() where line.hasPrefix("```") {
            if let first = start {
                if lines[first] == "```" + language { blocks.append(lines[first + 1..<number].joined(separator: "\n")) }
                start = nil
            } else {
                start = number
            }
        }
        return blocks
    }

    /// What a command prints in `folder`, line by line, with the tool first on the PATH; a code other than 0 is written after it.
    public static func printed(by command: String, in folder: ScratchFolder, _ streams: Streams) throws -> [String] {
        // What `make test` hands down would show in what a `make` of the page prints.
        let settings = """
            cd '\(folder.url.path)' || exit
            PATH="\(Tool.path.deletingLastPathComponent().path):$PATH" LC_ALL=C.UTF-8
            export PATH LC_ALL
            unset MAKELEVEL MAKEFLAGS MFLAGS COLUMNS
            """
        let merged = streams == .both ? "exec 2>&1" : ""
        let run = try External.run("/bin/sh", ["-c", [settings, merged, command].joined(separator: "\n")])
        // Pages have lines as Markdown has them, also where a table ends them as RFC 4180 does.
        let text = run.stdout.replacing("\r\n", with: "\n")
        var lines = text.components(separatedBy: "\n").dropLast(text.hasSuffix("\n") || text.isEmpty ? 1 : 0)[...]
        if run.exitCode != 0 { lines += (lines.isEmpty ? [] : [""]) + ["(exit code \(run.exitCode))"] }
        return Array(lines)
    }

    /// Whether what is printed is what the page shows.
    public func shows(_ printed: [String], for run: Run) -> Bool {
        let shown = lines[run.output]
        guard run.isExcerpt else { return Array(shown) == printed }
        let parts = shown.split(separator: "…", omittingEmptySubsequences: false).map(Array.init)
        guard parts.count > 1 else { return Array(shown) == printed }
        var rest = printed[...]
        for (index, part) in parts.enumerated() {
            let places =
                index == 0
                ? [0] : index == parts.count - 1 ? [rest.count - part.count] : Array(rest.indices.map { $0 - rest.startIndex })
            guard let place = places.first(where: { $0 >= 0 && rest.dropFirst($0).starts(with: part) }) else { return false }
            rest = rest.dropFirst(place + part.count)
        }
        return rest.isEmpty
    }

    /// Puts what is printed now into the page; runs are given with the last first.
    public mutating func replace(_ output: Range<Int>, with printed: [String]) { lines.replaceSubrange(output, with: printed) }

    public func write() throws {
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }
}
