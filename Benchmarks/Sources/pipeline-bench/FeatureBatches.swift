import BorderGeo
import Dispatch
import Synchronization

/// A whole input as columns, batch by batch in its order.
struct FeatureBatches: Sendable {
    let batches: [FeatureColumns]

    private struct Source: ~Copyable {
        var stream: FeatureStream
        var error: (any Error)?
    }

    /// Cuts on one thread at a time, parses and checks on all. Throws the first error in the order of the input.
    init(reading path: String, jobs: Int) throws {
        let source = Mutex(Source(stream: try FeatureStream(opening: .path(path))))
        let done = Mutex<[(Int, FeatureColumns)]>([])
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while true {
                let chunk = source.withLock { source -> FeatureChunk? in
                    do { return try source.stream.next() } catch {
                        source.error = error
                        return nil
                    }
                }
                guard let chunk else { return }
                var columns = FeatureColumns()
                columns.read(chunk)
                done.withLock { $0.append((chunk.index, columns)) }
            }
        }
        try source.withLock { if let error = $0.error { throw error } }
        batches = done.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
        var ledger = FeatureLedger(file: path)
        for batch in batches { try ledger.accept(batch) }
    }

    /// The first place of each feature.
    func positions(of batch: Int) -> [GeoPosition] {
        batches[batch].records.map { batches[batch].positions[$0.positions.lowerBound] }
    }
}

/// `body(0)`, `body(1)`, ... on some threads; results in order.
func eachInParallel<Result: Sendable>(_ count: Int, jobs: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let next = Atomic(0)
    let done = Mutex<[(Int, Result)]>([])
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
        while true {
            let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard i < count else { return }
            let result = body(i)
            done.withLock { $0.append((i, result)) }
        }
    }
    return done.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
}
