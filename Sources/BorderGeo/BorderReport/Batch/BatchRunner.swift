import BorderAnalysis
import BorderBase
import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

/// Runs the jobs of a plan on several cores, each into a folder of its own that appears whole or not at all.
///
/// A job whose folder is there, made from the same inputs with the same settings and still as it was written, is not run again: a batch that
/// was killed goes on where it stopped, and ends with the same bytes. A job that fails does not stop the others. Each thread holds one study.
package struct BatchRunner: Sendable {
    package let plan: BatchPlan
    package let folder: String
    /// Threads; `nil`: all cores.
    package let jobs: Int?
    /// Called from any thread.
    private let log: @Sendable (BatchEvent) -> Void
    /// Whether files that no run of a batch wrote give way.
    private let overwriting: Bool
    /// How findings and errors name what a user can change.
    private let wording: Remedy.Wording

    package init(
        _ plan: BatchPlan, into folder: String, jobs: Int? = nil, overwriting: Bool = false,
        wording: @escaping Remedy.Wording = Remedy.inGeneral,
        log: @escaping @Sendable (BatchEvent) -> Void = { _ in }
    ) {
        self.plan = plan
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.jobs = jobs
        self.overwriting = overwriting
        self.log = log
        self.wording = wording
    }

    /// Runs what is not done yet and writes `summary.csv`, `index.html` and `batch.json` over all jobs.
    ///
    /// A report that is there stays until its replacement is whole. Throws `FileError` where the folder cannot be made or written, where another batch writes
    /// it, or where files of these names are no batch's; what goes wrong in a job is in its outcome.
    package func run() throws -> [BatchOutcome] {
        // First: what a killed run left in the jobs' folders is finished or removed.
        let store = BatchStore(folder)
        try plan.checkPublicFolder(folder)
        var top = try OutputFolder(folder, overwriting ? [.overwriting, .besideInputs] : .besideInputs)
        if isOurs { top.own(Self.topNames) }
        try top.expectRoom(for: Self.topNames)
        let workers = min(jobs ?? Parallel.coreCount, plan.jobs.count)
        let inner = max(1, (jobs ?? Parallel.coreCount) / max(1, workers))
        let started = ContinuousClock.now
        let outcomes = Parallel.map(plan.jobs.count, jobs: workers) { i in
            let job = plan.jobs[i]
            let begun = ContinuousClock.now
            log(BatchEvent(kind: .started, job: job.id, number: i, of: plan.jobs.count, elapsed: begun - started))
            let outcome = run(job, in: store, jobs: inner)
            log(
                BatchEvent(
                    kind: BatchEvent.Kind(outcome.status), job: job.id, number: i, of: plan.jobs.count,
                    elapsed: ContinuousClock.now - started, took: ContinuousClock.now - begun, message: outcome.message,
                    warnings: outcome.warnings))
            return outcome
        }
        let results = outcomes.map { BatchResult(outcome: $0, record: $0.status == .failed ? nil : store.record($0.job)) }
        let summary = BatchSummary(results, extent: plan.extent)
        try top.write(summary.csv(store), to: "summary.csv")
        try top.write(summary.page().text, to: "index.html")
        try top.write(summary.json.text() + "\n", to: "batch.json")
        _ = try top.commit()
        return outcomes
    }

    private static let topNames = ["summary.csv", "index.html", "batch.json"]

    /// Whether an earlier batch wrote the files over all jobs: its record is put into place last.
    private var isOurs: Bool {
        guard let bytes = try? FileBytes.read(folder + "/batch.json"), case .object(let record)? = try? JSONValue(parsing: bytes),
            case .string(let schema)? = record["schema"]
        else { return false }
        return schema.hasPrefix("geo-tool/batch/")
    }

    /// The bytes of the summary of a batch that ran.
    package static func summary(in folder: String) throws -> [UInt8] { try FileBytes.read(folder + "/summary.csv") }

    private func run(_ job: BatchJob, in store: BatchStore, jobs: Int) -> BatchOutcome {
        do {
            let recipe = try BatchRecipe(job, plan)
            if store.isDone(job, key: recipe.key) {
                return BatchOutcome(
                    job: job, key: recipe.key, status: .reused, warnings: BatchRecipe.borderWarnings(in: store.record(job)))
            }
            var data = try StudyLoader(border: job.settings.border, jobs: jobs, accuracy: job.settings.accuracy).load(
                job.study)
            data.study = job.settings.applied(to: data.study)
            data.findings = data.findings.map { $0.worded(wording) }
            let model = try ReportModel(data, parameters: job.settings.parameters, jobs: jobs)
            let report = ReportFolder(
                model, language: plan.language, extent: plan.extent, additions: recipe.files(model), jobs: jobs)
            _ = try report.write(to: store.path(job), overwriting ? [.restoring, .overwriting] : .restoring)
            return BatchOutcome(
                job: job, key: recipe.publishedKey, status: .done, warnings: BatchRecipe.borderWarnings(of: data.border))
        } catch {
            let message =
                switch error {
                case let error as InputError: "\(error.worded(wording))"
                case let error as FileError: error.text(wording)
                case let error as MatchError: error.text(wording)
                default: "\(error)"
                }
            return BatchOutcome(job: job, key: nil, status: .failed, message: message)
        }
    }
}

/// What became of a job.
package struct BatchOutcome: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case done
        /// Finished before, from the same inputs.
        case reused
        case failed
    }

    package var job: BatchJob
    /// SHA-256 over inputs, settings and version; `nil` where the inputs could not be read.
    package var key: String?
    package var status: Status
    package var message: String?
    /// What was done to the job's border, or is doubtful about it: a part that was turned, a side that was assumed. Also of jobs that were done before.
    package var warnings: [String] = []
}

/// What happens while a batch runs: for logs and progress.
package struct BatchEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case started, done, reused, failed

        init(_ status: BatchOutcome.Status) {
            self =
                switch status {
                case .done: .done
                case .reused: .reused
                case .failed: .failed
                }
        }
    }

    package var kind: Kind
    package var job: String
    /// 0-based place in the plan, and the number of jobs.
    package var number: Int
    package var of: Int
    /// Since the start of the batch, and the job's own time.
    package var elapsed: Duration
    package var took: Duration?
    package var message: String?
    /// See `BatchOutcome.warnings`.
    package var warnings: [String] = []

    /// One line of JSON. Times are those of this run: logs are no results.
    package var json: String {
        var value: JSONValue = [
            "event": .string(kind.rawValue), "job": .string(job), "number": .integer(number + 1), "of": .integer(of),
            "elapsed_s": .number(elapsed.seconds, decimals: 3),
        ]
        if case .object(var members) = value {
            if let took { members["took_s"] = .number(took.seconds, decimals: 3) }
            if let message { members["message"] = .string(message) }
            if !warnings.isEmpty { members["warnings"] = .array(warnings.map { .string($0) }) }
            value = .object(members)
        }
        return value.text(.compact)
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
