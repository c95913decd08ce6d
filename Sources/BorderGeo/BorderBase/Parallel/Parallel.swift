import Dispatch
import Synchronization

/// Parts of one job on several cores; results come back in the order of the parts, whatever core was first.
package enum Parallel {
    /// Cores that are switched on.
    package static var coreCount: Int { CLibrary.coreCount }

    /// `body(0)`, `body(1)` ... `body(count - 1)`. `jobs` 1 runs them one after the other on this thread; `nil` takes all cores.
    ///
    /// Parts are handed out one by one, so that a slow one does not hold up the others: make several per core. A part may call
    /// `map` again: its parts go to whatever threads are idle, and this thread works on them itself, so nothing waits for a thread.
    package static func map<Result: Sendable>(_ count: Int, jobs: Int? = nil, _ body: @escaping @Sendable (Int) -> Result)
        -> [Result]
    {
        guard count > 0 else { return [] }
        let workers = min(jobs ?? coreCount, count)
        guard workers > 1 else { return (0..<count).map(body) }
        let job = Job(count, body)
        for _ in 1..<workers {
            DispatchQueue.global().async {
                // A number that was asked for holds for maps within maps as well.
                if helpers.wrappingAdd(1, ordering: .relaxed).newValue < jobs ?? .max { job.work() }
                helpers.wrappingSubtract(1, ordering: .relaxed)
            }
        }
        return job.results()
    }

    /// Threads at work besides the one that called first.
    private static let helpers = Atomic(0)

    /// Two different things at the same time.
    package static func both<A: Sendable, B: Sendable>(
        jobs: Int? = nil, _ first: @escaping @Sendable () throws -> A, _ second: @escaping @Sendable () throws -> B
    ) throws -> (A, B) {
        let halves = map(2, jobs: jobs) { part in
            Result { () throws -> (A?, B?) in
                if part == 0 { return (try first(), nil) }
                return (nil, try second())
            }
        }
        guard let a = try halves[0].get().0, let b = try halves[1].get().1 else {
            preconditionFailure("parts come back in their order")
        }
        return (a, b)
    }

    /// `0..<count` in pieces of nearly equal length for `map`: at least `least` long, several for each core.
    package static func pieces(of count: Int, atLeast least: Int, jobs: Int? = nil) -> [Range<Int>] {
        guard count > 0 else { return [] }
        let wanted = (jobs ?? coreCount) == 1 ? 1 : (jobs ?? coreCount) * 8
        let number = max(1, min(wanted, count / max(1, least)))
        return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
    }
}

/// Parts of one job, taken one by one by any thread.
private final class Job<Result: Sendable>: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Result
    private let next = Atomic(0)
    private let finished = Mutex<[(Int, Result)]>([])
    private let end = DispatchSemaphore(value: 0)

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) {
        self.count = count
        self.body = body
    }

    /// Takes parts until none is left. A thread that comes late finds none.
    func work() {
        while true {
            let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard part < count else { return }
            let result = body(part)
            let isLast = finished.withLock { results in
                results.append((part, result))
                return results.count == count
            }
            if isLast { end.signal() }
        }
    }

    /// Works along, waits for parts that other threads have taken, and gives all results in the order of the parts.
    func results() -> [Result] {
        work()
        end.wait()
        return finished.withLock { $0.sorted { $0.0 < $1.0 }.map(\.1) }
    }
}
