import BorderGeo
import Synthetic

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `locate-bench [vertices] [points] [fences]`: points per second of `locate`, by threads.
let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let vertices = arguments.first ?? 100_000
let pointCount = arguments.dropFirst().first ?? 1_000_000
let fenceCount = arguments.dropFirst(2).first ?? 5_000

struct Timing {
    var wall: Double
    /// Processor time of all threads: what counts on a busy machine.
    var processor: Double
}

/// Medians of three runs.
func timed(_ body: () -> Void) -> Timing {
    let clock = ContinuousClock()
    let runs = (0..<3).map { _ in
        let before = processorSeconds()
        let duration = clock.measure(body).components
        return (Double(duration.seconds) + Double(duration.attoseconds) * 1e-18, processorSeconds() - before)
    }
    return Timing(wall: runs.map(\.0).sorted()[1], processor: runs.map(\.1).sorted()[1])
}

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func tell(_ what: String, _ count: Int, _ time: Timing) {
    let rate = Int((Double(count) / time.wall).rounded())
    let perCore = Int((Double(count) / time.processor).rounded())
    print("\(what): \(Int((time.wall * 1000).rounded())) ms, \(rate) per second (\(perCore) per second of processor time)")
}

let positions = SyntheticBorder.positions(vertices)
var route = try Route(id: "synthetic", parts: [Polyline(positions)])
tell(
    "build a route of \(vertices) vertices", vertices,
    timed { route = (try? Route(id: "r", parts: [Polyline(positions)])) ?? route })
let points = try SyntheticBorder.points(pointCount, near: route)
var sum = 0.0
for jobs in [1, 4] {
    tell(
        "locate \(pointCount) points, \(jobs) threads", pointCount,
        timed {
            sum = route.locate(points, jobs: jobs).measures.reduce(0) { $0 + $1.metres }
        })
}
let ambiguous = route.locate(points).flags.count { $0.contains(.ambiguous) }
print("mean measure \(sum / Double(pointCount)) m, \(ambiguous) ambiguous")
let fences = try SyntheticBorder.fences(fenceCount, near: route)
let locator = FenceLocator(route: route)
var events = 0
for jobs in [1, 4] {
    tell(
        "\(fenceCount) fences, \(jobs) threads", fenceCount,
        timed {
            events = locator.locate(fences, jobs: jobs).reduce(0) { $0 + $1.events.count }
        })
}
print("\(events) events")
