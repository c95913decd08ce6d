import Benchmark
import CAllocationCount

extension BenchmarkMetric {
    /// Calls of malloc and its kin; a block that is made larger is one more.
    static let allocations = BenchmarkMetric.custom("allocations")
    /// Bytes that those calls asked for, not what was held at once.
    static let allocatedBytes = BenchmarkMetric.custom("allocatedBytes")
}

/// Runs `body` on an input made once and counts what it takes from the heap, and `more`. Times are left to `--metrics wallClock`: they are read, never checked.
///
/// A count may be 2 % off its threshold.
func counted<Input>(
    _ name: String, and more: [BenchmarkMetric] = [], on input: @escaping () throws -> Input,
    _ body: @escaping (Input) throws -> Void
) {
    var configuration = Benchmark.defaultConfiguration
    let counts = [.allocations, .allocatedBytes] + more
    configuration.metrics = counts
    configuration.thresholds = Dictionary(uniqueKeysWithValues: counts.map { ($0, BenchmarkThresholds(relative: [.p90: 2])) })
    Benchmark(name, configuration: configuration) { (benchmark, input: Input) in
        let before = allocation_count()
        try body(input)
        let after = allocation_count()
        #if os(Linux)
            // Nothing counted would pass for an improvement.
            if after.calls == 0 { benchmark.error("allocations are counted with glibc alone") }
        #endif
        benchmark.measurement(.allocations, Int(after.calls - before.calls))
        benchmark.measurement(.allocatedBytes, Int(after.bytes - before.bytes))
    } setup: {
        try input()
    }
}
