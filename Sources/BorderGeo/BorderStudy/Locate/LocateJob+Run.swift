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

    /// Reads, locates and writes to the end of `stream`; `output` is committed by the caller. `progress` gets the bytes read so far.
    ///
    /// Pieces are located on all threads and written by this one in the order of the input; what is written gives its room back. Memory stays flat, however
    /// slow the output is. Throws the first error in file order: what is not GeoJSON, or a position that is not on Earth.
    package func run(
        _ stream: consuming sending FeatureStream, to output: borrowing OutputFile,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> (summary: Summary, findings: [Finding]) {
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
        var box: GeoBox?
        var hasMembers = false
        let findings = try pipeline.forEach(jobs: jobs) { piece in
            summary.add(piece.summary)
            if let own = piece.box { if box == nil { box = own } else { box?.formUnion(own) } }
            if piece.bytes.count > 0 {
                try write(piece.bytes, to: output, isFirst: !hasMembers)
                hasMembers = true
            }
            spare.give(back: piece.bytes)
            progress(pipeline.bytesTaken)
        }
        try writeEnd(to: output, box: box, hasMembers: hasMembers)
        return (summary, findings)
    }

    private static let head: StaticString = "{\"type\":\"FeatureCollection\",\"features\":[\n"

    /// The head waits for the first feature: an input that is refused leaves nothing on stdout.
    private func write(_ bytes: ByteWriter, to output: borrowing OutputFile, isFirst: Bool) throws(FileError) {
        guard isFirst, format == .geojson else { return try output.write(bytes) }
        var start = ByteWriter(capacity: bytes.count + 64)
        start.append(Self.head)
        // Every feature has a comma and a line end before it.
        bytes.withBytes { start.append(UnsafeRawBufferPointer(rebasing: $0.dropFirst(2))) }
        try output.write(start)
    }

    private func writeEnd(
        to output: borrowing OutputFile, box: GeoBox?, hasMembers: Bool
    ) throws(FileError) {
        guard format == .geojson else { return }
        var end = ByteWriter()
        if !hasMembers { end.append(Self.head) }
        end.append("\n]" as StaticString)
        if let box { end.append(bbox: box) }
        end.append("}\n" as StaticString)
        try output.write(end)
    }
}

extension OutputFile {
    borrowing func write(_ writer: ByteWriter) throws(FileError) {
        let result = writer.withBytes { bytes in Result { () throws(FileError) in try write(bytes) } }
        try result.get()
    }
}
