import BorderModel
import LinearReferencing

/// A study with everything it names read: what a report is computed from.
public struct StudyData: Sendable {
    public var study: Study
    public var border: Border
    /// Empty: the study is about the whole border.
    public var areas: [StudyArea] = []
    public var facilities: [Facility] = []
    public var fences: [FenceLine] = []
    public var patrolPaths: [PatrolPath] = []
    public var observations: [Observation] = []
    public var claims: [Claim] = []
    public var context: [ContextSeries] = []
    public var findings: [Finding] = []
    package var inputs: [InputRecord] = []
    /// Areas of a file before they are put on the border, and the system that measures are in.
    var areaDrafts: [AreaDraft] = []
    var calibration: Calibration?

    package init(study: Study, border: Border) {
        self.study = study
        self.border = border
    }
}

/// A file that went into a result.
package struct InputRecord: Hashable, Sendable {
    package var name: String
    package var bytes: Int
    /// Hexadecimal.
    package var sha256: String

    package init(name: String, bytes: Int, sha256: String) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}
