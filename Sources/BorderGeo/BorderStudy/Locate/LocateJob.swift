import BorderModel
import LinearReferencing

/// Puts the features of any input on a border: bytes to bytes, on all cores, in order, with flat memory.
///
/// Points gain `segment, area, measure_m, offset_m, inward_offset_m, side, flags`; lines gain `segment, area, events, from_m, to_m, route_m,
/// fence_line_m, offset_mean_m, offset_min_m, offset_max_m, bridged, flags`, summed over the runs along the border (F2, F3). Properties travel as
/// they stand; one of ours that the input already carries is replaced. A feature that cannot be put on the border is kept, with the reason in
/// `flags`. Results do not depend on the number of threads.
public struct LocateJob: Sendable {
    public enum Format: Sendable {
        /// One FeatureCollection.
        case geojson
        /// One feature a line (GeoJSON text sequence without record separators).
        case ndjson
    }

    public var border: Border
    /// Areas to name; empty: `area` is null.
    public var areas: [StudyArea]
    public var points: LocateOptions
    public var lines: FenceOptions
    public var format: Format
    public var jobs: Int?

    public init(
        border: Border, areas: [StudyArea] = [], points: LocateOptions = LocateOptions(), lines: FenceOptions = FenceOptions(),
        format: Format = .geojson, jobs: Int? = nil
    ) {
        self.border = border
        self.areas = areas
        self.points = points
        self.lines = lines
        self.format = format
        self.jobs = jobs
    }

    /// What became of the features.
    public struct Summary: Hashable, Sendable {
        public var features = 0
        public var points = 0
        public var lines = 0
        /// Lines that run nowhere along the border.
        public var linesWithoutEvents = 0
        /// Features without a place, or of another kind than points and lines.
        public var unlocated = 0
        public var ambiguous = 0
        public var outsideCorridor = 0
        public var beyondEnds = 0

        public init() {}

        mutating func add(_ other: Summary) {
            features += other.features
            points += other.points
            lines += other.lines
            linesWithoutEvents += other.linesWithoutEvents
            unlocated += other.unlocated
            ambiguous += other.ambiguous
            outsideCorridor += other.outsideCorridor
            beyondEnds += other.beyondEnds
        }
    }

    /// Names of the properties that the job writes.
    static let fieldNames = [
        "segment", "area", "measure_m", "offset_m", "inward_offset_m", "side", "flags", "overshoot_m", "lateral_m", "events",
        "from_m",
        "to_m", "route_m", "fence_line_m", "offset_mean_m", "offset_min_m", "offset_max_m", "bridged",
    ]
}
