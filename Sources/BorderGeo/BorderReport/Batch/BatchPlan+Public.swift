import BorderAnalysis
import LinearReferencing

extension BatchSettings {
    /// What two editions of one study must have in common, since gaps and posts follow from the difference of two that do not.
    fileprivate var cuts: BatchSettings {
        var cuts = BatchSettings()
        (cuts.border, cuts.areas, cuts.segments) = (border, areas, segments)
        (cuts.maxAngle, cuts.minGap, cuts.nearFence) = (maxAngle, minGap, nearFence)
        (cuts.corridorInward, cuts.corridorOutward) = (corridorInward, corridorOutward)
        cuts.leastConfidence = leastConfidence
        return cuts
    }
}

extension BatchPlan {
    package var isPublic: Bool { jobs.contains { $0.settings.isPublic == true } }

    /// Throws `InputError` for a plan of public editions that give more away together than each of them.
    func checkPublic() throws(InputError) {
        guard isPublic else { return }
        let place = Finding.Place(file: file)
        guard jobs.allSatisfy({ $0.settings.isPublic == true }) else {
            throw InputError(
                "the plan mixes public editions with reports of the analyst's own, which would be published with them", at: place,
                remedy: "Make two plans, and write them into two folders.")
        }
        var first: [String: BatchSettings] = [:]
        for job in jobs {
            guard let other = first[job.study] else {
                first[job.study] = job.settings.cuts
                continue
            }
            guard other == job.settings.cuts else {
                throw InputError(
                    "the plan makes public editions of \"\(job.study)\" that differ in border, areas, segments, max_angle, min_gap, near_fence, min_confidence or corridor: laid over each other they locate gaps and posts",
                    at: place, remedy: "Make one public edition of a study: leave these out of `grid:` and give them once.")
            }
        }
    }

    /// Throws `FileError` where the folder of public editions holds anything that the plan does not write.
    func checkPublicFolder(_ folder: String) throws {
        guard isPublic else { return }
        try PublicFolder.checkBatch(folder, jobs: jobs.map(\.id))
    }
}
