import GeoFormats
import GeoHandles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder of a batch: which jobs are in it, whole and unchanged.
struct BatchStore: Sendable {
    private let jobs: String

    /// Makes the folder and clears what a killed run left behind.
    init(_ folder: String) throws(FileError) {
        jobs = folder + "/jobs"
        do { try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: true) } catch {
            throw .cannotCreate(path: folder, reason: "a file is in the way, or the folder above is closed")
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: jobs)) ?? [] {
            guard name.hasPrefix("."), let mark = name.range(of: ".part-", options: .backwards),
                let process = Int32(name[mark.upperBound...])
            else { continue }
            // Another batch that still runs keeps its own.
            if !SystemCalls.isRunning(process: process) || process == SystemCalls.processIdentifier {
                try? FileManager.default.removeItem(atPath: jobs + "/" + name)
            }
        }
    }

    func path(_ job: BatchJob) -> String { jobs + "/" + job.id }

    func remove(_ job: BatchJob) throws(FileError) {
        guard FileManager.default.fileExists(atPath: path(job)) else { return }
        // Moved aside first: a run that is killed here leaves no folder that looks finished.
        let aside = "\(jobs)/.\(job.id).part-\(SystemCalls.processIdentifier)"
        do {
            try? FileManager.default.removeItem(atPath: aside)
            try FileManager.default.moveItem(atPath: path(job), toPath: aside)
            try FileManager.default.removeItem(atPath: aside)
        } catch {
            throw .cannotCreate(path: path(job), reason: "what stands there cannot be removed")
        }
    }

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
