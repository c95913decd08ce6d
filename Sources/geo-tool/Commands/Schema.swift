import ArgumentParser
import BorderGeo

struct Schema: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        abstract: "The JSON Schema of a file that geo-tool reads, or of a result.",
        discussion: """
            Editors complete and check study files by it: with the YAML extension of VS Code, `# yaml-language-server: $schema=study.schema.json` as first line.
            Every key is explained in docs/study.md.

            Examples:
              geo-tool schema study -o study.schema.json
              geo-tool schema coverage
            """)

    @Argument(
        help: "study, recipe, plan or claims, or a command: report, coverage, density, change ...; common is what they share.",
        completion: .list(FileSchema.names))
    var name = "study"

    @OptionGroup var output: OutputOptions

    func run() throws {
        guard let text = FileSchema.text(name) else {
            throw ValidationError("There is no schema \"\(name)\"; use one of: \(FileSchema.names.joined(separator: ", ")).")
        }
        try output.write(text)
    }
}
