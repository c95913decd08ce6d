import Dispatch
import LinearReferencing
import Synchronization

/// Where several threads make results of one input: chunks are cut one after the other, parsed on any thread, counted in the order of the input,
/// and made into results on any thread. At most two chunks for each thread are in memory.
final class FeatureWorkshop<Result: Sendable>: Sendable {
    private struct Input: ~Copyable {
        var stream: FeatureStream
        var ended = false
        var error: (any Error)?
    }

    private struct Bench {
        var ledger: FeatureLedger
        /// Parsed chunks that wait for one before them.
        var waiting: [Int: FeatureColumns] = [:]
        var next = 0
        /// Counted chunks with the number of their first feature, and room to be used again.
        var ready: [(columns: FeatureColumns, first: Int)] = []
        var spare: [FeatureColumns] = []
        var results: [(index: Int, result: Result)] = []
        var error: (any Error)?
    }

    private let input: Mutex<Input>
    private let bench: Mutex<Bench>
    private let recovering: Bool
    private let transform: @Sendable (FeatureBatch, Int) -> Result

    /// `transform` gets a piece of the input and the number of its first feature.
    init(
        _ stream: consuming sending FeatureStream, recovering: Bool,
        _ transform: @escaping @Sendable (FeatureBatch, Int) -> Result
    ) {
        let name = stream.name
        input = Mutex(Input(stream: stream))
        bench = Mutex(Bench(ledger: FeatureLedger(file: name)))
        self.recovering = recovering
        self.transform = transform
    }

    /// Results in the order of the input, which do not depend on the number of threads. Throws the first error in that order: what is wrong in a feature comes
    /// before what is wrong behind it.
    func run(jobs: Int?) throws -> (results: [Result], findings: [Finding]) {
        let workers = max(1, jobs ?? Parallel.coreCount)
        if workers == 1 { work() } else { DispatchQueue.concurrentPerform(iterations: workers) { _ in work() } }
        return try bench.withLock { bench in
            if let error = bench.error { throw error }
            let (fileNotes, opening) = try input.withLock { input in
                if let error = input.error { throw error }
                return (input.stream.fileNotes, input.stream.openingFindings)
            }
            let results = bench.results.sorted { $0.index < $1.index }.map(\.result)
            return (results, opening + bench.ledger.findings(fileNotes: fileNotes))
        }
    }

    /// One thread's share. Who parses a chunk that others wait for takes them on too, so that nobody has to wait.
    private func work() {
        while true {
            if let (columns, first) = bench.withLock({ $0.ready.popLast() }) {
                let index = columns.chunk?.index ?? 0
                let result = transform(.columns(columns), first)
                bench.withLock { bench in
                    bench.results.append((index, result))
                    bench.spare.append(columns)
                }
            } else if let chunk = nextChunk() {
                var columns = bench.withLock { $0.spare.popLast() } ?? FeatureColumns()
                columns.read(chunk, recovering: recovering)
                hand(over: columns, chunk.index)
            } else {
                return
            }
        }
    }

    private func nextChunk() -> FeatureChunk? {
        input.withLock { input in
            guard !input.ended else { return nil }
            do {
                if let chunk = try input.stream.next() { return chunk }
            } catch {
                input.error = error
            }
            input.ended = true
            return nil
        }
    }

    /// Counts a chunk and all that waited for it. After an error nothing further is made.
    private func hand(over columns: consuming FeatureColumns, _ index: Int) {
        let failed = bench.withLock { bench in
            bench.waiting[index] = columns
            while bench.error == nil, let next = bench.waiting.removeValue(forKey: bench.next) {
                let first = bench.ledger.featureCount
                do {
                    if next.isPlain, bench.next > 0 {
                        bench.ledger.accept(plain: next.count)
                    } else {
                        try bench.ledger.accept(next)
                    }
                    bench.ready.append((next, first))
                } catch {
                    bench.error = error
                    bench.ready.removeAll()
                    bench.waiting.removeAll()
                }
                bench.next += 1
            }
            return bench.error != nil
        }
        if failed { input.withLock { $0.ended = true } }
    }
}
