import ArgumentParser
import BorderGeo

/// Where results go and how much is said beside them; the same for every command.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("Write here instead of stdout; `-` is stdout.", valueName: "path"))
    var output: String?

    @Option(
        name: .long, help: ArgumentHelp("Threads to use; results do not depend on it. Default: all cores.", valueName: "count"))
    var jobs: Int?

    @Flag(name: .long, help: "Print nothing on stderr except errors.")
    var quiet = false

    @Flag(name: .long, help: "List every finding. Without it equal ones are one line with their number and three examples.")
    var allFindings = false

    @Flag(name: .long, inversion: .prefixedNo, help: "Progress on stderr for work over a second, on a terminal.")
    var progress = true

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1024, not \(jobs).") }
    }

    /// Writes a result to `--output` (whole or not at all) or to stdout, in the format requested.
    func write(_ result: some WritableResult, as format: ResultFormat) throws {
        try write(
            ResultWriter(style: style, wording: Remedy.withOptions, listsAllFindings: allFindings).bytes(of: result, as: format))
    }

    /// Writes a finished text to `--output` (whole or not at all) or to stdout.
    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws {
        if (output ?? "-") == "-" { try Self.show(bytes, style) } else { try OutputFile.write(bytes, to: output ?? "-") }
    }

    /// Writes to stdout; where a terminal shows it, what the terminal would act on is made visible, in every format.
    static func show(_ bytes: [UInt8], _ style: TextStyle) throws {
        guard Terminal.output.isTerminal else { return try OutputFile.write(bytes, to: "-") }
        let text = style.safe(String(decoding: bytes, as: UTF8.self)).description
        try Progress.line.clear { try OutputFile.write(Array(text.utf8), to: "-") }
    }

    /// The findings as they are listed: all of them, or one for each kind.
    func listed(_ findings: [Finding]) -> [Finding] { allFindings ? findings.removingRepeats() : findings.digest() }

    /// Something worth knowing that is not a result: stderr, unless `--quiet`.
    func say(_ text: String) {
        if !quiet { Terminal.error.write(text + "\n") }
    }
}
