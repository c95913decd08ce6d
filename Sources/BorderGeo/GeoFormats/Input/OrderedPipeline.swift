import Dispatch
import LinearReferencing
import Synchronization

/// Several threads on one input. Pieces are cut one after the other, parsed on any thread, counted in the order of the input, made into something on
/// any thread, and come out in the order of the input: nothing of it depends on the number of threads, nor does the error that is thrown, the first
/// in that order.
///
/// Runs once. `Made` is what a piece becomes.
package final class OrderedPipeline<Made: Sendable>: Sendable {
    /// Makes something of a piece; `first` is the number of its first feature in the input. One thread's own, so that it may keep what it needs.
    package typealias Worker = (_ piece: FeatureColumns, _ first: Int) -> Made

    private struct Input: ~Copyable {
        var stream: FeatureStream
        var bytesTaken = 0
        var ended = false
        var error: (any Error)?
    }

    private struct Bench {
        var ledger: FeatureLedger
        /// Parsed pieces that wait for one before them, and the piece that they wait for.
        var waiting: [Int: FeatureColumns] = [:]
        var nextToCount = 0
        /// Counted pieces, the first of them in front, and room to be used again.
        var counted: [(columns: FeatureColumns, index: Int, first: Int)] = []
        var spare: [FeatureColumns] = []
        var made: [Int: Made] = [:]
        var nextToDeliver = 0
        var running = 0
        var error: (any Error)?
    }

    private let input: Mutex<Input>
    private let bench: Mutex<Bench>
    private let watchedNames: [String]
    private let recovering: Bool
    private let refusesErrors: Bool
    private let makeWorker: @Sendable () -> Worker

    /// `watching`: names of properties that mark a record (see `FeatureColumns`). `recovering`: what is wrong becomes a finding and reading goes on.
    /// `refusingErrors`: a finding of severity error ends the run, as what is not GeoJSON does. `makeWorker` is called once on each thread.
    package init(
        _ stream: consuming sending FeatureStream, watching names: [String] = [], recovering: Bool = false,
        refusingErrors: Bool = false, makeWorker: @escaping @Sendable () -> Worker
    ) {
        let name = stream.name
        input = Mutex(Input(stream: stream))
        bench = Mutex(Bench(ledger: FeatureLedger(file: name)))
        watchedNames = names
        self.recovering = recovering
        refusesErrors = refusingErrors
        self.makeWorker = makeWorker
    }

    /// Bytes of the input that have been cut so far.
    package var bytesTaken: Int { input.withLock { $0.bytesTaken } }

    /// Everything that is made, in memory. This thread works along. A piece stays in memory beyond the one in each thread's hands only while one
    /// before it is being parsed.
    package func collect(jobs: Int?) throws -> (results: [Made], findings: [Finding]) {
        let workers = max(1, jobs ?? Parallel.coreCount)
        if workers == 1 { work(nil) } else { DispatchQueue.concurrentPerform(iterations: workers) { _ in work(nil) } }
        let findings = try findings()
        return (bench.withLock { $0.made.sorted { $0.key < $1.key }.map(\.value) }, findings)
    }

    /// Lends what is made to `body` on this thread, one after the other; returns the findings of the whole.
    ///
    /// At most four pieces for each thread are in memory, however slow `body` is. What comes before an error goes to `body` before it is thrown;
    /// an error of `body` ends the run.
    package func forEach(jobs: Int?, _ body: (consuming Made) throws -> Void) throws -> [Finding] {
        let workers = max(1, jobs ?? Parallel.coreCount)
        let turns = Turns(pieces: workers * 4)
        bench.withLock { $0.running = workers }
        // Workers run beside this thread and are awaited before it returns.
        let group = DispatchGroup()
        let threads = DispatchQueue(label: "pipeline", attributes: .concurrent)
        for _ in 0..<workers {
            threads.async(group: group) { [self] in
                work(turns)
                bench.withLock { $0.running -= 1 }
                turns.arrivals.signal()
            }
        }
        var failure: (any Error)?
        while let made = nextMade(turns) {
            if failure == nil {
                do { try body(made) } catch {
                    failure = error
                    stop()
                }
            }
            turns.tickets.signal()
        }
        group.wait()
        let findings = try findings()
        if let failure { throw failure }
        return findings
    }

    /// The findings of the whole; throws the first error in the order of the input, then what ended the reading.
    private func findings() throws -> [Finding] {
        try bench.withLock { bench in
            if let error = bench.error { throw error }
            let (fileNotes, opening) = try input.withLock { input in
                if let error = input.error { throw error }
                return (input.stream.fileNotes, input.stream.openingFindings + input.stream.reader.programFindings)
            }
            return opening + bench.ledger.findings(fileNotes: fileNotes)
        }
    }

    /// No further pieces are cut.
    private func stop() { input.withLock { $0.ended = true } }
}

