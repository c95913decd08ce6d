import ArgumentParser
import BorderGeo

/// What `batch` prints beside its folders.
enum BatchOutcomes: FormatSet {
    static let formats = [ResultFormat.text, .csv]
}

struct Batch: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Many studies, areas, epochs and parameter grids: parallel, resumable.",
        discussion: """
            A plan lists studies, settings for all or one of them, and a grid; every combination is a job with a folder of its own.
            Jobs that are done, from the same inputs and as they were written, are not run again, so a batch that was stopped
            goes on where it was. A job that fails does not stop the others; the exit code is then 1.
            Settings, for all studies, one of them or in the grid: border, areas, epochs, segments, banks, bridged, max_angle,
            min_gap, match, keep_shift, public, near_fence, corridor_inward, corridor_outward, min_confidence, accuracy. What is
            doubtful about a border is reported once on stderr, with the first job that has it.
            With `public: true` all jobs are public editions (see `report --help`), one of each study: a plan whose editions of a
            study differ in border, areas, segments, max_angle, min_gap, near_fence, min_confidence or corridor is refused.

              format: border-batch/1
              studies: [six-areas, hoeryong, my-study/]
              folders: [simulated]          # every subfolder with a study.yaml
              grid:
                bridged: [true, false]
                corridor_inward: [1km, 3km, 5km]

            Examples:
              geo-tool batch plan.yaml -o out
              geo-tool batch plan.yaml -o out --jobs 8 --log-format json 2> log.ndjson
            """)

    enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: ArgumentHelp("The plan; `-` is stdin.", valueName: "plan"))
    var plan: String

    @OptionGroup var form: FormatOption<BatchOutcomes>
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Overwrite files in the folders of jobs that no batch wrote.")
    var force = false

    @Option(name: .long, help: "How stderr is written: text, or json with one event a line.")
    var logFormat = LogFormat.text

    func validate() throws {
        guard let folder = output.output, folder != "-" else { throw ValidationError("Name the folder to write: -o DIR.") }
    }

    func run() throws {
        guard let folder = output.output else { return }
        let format = form.format
        let plan = try BatchPlan(reading: plan)
        let log = Log(format: logFormat, output: output)
        let outcomes = try BatchRunner(plan, into: folder, jobs: output.jobs, overwriting: force, wording: Remedy.withOptions) {
            log.take($0)
        }.run()
        if logFormat == .text {
            warn(about: outcomes)
            if !plan.isPublic { output.warnOfExactPlaces() }
        }
        let failed = outcomes.filter { $0.status == .failed }
        if format == .csv {
            try OutputFile.write(BatchRunner.summary(in: folder), to: "-")
        } else {
            let reused = outcomes.count { $0.status == .reused }
            let words = [
                NumberText.counted(outcomes.count, one: "job", many: "jobs") + ": \(outcomes.count - failed.count) done"
                    + (reused > 0 ? " (\(reused) of them before)" : ""),
                failed.isEmpty ? nil : "\(failed.count) failed",
            ].compactMap { $0 }.joined(separator: ", ")
            try OutputFile.write(Array("\(words). See \(folder)/index.html and \(folder)/summary.csv.\n".utf8), to: "-")
        }
        if !failed.isEmpty { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    /// What was done to the borders, or is doubtful about them: each once, in the order of the plan. A log in JSON has it with its job.
    private func warn(about outcomes: [BatchOutcome]) {
        var jobs: [String: [String]] = [:]
        var order: [String] = []
        for outcome in outcomes {
            for warning in outcome.warnings {
                if jobs[warning] == nil { order.append(warning) }
                jobs[warning, default: []].append(outcome.job.id)
            }
        }
        for warning in order {
            let named = jobs[warning] ?? []
            let more = named.count > 1 ? " and \(named.count - 1) more" : ""
            output.say("warning: \(named.first ?? "")\(more): \(warning)")
        }
    }

    /// What is said while jobs run; any thread may call it.
    private struct Log: Sendable {
        let json: Bool
        let quiet: Bool
        let isTerminal: Bool

        init(format: LogFormat, output: OutputOptions) {
            json = format == .json
            quiet = output.quiet
            isTerminal = Terminal.error.isTerminal
        }

        func take(_ event: BatchEvent) {
            if json {
                Terminal.error.write(TerminalText(event.json + "\n"))
                return
            }
            switch event.kind {
            case .started: Progress.line.count(event.number, of: event.of)
            case .failed: Terminal.error.write("failed: \(event.job): \(event.message ?? "")\n")
            case .done where !quiet && !isTerminal: Terminal.error.write("done: \(event.job)\n")
            case .done, .reused: break
            }
        }
    }
}
