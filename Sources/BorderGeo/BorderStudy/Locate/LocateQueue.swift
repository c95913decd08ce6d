import Dispatch
import GeoFormats
import LinearReferencing
import Synchronization

/// What the threads of a `LocateJob` share: the stream behind one lock, finished pieces in order behind another.
final class LocateQueue: Sendable {
    /// A chunk's result.
    package struct Piece: Sendable {
        let index: Int
        let features: Int
        /// The batch where something is to be told about it; `nil` where it is only counted.
        let told: FeatureColumns?
        var bytes: ByteWriter
        let summary: LocateJob.Summary
        let box: GeoBox?
    }

    private struct Input: ~Copyable {
        var stream: FeatureStream
        var bytesTaken = 0
        var ended = false
        var error: (any Error)?
    }

    private struct Output {
        var ledger: FeatureLedger
        /// Pieces that wait for one before them.
        var waiting: [Int: Piece] = [:]
        var next = 0
        /// Pieces to be written, in order, and room to be used again.
        var ready: [Piece] = []
        var spare: [ByteWriter] = []
        var running: Int
        var summary = LocateJob.Summary()
        var box: GeoBox?
        var error: (any Error)?
    }

    private let input: Mutex<Input>
    private let output: Mutex<Output>
    /// One for each chunk that may be in memory.
    private let slots = DispatchSemaphore(value: 0)
    /// One for each piece to be written and for each worker that has ended.
    private let news = DispatchSemaphore(value: 0)

    init(_ stream: consuming sending FeatureStream, workers: Int) {
        let name = stream.name
        input = Mutex(Input(stream: stream))
        output = Mutex(Output(ledger: FeatureLedger(file: name), running: workers))
        for _ in 0..<workers * 4 { slots.signal() }
    }

    var bytesTaken: Int { input.withLock { $0.bytesTaken } }

    /// No further chunks are given out.
    func stop() { input.withLock { $0.ended = true } }
}

// MARK: - For workers

extension LocateQueue {
    /// The next chunk of the input, waiting for a slot; `nil` at the end.
    func next() -> FeatureChunk? {
        slots.wait()
        let chunk = input.withLock { input -> FeatureChunk? in
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
        if chunk == nil { slots.signal() }
        return chunk
    }

    /// Room that a written piece has given back.
    func room() -> ByteWriter? { output.withLock { $0.spare.popLast() } }

    /// Takes a piece; it and all that waited for it become ready. After an error in the order of the file nothing does.
    func hand(over piece: consuming Piece) {
        let (ready, dropped) = output.withLock { output in
            output.waiting[piece.index] = piece
            var ready = 0
            while output.error == nil, let next = output.waiting.removeValue(forKey: output.next) {
                output.next += 1
                accept(next, &output)
                ready += 1
            }
            guard output.error != nil else { return (ready, 0) }
            let dropped = output.waiting.count
            output.waiting.removeAll()
            return (ready, dropped)
        }
        for _ in 0..<ready { news.signal() }
        guard dropped > 0 || output.withLock({ $0.error != nil }) else { return }
        for _ in 0..<dropped { slots.signal() }
        stop()
    }

    /// Counts a piece, or keeps its error and writes nothing of it.
    private func accept(_ piece: Piece, _ output: inout Output) {
        var piece = piece
        do {
            if let columns = piece.told {
                try output.ledger.accept(columns)
                if let wrong = output.ledger.findings(fileNotes: []).first(where: { $0.severity == .error }) {
                    throw InputError(wrong.sentence, at: wrong.place, remedy: wrong.remedy)
                }
            } else {
                output.ledger.accept(plain: piece.features)
            }
            output.summary.add(piece.summary)
            if let box = piece.box { if output.box == nil { output.box = box } else { output.box?.formUnion(box) } }
        } catch {
            output.error = error
            piece.bytes.removeAll()
        }
        output.ready.append(piece)
    }

    func workerEnded() {
        output.withLock { $0.running -= 1 }
        news.signal()
    }
}

// MARK: - For the thread that writes

extension LocateQueue {
    /// The next piece in the order of the input that has bytes, waiting for it; `nil` when all workers have ended.
    func nextToWrite() -> Piece? {
        while true {
            let (piece, isOver) = output.withLock { output -> (Piece?, Bool) in
                guard !output.ready.isEmpty else { return (nil, output.running == 0) }
                return (output.ready.removeFirst(), false)
            }
            if let piece {
                if piece.bytes.count > 0 { return piece }
                recycle(piece)
            } else if isOver {
                return nil
            } else {
                news.wait()
            }
        }
    }

    /// Gives a piece's room and slot back to the workers.
    func recycle(_ piece: consuming Piece) {
        var room = piece.bytes
        room.removeAll()
        output.withLock { $0.spare.append(room) }
        slots.signal()
    }

    /// After the last piece: the counts and findings of the whole; throws the first error in file order, then what stopped the reading.
    func result() throws -> (summary: LocateJob.Summary, box: GeoBox?, findings: [Finding]) {
        try output.withLock { output in
            if let error = output.error { throw error }
            let (fileNotes, opening) = try input.withLock { input in
                if let error = input.error { throw error }
                return (input.stream.fileNotes, input.stream.openingFindings)
            }
            return (output.summary, output.box, opening + output.ledger.findings(fileNotes: fileNotes))
        }
    }
}
