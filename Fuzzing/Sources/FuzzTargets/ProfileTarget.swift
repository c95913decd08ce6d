import BorderModel
import LinearReferencing

/// Fences on a border: every metre has one place, and what is derived adds up to it.
enum ProfileTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        var numbers = FuzzNumbers(bytes)
        let plane = FuzzPlane(&numbers)
        let line = plane.line(&numbers, 2...9)
        guard let route = try? Route(id: "r", parts: [line]) else { return nil }
        // Both sides alike: on a line in the middle of two limbs either side is right.
        let width = Metres(plane.step * Double(numbers.number(1...64)))
        let locator = FenceLocator(route: route, options: FenceOptions(corridor: Corridor(inward: width, outward: width)))
        let parts = (0..<numbers.number(1...2)).map { _ in plane.line(&numbers, 2...9) }
        let found = locator.locate(parts)
        if let words = complaint(about: found, of: parts, on: route) {
            return words + " (\(parts.map(\.positions)) on \(line.positions))"
        }
        let back = locator.locate(parts.reversed().map { Polyline($0.positions.reversed()) })
        if let words = complaint(about: back, of: parts, on: route) { return "drawn the other way: " + words }
        // Where the border passes a place twice the nearest point has two measures, of which one may be that of an end.
        if plane.touchesItself(line) { return nil }
        let room = 0.1 + 1e-4 * found.length.value
        return abs((found.outside - back.outside).value) <= room
            ? nil
            : "outside \(found.outside.value) m, drawn the other way \(back.outside.value) m (\(parts.map(\.positions)) on \(line.positions))"
    }

    private static func complaint(about found: FenceLocation, of parts: [Polyline<GeoPosition>], on route: Route) -> String? {
        let drawn = parts.reduce(0) { $0 + Geodesic().length(of: $1).value }
        let room = 1e-6 * drawn + 1e-6
        func differs(_ a: Double, _ b: Double) -> Bool { !(abs(a - b) <= room) }
        if differs(found.length.value, drawn) { return "length \(found.length.value), drawn \(drawn)" }
        let places = (found.along + found.outside + found.beyond).value
        if differs(places, drawn) {
            return
                "along \(found.along.value) + outside \(found.outside.value) + beyond \(found.beyond.value) = \(places), drawn \(drawn)"
        }
        for part in [found.along, found.outside, found.beyond, found.steep, found.across] where part.value < 0 {
            return "a part of \(part.value) m"
        }
        if found.steep.value > found.along.value + room { return "steep \(found.steep.value) of \(found.along.value) m" }
        if found.across.value > found.along.value + room { return "across \(found.across.value) of \(found.along.value) m" }
        let events = found.events.reduce(0) { $0 + $1.fenceLine.value }
        if differs(events, found.along.value) { return "events of \(events) m, along \(found.along.value) m" }
        for (event, next) in zip(found.events, found.events.dropFirst()) where next.span.from < event.span.to {
            return "events overlap: \(event.span) and \(next.span)"
        }
        for event in found.events where event.span.from < route.start || event.span.to > route.end {
            return "an event off the route: \(event.span)"
        }
        return nil
    }
}
