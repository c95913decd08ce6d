import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Parts of one job on several cores; results come back in the order of the parts, whatever core was first.
enum Parallel {
    /// Cores that are switched on.
    static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// `body(0)`, `body(1)` ... `body(count - 1)`. `jobs` 1 runs them one after the other on this thread; `nil` takes all cores.
    ///
    /// Parts are handed out one by one, so that a slow one does not hold up the others: make several per core.
    static func map<Result: Sendable>(_ count: Int, jobs: Int? = nil, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
        guard count > 0 else { return [] }
        let workers = min(jobs ?? coreCount, count)
        guard workers > 1 else { return (0..<count).map(body) }
        let next = Atomic(0)
        let finished = Mutex<[(Int, Result)]>([])
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard part < count else { return }
                let result = body(part)
                finished.withLock { $0.append((part, result)) }
            }
        }
        return finished.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }

    /// `0..<count` in pieces of nearly equal length for `map`: at least `least` long, several for each core.
    static func pieces(of count: Int, atLeast least: Int, jobs: Int? = nil) -> [Range<Int>] {
        guard count > 0 else { return [] }
        let wanted = (jobs ?? coreCount) == 1 ? 1 : (jobs ?? coreCount) * 8
        let number = max(1, min(wanted, count / max(1, least)))
        return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
    }
}
