import BorderAnalysis
import BorderBase
import BorderModel
import BorderStudy
import GeoFormats

/// Many reports as one file: studies, settings for all or one of them, and a grid whose every combination is a job of its own.
package struct BatchPlan: Hashable, Sendable {
    package static let format = "border-batch/1"

    /// How much of a report each job writes.
    package enum Extent: String, Hashable, Sendable, Codable, CaseIterable {
        /// Page, drawings, tables, layers.
        case all
        /// JSON, Markdown and tables only.
        case results
    }

    /// The plan's own path, for messages.
    package var file: String
    /// In the order of the plan; ids are unique and usable as file names.
    package var jobs: [BatchJob]
    package var extent: Extent
    package var language: ReportLanguage

    package init(file: String, jobs: [BatchJob], extent: Extent = .all, language: ReportLanguage = .english) {
        self.file = file
        self.jobs = jobs
        self.extent = extent
        self.language = language
    }
}

/// One report of a batch.
package struct BatchJob: Hashable, Sendable {
    /// Name of its folder.
    package var id: String
    /// A built-in study, a study file, or a folder with one.
    package var study: String
    package var settings: BatchSettings

    package init(id: String, study: String, settings: BatchSettings = BatchSettings()) {
        self.id = id
        self.study = study
        self.settings = settings
    }
}

/// What a plan changes of a report: `nil` leaves the default, or what the study says.
package struct BatchSettings: Hashable, Sendable {
    package var border: String?
    package var areas: [String]?
    package var epochs: [String]?
    package var segments: [String]?
    package var banks: [Bank]?
    package var bridged: Bool?
    /// Degrees; see `ReportParameters.maxAngle`.
    package var maxAngle: Degrees?
    package var minGap: Metres?
    package var matching: FacilityMatching?
    package var keepsShift: Bool?
    package var isPublic: Bool?
    package var nearFence: Metres?
    package var corridorInward: Metres?
    package var corridorOutward: Metres?
    /// Records that are less sure leave every count; see `ReportParameters.leastConfidence`.
    package var leastConfidence: Share?
    /// Conversions between coordinate systems that may be worse fail the job; see `StudyLoader.accuracy`.
    package var accuracy: Metres?

    package init() {}
}

extension BatchSettings {
    /// The names by which plans set them; a grid has the same names.
    static let keys = [
        "border", "areas", "epochs", "segments", "banks", "bridged", "max_angle", "min_gap", "match", "keep_shift", "public",
        "near_fence", "corridor_inward", "corridor_outward", "min_confidence", "accuracy",
    ]

    /// What `other` sets wins.
    func overridden(by other: BatchSettings) -> BatchSettings {
        var result = self
        result.border = other.border ?? border
        result.areas = other.areas ?? areas
        result.epochs = other.epochs ?? epochs
        result.segments = other.segments ?? segments
        result.banks = other.banks ?? banks
        result.bridged = other.bridged ?? bridged
        result.maxAngle = other.maxAngle ?? maxAngle
        result.minGap = other.minGap ?? minGap
        result.matching = other.matching ?? matching
        result.keepsShift = other.keepsShift ?? keepsShift
        result.isPublic = other.isPublic ?? isPublic
        result.nearFence = other.nearFence ?? nearFence
        result.corridorInward = other.corridorInward ?? corridorInward
        result.corridorOutward = other.corridorOutward ?? corridorOutward
        result.leastConfidence = other.leastConfidence ?? leastConfidence
        result.accuracy = other.accuracy ?? accuracy
        return result
    }

    var parameters: ReportParameters {
        ReportParameters(
            areas: areas ?? [], epochs: epochs ?? [], segments: segments ?? [], banks: banks.map { Set($0) },
            countingBridged: bridged ?? true, maxAngle: maxAngle, minGap: minGap, leastConfidence: leastConfidence,
            matching: matching ?? .records, keepsShift: keepsShift ?? false, isPublic: isPublic ?? false)
    }

    /// The study with the lengths that the plan sets.
    func applied(to study: Study) -> Study {
        var study = study
        study.nearFence = nearFence ?? study.nearFence
        study.corridor.inward = corridorInward ?? study.corridor.inward
        study.corridor.outward = corridorOutward ?? study.corridor.outward
        return study
    }

    /// What is set, in a fixed order: it goes into the key of a job and into its record.
    var json: JSONValue {
        func texts(_ values: [String]?) -> JSONValue { values.map { .array($0.map { .string($0) }) } ?? .null }
        func flag(_ value: Bool?) -> JSONValue { value.map { .bool($0) } ?? .null }
        return [
            "border": .text(border), "areas": texts(areas), "epochs": texts(epochs), "segments": texts(segments),
            "banks": texts(banks?.map(\.rawValue)), "bridged": flag(bridged),
            "max_angle_deg": maxAngle.map { .shortest($0.value) } ?? .null, "min_gap_m": .metres(minGap),
            "match": .text(matching?.rawValue), "keep_shift": flag(keepsShift), "public": flag(isPublic),
            "near_fence_m": .metres(nearFence), "corridor_inward_m": .metres(corridorInward),
            "corridor_outward_m": .metres(corridorOutward), "min_confidence": .share(leastConfidence),
            "accuracy_m": .metres(accuracy),
        ]
    }
}
