import Dispatch
import Synchronization

extension LocateJob {
    /// Reads, locates and writes to the end of `stream`; `output` is committed by the caller. `progress` is told the bytes read so far.
    ///
    /// Workers take chunks from the stream one after the other and hand their bytes over in the order of the chunks. At most four chunks for each
    /// worker are in memory. Throws the first error in file order: what is not GeoJSON, or a position that is not on Earth.
    public func run(
        _ stream: consuming sending FeatureStream, to output: borrowing OutputFile,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> (summary: Summary, findings: [Finding]) {
        let shared = Shared(stream, format: format)
        let workers = max(1, jobs ?? Parallel.coreCount)
        // The calling thread writes: an OutputFile belongs to one thread. Workers run beside it and are awaited before it returns.
        let group = DispatchGroup()
        let queue = DispatchQueue(label: "locate", attributes: .concurrent)
        let slots = DispatchSemaphore(value: workers * 4)
        let finished = DispatchSemaphore(value: 0)
        for _ in 0..<workers {
            queue.async(group: group) {
                work(shared, slots)
                finished.signal()
            }
        }
        var running = workers
        var failure: FileError?
        while running > 0 {
            if finished.wait(timeout: .now() + .milliseconds(2)) == .success { running -= 1 }
            let bytes = shared.output.withLock { $0.take() }
            if failure == nil {
                do { try output.write(bytes) } catch {
                    failure = error
                    shared.stop()
                }
            }
            progress(shared.input.withLock { $0.bytesTaken })
        }
        group.wait()
        return try shared.result(failure) { bytes throws(FileError) in try output.write(bytes) }
    }

    private func work(_ shared: Shared, _ slots: DispatchSemaphore) {
        let writer = LocatedRecordWriter(self)
        while true {
            slots.wait()
            guard let chunk = shared.next() else {
                slots.signal()
                return
            }
            var columns = FeatureColumns(watching: Self.fieldNames)
            columns.read(chunk)
            let result = writer.write(columns)
            shared.hand(over: Piece(columns: columns, bytes: result.bytes, summary: result.summary, box: result.box)) {
                slots.signal()
            }
        }
    }

    /// A chunk's result, waiting for those before it.
    fileprivate struct Piece: Sendable {
        var columns: FeatureColumns
        var bytes: ByteWriter
        var summary: Summary
        var box: BoundingBox<GeoPosition>?
    }

    /// What the workers share: the stream behind one lock, the ordered output behind another.
    fileprivate final class Shared: Sendable {
        struct Input: ~Copyable {
            var stream: FeatureStream
            var bytesTaken = 0
            var ended = false
            var error: (any Error)?
        }

        struct Output {
            var bytes = ByteWriter(capacity: 1 << 20)
            var ledger: FeatureLedger
            var waiting: [Int: Piece] = [:]
            var next = 0
            var hasMembers = false
            var summary = Summary()
            var box: BoundingBox<GeoPosition>?
            var error: (any Error)?

            mutating func take() -> [UInt8] {
                defer { bytes.removeAll() }
                return bytes.bytes
            }
        }

        static let head: StaticString = "{\"type\":\"FeatureCollection\",\"features\":[\n"

        let input: Mutex<Input>
        let output: Mutex<Output>
        let format: Format

        init(_ stream: consuming sending FeatureStream, format: Format) {
            let name = stream.name
            input = Mutex(Input(stream: stream))
            output = Mutex(Output(ledger: FeatureLedger(file: name)))
            self.format = format
        }

        func next() -> FeatureChunk? {
            input.withLock { input in
                guard !input.ended else { return nil }
                do {
                    if let chunk = try input.stream.next() {
                        input.bytesTaken += chunk.byteCount
                        return chunk
                    }
                } catch {
                    input.error = error
                }
                input.ended = true
                return nil
            }
        }

        func stop() { input.withLock { $0.ended = true } }

        /// Appends this piece and all that waited for it; `release` is called once for each chunk that is done with.
        func hand(over piece: Piece, release: () -> Void) {
            let failed = output.withLock { output in
                output.waiting[piece.columns.chunkIndex] = piece
                while let next = output.waiting.removeValue(forKey: output.next) {
                    output.next += 1
                    release()
                    if output.error == nil { accept(next, &output) }
                }
                return output.error != nil
            }
            if failed { stop() }
        }

        private func accept(_ piece: Piece, _ output: inout Output) {
            do {
                try output.ledger.accept(piece.columns)
                if let wrong = output.ledger.findings(fileNotes: []).first(where: { $0.severity == .error }) {
                    throw InputError(wrong.sentence, at: wrong.place, remedy: wrong.remedy)
                }
            } catch {
                output.error = error
                return
            }
            if format == .geojson, piece.summary.features > 0 {
                // The head waits for the first feature: an input that is refused leaves nothing on stdout.
                output.bytes.append(output.hasMembers ? ",\n" as StaticString : Self.head)
                output.hasMembers = true
            }
            output.bytes.append(piece.bytes)
            output.summary.add(piece.summary)
            if let box = piece.box { if output.box == nil { output.box = box } else { output.box?.formUnion(box) } }
        }

        /// The end of the output and the counts; throws the first error in file order, then what stopped the reading, then the writing.
        func result(
            _ failure: FileError?, write: ([UInt8]) throws(FileError) -> Void
        ) throws -> (summary: Summary, findings: [Finding]) {
            let (summary, findings, tail) = try output.withLock { output in
                if let error = output.error { throw error }
                let (fileNotes, openingFindings) = try input.withLock { input in
                    if let error = input.error { throw error }
                    return (input.stream.fileNotes, input.stream.openingFindings)
                }
                if let failure { throw failure }
                if format == .geojson {
                    if !output.hasMembers { output.bytes.append(Self.head) }
                    output.bytes.append("\n]" as StaticString)
                    if let box = output.box { output.bytes.append(bbox: box) }
                    output.bytes.append("}\n" as StaticString)
                }
                return (output.summary, openingFindings + output.ledger.findings(fileNotes: fileNotes), output.take())
            }
            try write(tail)
            return (summary, findings)
        }
    }
}

extension FeatureColumns {
    var chunkIndex: Int { chunk?.index ?? 0 }
}
