import BorderAnalysis
import BorderBase
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
    /// How findings and errors name what a user can change.
    private let wording: Remedy.Wording

    package init(
        _ plan: BatchPlan, into folder: String, jobs: Int? = nil, wording: @escaping Remedy.Wording = Remedy.inGeneral,
        log: @escaping @Sendable (BatchEvent) -> Void = { _ in }
    ) {
        self.plan = plan
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.jobs = jobs
        self.log = log
        self.wording = wording
    }

    /// Runs what is not done yet and writes `summary.csv`, `index.html` and `batch.json` over all jobs.
    ///
    /// Throws `FileError` where the folder cannot be made or written; what goes wrong in a job is in its outcome.
    package func run() throws -> [BatchOutcome] {
        let store = try BatchStore(folder)
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
        try OutputFile.write(Array(summary.csv(store).utf8), to: folder + "/summary.csv")
        try OutputFile.write(Array(summary.page().text.utf8), to: folder + "/index.html")
        try OutputFile.write(Array((summary.json.text() + "\n").utf8), to: folder + "/batch.json")
        return outcomes
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
            try store.remove(job)
            var data = try StudyLoader(border: job.settings.border, jobs: jobs).load(job.study)
            data.study = job.settings.applied(to: data.study)
            data.findings = data.findings.map { $0.worded(wording) }
            let model = try ReportModel(data, parameters: job.settings.parameters, jobs: jobs)
            let report = ReportFolder(
                model, language: plan.language, extent: plan.extent, additions: recipe.files(model), jobs: jobs)
            _ = try report.write(to: store.path(job))
            return BatchOutcome(job: job, key: recipe.key, status: .done, warnings: BatchRecipe.borderWarnings(of: model))
        } catch {
            let message = (error as? InputError).map { "\($0.worded(wording))" } ?? "\(error)"
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
