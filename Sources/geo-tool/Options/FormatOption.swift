import ArgumentParser
import BorderGeo

/// `--format` of a command that writes `Result`: help, completions and errors name the formats of that result, and no other.
struct FormatOption<Result: FormatSet>: ParsableArguments {
    @Option(name: .customLong("format"), help: ArgumentHelp(stringLiteral: Choice.help))
    var choice: Choice?

    /// The requested format, or the usual one.
    var format: ResultFormat { choice?.format ?? Result.formats.first ?? .text }

    /// The same for one of several results of a command; a format that this one does not have is a usage error.
    func format<Other: FormatSet>(for other: Other.Type) throws -> ResultFormat {
        guard let choice else { return Other.formats.first ?? .text }
        guard Other.formats.contains(choice.format) else {
            throw ValidationError(
                "--format \(choice.format.rawValue) has no meaning here; use \(Other.formats.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return choice.format
    }

    /// One of the formats.
    struct Choice: ExpressibleByArgument, Sendable {
        var format: ResultFormat

        init?(argument: String) {
            guard let format = ResultFormat(rawValue: argument), Result.formats.contains(format) else { return nil }
            self.format = format
        }

        static var allValueStrings: [String] { Result.formats.map(\.rawValue) }

        static var help: String {
            let names = allValueStrings
            guard let first = names.first, names.count > 1 else { return "\(names.first ?? "")." }
            return "\(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1]). Default: \(first)."
        }
    }
}

/// The formats of a command that writes one of two results, as its options say.
enum Several<One: FormatSet, Other: FormatSet>: FormatSet {
    static var formats: [ResultFormat] { One.formats + Other.formats.filter { !One.formats.contains($0) } }
}
