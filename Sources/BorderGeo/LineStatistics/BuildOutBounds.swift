import BorderBase

/// How many things stood at a time when images bracket each one's construction: absent on `after`, present on `until`.
package struct BuildOutBounds: Hashable, Sendable {
    /// Built after the first and not later than the second: `(after, until]`. Any unit of time; -inf and inf are allowed.
    package struct Bracket: Hashable, Sendable {
        package var after: Double
        package var until: Double

        package init(after: Double, until: Double) {
            self.after = after
            self.until = until
        }
    }

    /// Time between two image dates that carries probability.
    package struct Mass: Hashable, Sendable {
        package var after: Double
        package var until: Double
        package var share: Double
    }

    package var brackets: [Bracket]
    /// Most likely distribution of construction times (Turnbull 1976), in order of time. Within one of these intervals it says nothing.
    package var masses: [Mass]

    /// Brackets that are empty or NaN are left out.
    package init(_ brackets: [Bracket]) {
        self.brackets = brackets.filter { $0.after < $0.until }
        masses = Self.turnbull(self.brackets)
    }

    /// `#{until <= t} <= N(t) <= #{after < t}`: true whatever the distribution.
    package func count(at time: Double) -> ClosedRange<Int> {
        let least = brackets.count { $0.until <= time }
        return least...max(least, brackets.count { $0.after < time })
    }

    private static func turnbull(_ brackets: [Bracket]) -> [Mass] {
        guard !brackets.isEmpty else { return [] }
        // (a, x] and (x, b] do not meet: at equal times an end comes before a start.
        let marks = (brackets.map { (time: $0.after, isStart: true) } + brackets.map { (time: $0.until, isStart: false) })
            .sorted { ($0.time, $0.isStart ? 1 : 0) < ($1.time, $1.isStart ? 1 : 0) }
        var support = zip(marks, marks.dropFirst()).compactMap { a, b in
            a.isStart && !b.isStart ? Mass(after: a.time, until: b.time, share: 0) : nil
        }
        for index in support.indices { support[index].share = 1 / Double(support.count) }
        var best = maximised(support, brackets)
        // Where the likelihood is level towards 0, expectation-maximisation creeps there for ever: try without the smallest mass.
        while true {
            guard
                let smallest = best.masses.indices.filter({ best.masses[$0].share > 0 }).min(by: {
                    best.masses[$0].share < best.masses[$1].share
                }),
                best.masses[smallest].share < 0.1
            else { break }
            var tried = best.masses
            tried[smallest].share = 0
            let sum = tried.reduce(0) { $0 + $1.share }
            guard sum > 0 else { break }
            for index in tried.indices { tried[index].share /= sum }
            let candidate = maximised(tried, brackets)
            guard candidate.logLikelihood >= best.logLikelihood - 1e-9 else { break }
            best = candidate
        }
        return best.masses
    }

    private static func maximised(_ start: [Mass], _ brackets: [Bracket]) -> (masses: [Mass], logLikelihood: Double) {
        var masses = start
        let covered = brackets.map { bracket in
            masses.indices.filter { masses[$0].after >= bracket.after && masses[$0].until <= bracket.until }
        }
        var logLikelihood = -Double.infinity
        for _ in 0..<5000 {
            var shares = [Double](repeating: 0, count: masses.count)
            var sum = 0.0
            for indices in covered {
                let mass = indices.reduce(0) { $0 + masses[$1].share }
                guard mass > 0 else { return (masses, -.infinity) }
                sum += Elementary.log(mass)
                for index in indices { shares[index] += masses[index].share / mass }
            }
            for index in masses.indices { masses[index].share = shares[index] / Double(brackets.count) }
            let gain = sum - logLikelihood
            logLikelihood = sum
            if gain < 1e-13 { break }
        }
        return (masses, logLikelihood)
    }
}
