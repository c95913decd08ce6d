import GeoFormats

/// The folder of a batch: which jobs are in it, whole and unchanged.
struct BatchStore: Sendable {
    private let jobs: String

    /// Finishes or removes what a killed run left behind.
    init(_ folder: String) {
        jobs = folder + "/jobs"
        OutputFolder.recover(in: jobs)
    }

    func path(_ job: BatchJob) -> String { jobs + "/" + job.id }

    /// Whether the job's folder was made with this key and every file of its manifest still has its SHA-256.
    func isDone(_ job: BatchJob, key: String) -> Bool {
        guard case .object(let record)? = record(job), record["key"] == .string(key),
            let bytes = try? FileBytes.read("\(path(job))/\(LayerBundle.manifestName)"),
            case .object(let manifest)? = try? JSONValue(parsing: bytes), case .array(let outputs)? = manifest["outputs"],
            !outputs.isEmpty
        else { return false }
        return outputs.allSatisfy { output in
            guard case .object(let file) = output, case .string(let name)? = file["name"],
                case .string(let hash)? = file["sha256"],
                let content = try? FileBytes.read("\(path(job))/\(name)")
            else { return false }
            return SHA256.hexadecimal(of: content) == hash
        }
    }

    /// The job's record; `nil` where there is none that can be read.
    func record(_ job: BatchJob) -> JSONValue? {
        guard let bytes = try? FileBytes.read("\(path(job))/\(BatchRecipe.recordName)") else { return nil }
        return try? JSONValue(parsing: bytes)
    }

    /// The job's rows of the summary, without their header.
    func rows(_ job: BatchJob) -> String {
        guard let bytes = try? FileBytes.read("\(path(job))/\(BatchRecipe.summaryName)"),
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        else { return "" }
        return String(decoding: bytes[(end + 1)...], as: UTF8.self)
    }
}
