import Dispatch
import GeoFormats
import LinearReferencing

extension LocateJob {
    /// Reads, locates and writes to the end of `stream`; `output` is committed by the caller. `progress` is told the bytes read so far.
    ///
    /// Workers take chunks from the stream one after the other and hand their bytes over in the order of the chunks; what is written gives its room back to
    /// them. At most four chunks for each worker are in memory, however slow the output is. Throws the first error in file order: what is not GeoJSON, or a
    /// position that is not on Earth.
    package func run(
        _ stream: consuming sending FeatureStream, to output: borrowing OutputFile,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> (summary: Summary, findings: [Finding]) {
        let workers = max(1, jobs ?? Parallel.coreCount)
        let queue = LocateQueue(stream, workers: workers)
        // The calling thread writes: an OutputFile belongs to one thread. Workers run beside it and are awaited before it returns.
        let group = DispatchGroup()
        let threads = DispatchQueue(label: "locate", attributes: .concurrent)
        for _ in 0..<workers {
            threads.async(group: group) {
                work(queue)
                queue.workerEnded()
            }
        }
        var hasMembers = false
        var failure: FileError?
        while let piece = queue.nextToWrite() {
            if failure == nil {
                do throws(FileError) {
                    try write(piece.bytes, to: output, isFirst: !hasMembers)
                    hasMembers = true
                } catch {
                    failure = error
                    queue.stop()
                }
            }
            queue.recycle(piece)
            progress(queue.bytesTaken)
        }
        group.wait()
        let (summary, box, findings) = try queue.result()
        if let failure { throw failure }
        try writeEnd(to: output, box: box, hasMembers: hasMembers)
        return (summary, findings)
    }

    private func work(_ queue: borrowing LocateQueue) {
        let writer = LocatedRecordWriter(self)
        var columns = FeatureColumns(watching: Self.fieldNames)
        while let chunk = queue.next() {
            columns.read(chunk)
            var bytes = queue.room() ?? ByteWriter(capacity: 1 << 20)
            let (summary, box) = writer.write(columns, to: &bytes)
            // Mostly nothing is to be told about a batch: its columns can be filled again at once.
            let told = columns.isPlain && chunk.index > 0 ? nil : columns
            queue.hand(
                over: LocateQueue.Piece(
                    index: chunk.index, features: columns.count, told: told, bytes: bytes, summary: summary, box: box))
            if told != nil { columns = FeatureColumns(watching: Self.fieldNames) }
        }
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
