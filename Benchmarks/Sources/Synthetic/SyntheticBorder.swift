import BorderGeo

/// A meandering line of 1,350 km between the two river mouths, any number of vertices, the same line for the same number: no real border.
package enum SyntheticBorder {
    package static func positions(_ count: Int) -> [GeoPosition] {
        var random = Generator(state: 1953)
        // Midpoint displacement: every halving of a piece shifts its middle sideways.
        var offsets = [0.0, 0.0]
        var size = 0.11
        while offsets.count < count {
            var next: [Double] = []
            next.reserveCapacity(offsets.count * 2)
            for (a, b) in zip(offsets, offsets.dropFirst()) { next += [a, (a + b) / 2 + random.uniform(-size, size)] }
            next.append(offsets[offsets.count - 1])
            offsets = next
            size *= 0.56
        }
        return (0..<count).map { i in
            let t = Double(i) / Double(max(count - 1, 1))
            let x = t * Double(offsets.count - 1)
            let k = min(Int(x), offsets.count - 2)
            let d = offsets[k] + (offsets[k + 1] - offsets[k]) * (x - Double(k))
            return GeoPosition(longitude: 124.3 + 6.3 * t - 2.5 * d, latitude: 39.9 + 2.5 * t + 6.3 * d)
        }
    }

    /// Points within 3 km of a route, uniform along it.
    package static func points(_ count: Int, near route: Route) throws -> [GeoPosition] {
        var random = Generator(state: 7)
        return try (0..<count).map { _ in
            try route.position(
                at: Measure(random.uniform(0, route.length.value)), offset: Offset(random.uniform(-3000, 3000)))
        }
    }

    /// Fences of a vertex every 25 m, 10 to 500 m from a route.
    package static func fences(_ count: Int, near route: Route) throws -> [[Polyline<GeoPosition>]] {
        var random = Generator(state: 9)
        let mean = 0.8 * 3 * route.length.value / Double(max(count, 1))
        return try (0..<count).map { _ in
            let length = random.uniform(0.3, 1.7) * mean
            let start = random.uniform(0, max(route.length.value - length, 0))
            let offset = random.uniform(10, 500) * (random.uniform(0, 1) < 0.5 ? -1 : 1)
            let steps = max(1, Int(length / 25))
            return [
                Polyline(
                    try (0...steps).map { i in
                        // Parallel to the line between places 300 m apart, as someone draws it: not to every wiggle.
                        let s = min(start + length * Double(i) / Double(steps), route.length.value)
                        let a = try route.position(at: Measure(max(s - 150, 0)))
                        let b = try route.position(at: Measure(min(s + 150, route.length.value)))
                        let across = Degrees(Geodesic().inverse(a, b).azimuth.value - 90)
                        return Geodesic().direct(
                            from: try route.position(at: Measure(s)), azimuth: across,
                            length: Metres(offset + random.uniform(-2, 2))
                        ).position
                    })
            ]
        }
    }

    package struct Generator {
        var state: UInt64

        package init(state: UInt64) { self.state = state }

        package mutating func uniform(_ low: Double, _ high: Double) -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return low + (high - low) * Double((z ^ (z >> 31)) >> 11) * 0x1p-53
        }
    }
}