// MARK: - The threads

/// What threads wait for where results are taken one by one.
private struct Turns: Sendable {
    /// One for each further piece that may be in memory and one for each counted piece: what a worker can do.
    let tickets = DispatchSemaphore(value: 0)
    /// One for each piece that has been made and for each worker that has ended.
    let arrivals = DispatchSemaphore(value: 0)

    init(pieces: Int) { for _ in 0..<pieces { tickets.signal() } }
}

extension OrderedPipeline {
    /// One thread's share. Who parses a piece that others wait for takes them on too, so that nobody has to wait for it.
    private func work(_ turns: Turns?) {
        let worker = makeWorker()
        while true {
            turns?.tickets.wait()
            if var piece = bench.withLock({ $0.counted.isEmpty ? nil : $0.counted.removeFirst() }) {
                let made = worker(piece.columns, piece.first)
                piece.columns.removeAll()
                bench.withLock { bench in
                    bench.made[piece.index] = made
                    bench.spare.append(piece.columns)
                }
                turns?.arrivals.signal()
            } else if let chunk = nextChunk() {
                var columns = bench.withLock { $0.spare.popLast() } ?? FeatureColumns(watching: watchedNames)
                columns.read(chunk, recovering: recovering)
                for _ in 0..<hand(over: columns, chunk.index) { turns?.tickets.signal() }
            } else {
                turns?.tickets.signal()
                return
            }
        }
    }

    private func nextChunk() -> FeatureChunk? {
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

    /// Counts a piece and all that waited for it; of an error's piece and those behind it nothing is made. Returns how many tickets come of it.
    private func hand(over columns: consuming FeatureColumns, _ index: Int) -> Int {
        let (tickets, failed) = bench.withLock { bench in
            bench.waiting[index] = columns
            var tickets = 0
            while bench.error == nil, let next = bench.waiting.removeValue(forKey: bench.nextToCount) {
                let first = bench.ledger.featureCount
                do {
                    try count(next, isFirst: bench.nextToCount == 0, in: &bench.ledger)
                    bench.counted.append((next, bench.nextToCount, first))
                } catch {
                    bench.error = error
                }
                bench.nextToCount += 1
                tickets += 1
            }
            guard bench.error != nil else { return (tickets, false) }
            tickets += bench.waiting.count
            bench.waiting.removeAll()
            return (tickets, true)
        }
        if failed { stop() }
        return tickets
    }

    private func count(_ columns: borrowing FeatureColumns, isFirst: Bool, in ledger: inout FeatureLedger) throws(InputError) {
        // Of most pieces there is nothing to report.
        guard isFirst || !columns.isPlain else { return ledger.accept(plain: columns.count) }
        try ledger.accept(columns)
        if refusesErrors, let error = ledger.firstError { throw error }
    }

    /// The next thing in the order of the input, waiting for it; `nil` when all workers have ended.
    private func nextMade(_ turns: Turns) -> Made? {
        while true {
            let (made, isOver) = bench.withLock { bench -> (Made?, Bool) in
                guard let made = bench.made.removeValue(forKey: bench.nextToDeliver) else { return (nil, bench.running == 0) }
                bench.nextToDeliver += 1
                return (made, false)
            }
            if let made { return made }
            if isOver { return nil }
            turns.arrivals.wait()
        }
    }
}
