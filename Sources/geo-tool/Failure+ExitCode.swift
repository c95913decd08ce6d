import ArgumentParser
import BorderGeo
import SystemPackage

/// An error of the command line itself, with the exit code that scripts see (sysexits.h).
struct Failure: Error {
    var message: String
    var code: Code

    enum Code: Int32, CaseIterable {
        case done = 0
        case findings = 1
        case usage = 64
        case badInput = 65
        case noInput = 66
        case internalError = 70
        case cannotCreate = 73
        case ioError = 74

        /// When a command ends with it, for scripts and their pages.
        var meaning: String {
            switch self {
            case .done: "Done."
            case .findings:
                "Done, with findings at or above the requested severity, a published figure that does not follow, a score under the requested threshold, or a job of a batch that failed."
            case .usage: "The command line is wrong: an unknown command or option, a value out of range, a length without a unit."
            case .badInput: "An input cannot be used; the message has the file, the place in it and what to do."
            case .noInput: "There is no such input, or it cannot be read."
            case .internalError: "A fault of the tool or of its installation, such as a missing database of PROJ."
            case .cannotCreate: "The output cannot be created, or is something that the tool did not write."
            case .ioError: "Writing failed, as on a full disk; what was there before is left as it was."
            }
        }
    }

    init(_ message: String, _ code: Code) {
        self.message = message
        self.code = code
    }

    /// Ends the process: one message on stderr, one code. Help and version go to stdout with 0, as ArgumentParser has it.
    static func exit(with error: any Error) -> Never {
        guard let failure = Failure(error) else { return exitAsParsed(error) }
        Terminal.error.write("geo-tool: \(failure.message)\n")
        GeoTool.exit(withError: ExitCode(failure.code.rawValue))
    }

    /// Help and version are results: where they cannot be written, the command has failed.
    private static func exitAsParsed(_ error: any Error) -> Never {
        let code = GeoTool.exitCode(for: error)
        let message = GeoTool.fullMessage(for: error)
        guard code == .success else {
            if code == .validationFailure, let failure = CommandNames.failure(for: CommandLine.arguments.dropFirst()) {
                exit(with: failure)
            }
            // As ArgumentParser words it, and by the same door as everything else: messages repeat what was typed.
            if !message.isEmpty { Terminal.error.write(message + "\n") }
            GeoTool.exit(withError: ExitCode(code.rawValue))
        }
        guard !message.isEmpty else { GeoTool.exit(withError: error) }
        do { try OutputFile.write(Array((message + "\n").utf8), to: "-") } catch { exit(with: error) }
        GeoTool.exit(withError: ExitCode.success)
    }

    /// `nil` for what ArgumentParser words itself: usage errors, help, plain exit codes.
    init?(_ error: any Error) {
        switch error {
        case let error as Failure: self = error
        case let error as InputError where error.rule == InputError.missingDatabase:
            self.init(error.worded(Remedy.withOptions).description, .internalError)
        case let error as InputError: self.init(error.worded(Remedy.withOptions).description, .badInput)
        case let error as ProjError where error.isMissingDatabase:
            self.init("\(error.message)\n  \(error.remedy(otherwise: ""))", .internalError)
        case let error as MatchError: self.init(error.text(Remedy.withOptions), .badInput)
        case let error as FileError:
            let message = error.text(Remedy.withOptions)
            switch error {
            case .notFound, .unreadable: self.init(message, .noInput)
            case .cannotCreate, .occupied: self.init(message, .cannotCreate)
            case .writeFailed: self.init(message, .ioError)
            }
        case let error as UnavailableFormat: self.init("\(error)", .usage)
        case let error as ZipError: self.init(error)
        case let error as Errno:
            self.init("\(error)".lowercased() + "\n  Nothing was left half written; run again.", .ioError)
        case is ExitCode, is CleanExit, is ValidationError: return nil
        default:
            if let cause = Self.cause(inInput: error) {
                self.init(cause, .badInput)
                return
            }
            // ArgumentParser's own errors are internal types: its exit code tells them from ours.
            if GeoTool.exitCode(for: error) == .validationFailure { return nil }
            if GeoTool.exitCode(for: error) == .success { return nil }
            self.init("\(error)", .internalError)
        }
    }

    private init(_ error: ZipError) {
        switch error {
        case .badName: self.init("\(error)", .internalError)
        case .tooLarge: self.init("\(error)\n  Write fewer layers, or a smaller part of the border.", .ioError)
        case .malformed, .limitExceeded, .compression: self.init("\(error)", .badInput)
        }
    }

    /// What a step of the library says of values that it cannot work with, where no reader has said which file they are from: data caused it, not the tool.
    private static func cause(inInput error: any Error) -> String? {
        switch error {
        case is RouteError, is GeosError, is ProjError, is PointFailure, is GeometryFormatError, is PlanarLineError:
            "\(error)\n  Check the coordinates of the inputs: lint names the features that are doubtful."
        case is RateError: "\(error)"
        case let error as Calibration.Failure: sentence(error)
        case let error as ParseFailure:
            "byte \(error.offset): \(error.problem.sentence)\n  \(error.problem.remedy.worded(Remedy.withOptions))"
        default: nil
        }
    }

    private static func sentence(_ failure: Calibration.Failure) -> String {
        switch failure {
        case .tooFewPosts(let count): "\(count) posts tie no measures to each other\n  Give two posts or more."
        case .notFinite(let index):
            "post \(index) has a measure that is not a finite number\n  Correct it, or leave the post out."
        case .notMonotone(let indices):
            "the posted measures of posts \(indices.map(String.init).joined(separator: ", ")) go back while the others go on\n"
                + "  Correct them: along the border they always grow or always fall."
        }
    }
}
