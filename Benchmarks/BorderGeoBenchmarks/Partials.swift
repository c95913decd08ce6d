import Benchmark
import BorderGeo

/// What `geo-tool merge` does with the partial counts of a cluster.
func partialBenchmarks() {
    counted("merge-partials") {
        let study = try StudyLoader().load("six-areas")
        let counter = try DensityCounter(study, jobs: 1)
        let facilities = study.facilities
        let parts = (0..<16).map { part in
            counter.partial(of: facilities.indices.filter { $0 % 16 == part }.map { facilities[$0] })
        }
        return Array(parts.map { $0.line() }.joined().utf8)
    } _: { lines in
        var sum: DensityPartial?
        for part in try DensityPartial.read(lines, file: "partials") {
            if sum == nil { sum = part } else { try sum?.add(part) }
        }
        blackHole(sum)
    }
}
