import LinearReferencing

/// A batch of features as columns: positions, records, and the bytes they came from. The hot path makes no object per feature.
///
/// One value per thread, filled again and again: `read(_:)` keeps the room of the batch before.
///
///     var columns = FeatureColumns()
///     while let chunk = try stream.next() {            // sequential, cheap: finds where features end
///         columns.read(chunk)                          // parallel: parses and checks
///         try ledger.accept(columns)                   // in order: throws the first error with its place, collects findings
///         for record in columns.records where record.shape == .point { use(columns.positions[record.positions.lowerBound]) }
///     }
package struct FeatureColumns: Sendable {
    package var records: [FeatureRecord] = []
    /// Every position of the batch in file order; all of them on Earth where a record's shape is not `.none`.
    package var positions: [GeoPosition] = []
    /// Ends of lines and rings as indices into `positions`.
    var parts: [UInt32] = []
    /// Ends of the polygons of multi-polygons as indices into `parts`.
    var groups: [UInt32] = []
    /// Geometry collections by record index: rare, so they are objects.
    package var collections: [Int: GeoGeometry] = [:]
    package var notes = ReadNotes()
    var failure: ParseFailure?
    /// With `recovering`: what is wrong, and the record it is in.
    var failures: [(failure: ParseFailure, record: Int)] = []
    var recovering = false
    package var chunk: FeatureChunk?
    /// How well positions were brought to WGS 84, where that has to be said or may be refused.
    var conversions: [ConversionQuality] = []
    /// Of tables: the bytes that records point into, and where rows start in the chunk.
    package var textBlock: ByteBlock?
    var rowStarts: [UInt32] = []
    var cellProblems: [(problem: CSVPlaceReader.Problem, column: String)] = []
    /// Names of properties that the caller is going to write itself: records that carry one are marked (`needsRewriting`).
    package let watchedNames: [String]
    let watchedKeys: WatchedKeys

    package init(watching names: [String] = []) {
        watchedNames = names
        watchedKeys = WatchedKeys(names)
    }

    package var count: Int { records.count }

    /// Whether nothing was wrong or doubtful in the batch.
    package var isPlain: Bool { failure == nil && failures.isEmpty && notes.first.isEmpty && conversions.isEmpty }

    /// Whether the bytes of `FeatureRecord.geometry` say the same as `positions`: not where coordinates were converted, nor for tables.
    package var hasGeometryBytes: Bool { textBlock == nil && chunk?.transformation == nil && chunk?.shift == nil }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
        collections.removeAll()
        notes = ReadNotes()
        failure = nil
        failures.removeAll()
        chunk = nil
        conversions.removeAll()
        textBlock = nil
        rowStarts.removeAll(keepingCapacity: true)
        cellProblems.removeAll()
    }

    /// Lends the bytes that the ranges of records point into.
    @inline(__always)
    package func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        guard let block = textBlock ?? chunk?.block else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try block.withPointer { (base) throws(E) in try body(UnsafeRawBufferPointer(start: base, count: block.count)) }
    }

    /// Ranges of positions of a record's lines or rings, in file order.
    package func parts(of record: FeatureRecord) -> [Range<Int>] {
        guard record.partCount > 0 else { return record.positionCount > 0 ? [record.positions] : [] }
        var start = record.positions.lowerBound
        return (Int(record.partStart)..<Int(record.partStart + record.partCount)).map { i in
            defer { start = Int(parts[i]) }
            return start..<Int(parts[i])
        }
    }
}
