import BorderBase

/// Measures of another system (a survey's posts, an atlas's kilometres) tied to a route's own: straight between posts (F25).
public struct Calibration: Hashable, Sendable {
    /// A place whose measure is known in both systems.
    public struct Post: Hashable, Sendable, Codable {
        /// On the route.
        public var measure: Measure
        /// In the other system.
        public var posted: Measure

        public init(measure: Measure, posted: Measure) {
            self.measure = measure
            self.posted = posted
        }
    }

    /// Why posts make no calibration.
    public enum Failure: Error, Hashable, Sendable {
        case tooFewPosts(Int)
        case notFinite(index: Int)
        /// Along the route the posted measures must always grow or always fall; indices, in order of `measure`, of the posts that do not.
        case notMonotone(indices: [Int])
    }

    /// In order of `measure`.
    public let posts: [Post]
    /// Whether measures before the first and after the last post are answered by the nearest pair.
    public let extrapolates: Bool

    /// Needs two posts. The direction is that of the first to the last post; n log n.
    public init(posts: [Post], extrapolates: Bool = false) throws(Failure) {
        guard posts.count >= 2 else { throw .tooFewPosts(posts.count) }
        for (i, post) in posts.enumerated() where !(post.measure.metres.isFinite && post.posted.metres.isFinite) {
            throw .notFinite(index: i)
        }
        let sorted = posts.sorted { $0.measure < $1.measure }
        let rising = (sorted.last?.posted ?? Measure(0)) > (sorted.first?.posted ?? Measure(0))
        let wrong = sorted.indices.dropFirst().filter { i in
            let step = (sorted[i].posted - sorted[i - 1].posted).value
            return sorted[i].measure == sorted[i - 1].measure || (rising ? step <= 0 : step >= 0)
        }
        guard wrong.isEmpty else { throw .notMonotone(indices: wrong) }
        self.posts = sorted
        self.extrapolates = extrapolates
    }

    /// The posted measure of a route measure; `nil` outside the posts unless the calibration extrapolates. log n.
    public func posted(at measure: Measure) -> Measure? {
        interpolate(measure, from: \.measure, to: \.posted, rising: true)
    }

    /// The route measure of a posted one; `nil` outside the posts unless the calibration extrapolates. log n.
    public func measure(ofPosted posted: Measure) -> Measure? {
        interpolate(posted, from: \.posted, to: \.measure, rising: posts[0].posted < posts[posts.count - 1].posted)
    }

    private func interpolate(
        _ value: Measure, from key: KeyPath<Post, Measure>, to other: KeyPath<Post, Measure>, rising: Bool
    ) -> Measure? {
        guard value.metres.isFinite else { return nil }
        var low = 0
        var high = posts.count
        while low < high {
            let middle = (low + high) / 2
            let here = posts[middle][keyPath: key]
            if rising ? here <= value : here >= value { low = middle + 1 } else { high = middle }
        }
        let outside = low == 0 || (low == posts.count && posts[low - 1][keyPath: key] != value)
        if outside, !extrapolates { return nil }
        let i = min(max(low, 1), posts.count - 1)
        let a = posts[i - 1]
        let b = posts[i]
        let t = (value - a[keyPath: key]) / (b[keyPath: key] - a[keyPath: key])
        return a[keyPath: other] + (b[keyPath: other] - a[keyPath: other]) * t
    }
}
