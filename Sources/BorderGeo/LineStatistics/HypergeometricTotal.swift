import BorderBase

/// The total behind two annotators' marks, by the distribution of their overlap: given the marks of each, what is in common is hypergeometric.
///
/// The interval holds every total under which the overlap is not too small and not too large, with half of the probability of the overlap
/// itself in each tail (mid-P): its coverage is that of its name on average, also where counts are small.
package struct HypergeometricTotal: Hashable, Sendable {
    package var lower: Double
    /// Infinite where nothing is in common.
    package var upper: Double

    /// `nil` for impossible counts. O(sqrt(n)) terms for each of some sixty totals tried.
    package init?(first: Int, second: Int, matched: Int, confidence: Share = Share(0.95)) {
        guard matched >= 0, matched <= first, matched <= second, first < 1 << 40, second < 1 << 40 else { return nil }
        let seen = first + second - matched
        let tail = (1 - confidence.fraction) / 2
        let overlap = Overlap(first: Double(first), second: Double(second), matched: Double(matched))
        // The larger the total, the smaller the overlap.
        func edge(_ holds: (Double) -> Bool) -> Int? {
            var (good, bad) = (seen, seen)
            var step = 1
            repeat {
                (good, bad) = (bad, bad.addingReportingOverflow(step).partialValue)
                guard bad > 0, bad < 1 << 60 else { return nil }
                step *= 2
            } while holds(Double(bad))
            while bad - good > 1 {
                let middle = good + (bad - good) / 2
                if holds(Double(middle)) { good = middle } else { bad = middle }
            }
            return bad
        }
        // The least total under which so small an overlap is not too rare.
        if overlap.tail(of: Double(seen), atMost: true) > tail {
            lower = Double(seen)
        } else {
            lower = edge { overlap.tail(of: $0, atMost: true) <= tail }.map { Double($0) } ?? .infinity
        }
        guard matched > 0 else {
            upper = .infinity
            return
        }
        // The greatest total under which so large an overlap is not too rare.
        upper = edge { overlap.tail(of: $0, atMost: false) > tail }.map { Double($0 - 1) } ?? .infinity
    }

    private struct Overlap {
        var first: Double
        var second: Double
        var matched: Double

        /// Probability of an overlap as small (or as large), that of the seen one by half.
        func tail(of total: Double, atMost: Bool) -> Double {
            // Sums run away from the most probable overlap, where terms fall: the tail on the other side is the rest.
            let mode = ((first + 1) * (second + 1) / (total + 2)).rounded(.down)
            if atMost ? matched > mode : matched < mode { return 1 - side(of: total, downwards: !atMost) }
            return side(of: total, downwards: atMost)
        }

        private func side(of total: Double, downwards: Bool) -> Double {
            let own = Elementary.exp(logProbability(matched, total))
            var sum = own / 2
            var (k, p) = (matched, own)
            while p > sum * 1e-17 {
                if downwards {
                    p *= k * (total - first - second + k) / ((first - k + 1) * (second - k + 1))
                    k -= 1
                } else {
                    p *= (first - k) * (second - k) / ((k + 1) * (total - first - second + k + 1))
                    k += 1
                }
                sum += p
            }
            return min(1, sum)
        }

        private func logProbability(_ k: Double, _ total: Double) -> Double {
            func choose(_ n: Double, _ k: Double) -> Double {
                GammaFunction.logGamma(n + 1) - GammaFunction.logGamma(k + 1) - GammaFunction.logGamma(n - k + 1)
            }
            return choose(first, k) + choose(total - first, second - k) - choose(total, second)
        }
    }
}
