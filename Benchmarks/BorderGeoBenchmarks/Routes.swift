import Benchmark
import BorderGeo
import Synthetic

func syntheticRoute(vertices: Int) throws -> Route {
    try Route(id: "synthetic", parts: [Polyline(SyntheticBorder.positions(vertices))])
}

/// Building a route, and asking it.
func routeBenchmarks() {
    counted("build-route") {
        Polyline(SyntheticBorder.positions(100_000))
    } _: { line in
        blackHole(try Route(id: "synthetic", parts: [line]))
    }

    counted("locate-points") {
        let route = try syntheticRoute(vertices: 100_000)
        return (route: route, points: try SyntheticBorder.points(20_000, near: route))
    } _: { input in
        blackHole(input.route.locate(input.points, jobs: 1))
    }

    counted("locate-fences") {
        let route = try syntheticRoute(vertices: 20_000)
        return (locator: FenceLocator(route: route), fences: try SyntheticBorder.fences(500, near: route))
    } _: { input in
        blackHole(input.locator.locate(input.fences, jobs: 1))
    }
}
