import GeoFormats
import LinearReferencing
import Synchronization

extension LocateJob {
    /// What becomes of a piece of the input.
    private struct Piece: Sendable {
        var bytes: ByteWriter
        let summary: Summary
        let box: GeoBox?
    }

    /// Room that written pieces have given back.
    private final class SpareRoom: Sendable {
        private let rooms = Mutex<[ByteWriter]>([])

        func take() -> ByteWriter { rooms.withLock { $0.popLast() } ?? ByteWriter(capacity: 1 << 20) }

        func give(back room: consuming ByteWriter) {
            var room = room
            room.removeAll()
            rooms.withLock { $0.append(room) }
        }
    }

    /// Reads, locates and writes to the end of `stream`; `output` is committed by the caller.
    ///
    /// Pieces are located on all threads and written by this one in the order of the input; what is written gives its room back. Memory stays flat, however
    /// slow the output is. Throws the first error in file order: what is not GeoJSON, or a position that is not on Earth.
    package func run(
        _ stream: consuming sending FeatureStream, to output: borrowing OutputFile
    ) throws -> (summary: Summary, findings: [Finding]) {
        var stream = stream
        if let columns = try stream.columnsOfMeasures() { throw Self.noPlaces(columns, in: stream.name) }
        let spare = SpareRoom()
        let pipeline = OrderedPipeline(stream, watching: Self.fieldNames, refusingErrors: true) {
            let writer = LocatedRecordWriter(self)
            return { columns, _ in
                var bytes = spare.take()
                let (summary, box) = writer.write(columns, to: &bytes)
                return Piece(bytes: bytes, summary: summary, box: box)
            }
        }
        var summary = Summary()
        var frame = CollectionFrame(isCollection: format == .geojson)
        let findings = try pipeline.forEach(jobs: jobs) { piece in
            summary.add(piece.summary)
            try frame.write(piece.bytes, around: piece.box, to: output)
            spare.give(back: piece.bytes)
        }
        try frame.writeEnd(to: output)
        return (summary, findings)
    }
}

extension LocateJob {
    /// A table of measures has no places to be located: it is what comes of them.
    private static func noPlaces(_ columns: [String], in file: String) -> InputError {
        InputError(
            "the table has no places to locate: its rows are measures on a border (\(columns.joined(separator: ", ")))",
            rule: ReadRule.noPlace.id, at: .init(file: file), remedy: "To turn measures into points and lines, use \(.placer).")
    }
}
