import BorderModel
import GeoFormats
import LinearReferencing

/// Turns a table of measures into points and lines: the inverse of `LocateJob`, bytes to bytes, on all cores, in order, with flat memory.
///
/// A record with `measure_m` is a point at `offset_m` (positive left; or `inward_offset_m`), and beyond an end of the border by `overshoot_m` and `lateral_m`. One with `from_m` and
/// `to_m` is a line at `offset_m` or `offset_mean_m`; without an offset it is the border itself. A geometry that a record has already is replaced. Properties travel as they
/// are. What cannot be placed is kept without a geometry, with a finding that says why.
public struct PlaceJob: Sendable {
    public var border: Border
    /// Which fields are ours: `measure_m`, `offset_m`, `from_m`, `to_m` and the others.
    public var mapping: FieldMapping
    public var format: LocateJob.Format
    public var jobs: Int?

    public init(border: Border, mapping: FieldMapping = FieldMapping(), format: LocateJob.Format = .geojson, jobs: Int? = nil) {
        self.border = border
        self.mapping = mapping
        self.format = format
        self.jobs = jobs
    }

    /// What became of the records.
    public struct Summary: Hashable, Sendable {
        public var records = 0
        public var points = 0
        public var lines = 0
        public var unplaced = 0
        /// Points at an offset that no position has there: a bend's inner side, or another limb that is nearer.
        public var impossible = 0

        public init() {}

        mutating func add(_ other: Summary) {
            records += other.records
            points += other.points
            lines += other.lines
            unplaced += other.unplaced
            impossible += other.impossible
        }
    }

    private struct Piece: Sendable {
        var bytes: ByteWriter
        let summary: Summary
        let box: GeoBox?
        let findings: [Finding]
    }

    /// As many findings about single records as are listed.
    private static let listed = 20

    /// Reads, places and writes to the end of `stream`; `output` is committed by the caller.
    package func run(
        _ stream: consuming sending FeatureStream, to output: borrowing OutputFile
    ) throws -> (summary: Summary, findings: [Finding]) {
        let file = stream.name
        let fields = LinearRecord.Fields(mapping, inwardSide: border.route.inwardSide)
        let pipeline = OrderedPipeline(stream, refusingErrors: true) {
            { columns, first in piece(of: columns, first: first, fields: fields, file: file) }
        }
        var summary = Summary()
        var findings: [Finding] = []
        var frame = CollectionFrame(isCollection: format == .geojson)
        let notes = try pipeline.forEach(jobs: jobs) { piece in
            summary.add(piece.summary)
            findings += piece.findings.prefix(Self.listed - findings.count)
            try frame.write(piece.bytes, around: piece.box, to: output)
        }
        try frame.writeEnd(to: output)
        if summary.unplaced > findings.count {
            findings.append(
                Finding(
                    rule: "not-placed", severity: .warning, place: .init(file: file),
                    sentence: "\(summary.unplaced - findings.count) more records were not placed."))
        }
        // That no column says where a row is on the ground is why there is something to do.
        return (summary, notes.filter { $0.rule != ReadRule.noPlace.id } + findings)
    }

    private func piece(of columns: borrowing FeatureColumns, first: Int, fields: LinearRecord.Fields, file: String) -> Piece {
        var bytes = ByteWriter(capacity: columns.count * 256 + 256)
        var summary = Summary()
        var box: GeoBox?
        var findings: [Finding] = []
        let placer = RecordPlacer(route: border.route, fields: fields)
        placer.withLocator { locator in
            for i in 0..<columns.count {
                var feature = columns.feature(at: i)
                let placed = placer.place(feature, asking: &locator)
                feature.geometry = placed.geometry
                summary.records += 1
                if let problem = placed.problem {
                    summary.unplaced += 1
                    if findings.count < Self.listed {
                        findings.append(
                            Finding(
                                rule: "not-placed", severity: .warning,
                                place: .init(file: file, feature: first + i, id: feature.id ?? feature.properties["id"]?.text),
                                sentence: "Not placed: \(problem)".asSentence))
                    }
                } else if placed.isLine {
                    summary.lines += 1
                } else {
                    summary.points += 1
                }
                if placed.isImpossible { summary.impossible += 1 }
                if let own = feature.geometry.flatMap({ GeoBox($0) }) { if box == nil { box = own } else { box?.formUnion(own) } }
                if format == .geojson { bytes.append(",\n" as StaticString) }
                bytes.append(verbatim: feature)
                if format == .ndjson { bytes.append(UInt8(ascii: "\n")) }
            }
        }
        return Piece(bytes: bytes, summary: summary, box: box, findings: findings)
    }
}
