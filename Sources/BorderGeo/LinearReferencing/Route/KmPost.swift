import BorderBase

/// A place at a round measure of a route, as surveyors mark it (F25).
public struct KmPost: Hashable, Sendable {
    public let measure: Measure
    public let position: GeoPosition
    /// Direction of increasing measure there.
    public let azimuth: Degrees

    /// Kilometres with as many decimals as needed, at most three: `12`, `12.5`.
    public var label: String { measure.kilometreLabel }
}

extension Measure {
    /// Kilometres to the metre, without trailing zeros; empty for a measure that is no number a route can have.
    package var kilometreLabel: String {
        guard metres.magnitude < 1e12 else { return "" }
        let whole = Int(metres.magnitude.rounded())
        var digits = String(whole % 1000 + 1000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return (metres < 0 && whole > 0 ? "-" : "") + String(whole / 1000) + (digits.isEmpty ? "" : "." + digits)
    }
}

extension Route {
    /// Posts at the multiples of a spacing, from the first at or after the start to the last at or before the end.
    ///
    /// Posts that fall into an included gap are left out. Throws `unusableSpacing` for a spacing that is not positive or gives over ten million posts.
    public func kmPosts(every spacing: Metres = .kilometres(1)) throws(RouteError) -> [KmPost] {
        guard spacing.value > 0, length / spacing < 1e7 else { throw .unusableSpacing(spacing) }
        let first = (start.metres / spacing.value).rounded(.up)
        let last = (end.metres / spacing.value).rounded(.down)
        guard first <= last, first.magnitude < 1e15, last.magnitude < 1e15 else { return [] }
        var posts: [KmPost] = []
        posts.reserveCapacity(Int(last - first) + 1)
        for i in Int(first)...Int(last) {
            let measure = Measure(Double(i) * spacing.value)
            guard measure >= start, measure <= end else { continue }
            do {
                let here = try place(at: measure, clamp: false)
                posts.append(KmPost(measure: measure, position: here.position, azimuth: here.azimuth))
            } catch .inGap { continue }
        }
        return posts
    }
}
