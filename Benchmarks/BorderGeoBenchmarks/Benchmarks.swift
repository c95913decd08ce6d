import Benchmark

/// What the library does with millions of records, in small: on one thread, with input from a fixed seed, so that what it takes from the heap and writes is a number
/// and not a distribution.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = Benchmark.Configuration(warmupIterations: 1, maxDuration: .seconds(2), maxIterations: 15)
    readingBenchmarks()
    routeBenchmarks()
    spanBenchmarks()
    neighbourBenchmarks()
    partialBenchmarks()
}
