import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Work on many rows spread over threads.
///
/// Rows go out in chunks and results come back in the order of the rows, so nothing depends on the number of threads as long as a chunk's result
/// depends on its rows alone.
public enum Workers {
    /// Rows in a chunk: few enough to even out, many enough that handing them out costs nothing.
    static let chunk = 4096

    /// Cores that are online.
    public static let available: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// The results of `body` for each number below `count`, in order, on up to `jobs` threads (`nil`: all cores).
    public static func map<T: Sendable>(count: Int, jobs: Int?, _ body: @Sendable (Int) -> T) -> [T] {
        let wanted = min(max(jobs ?? available, 1), count)
        if wanted <= 1 { return (0..<max(count, 0)).map(body) }
        let taken = Atomic<Int>(0)
        let results = Mutex<[(Int, T)]>([])
        DispatchQueue.concurrentPerform(iterations: wanted) { _ in
            var mine: [(Int, T)] = []
            while true {
                let i = taken.add(1, ordering: .relaxed).oldValue
                guard i < count else { break }
                mine.append((i, body(i)))
            }
            results.withLock { $0 += mine }
        }
        return results.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }

    /// The results of `body` for consecutive ranges of rows, in order.
    public static func mapRows<T: Sendable>(_ rows: Int, jobs: Int?, chunk: Int = 4096, _ body: @Sendable (Range<Int>) -> T)
        -> [T]
    {
        guard rows > 0, chunk > 0 else { return [] }
        return map(count: (rows - 1) / chunk + 1, jobs: jobs) { i in body(i * chunk..<min(rows, (i + 1) * chunk)) }
    }
}
