/// What a window has to keep to reach a level of likelihood, by how many marks lie between its ends; and the loosest of it for two blocks of marks.
///
/// Both kinds of window are brought to one form: the difference of two values (places, or places with the other sign for cold windows) is at most
/// a limit.
struct ScanLimits: Sendable {
    /// Marks in a block of the lowest level; each level above joins two blocks.
    static let block = 8

    /// The least value left of a straight line through all limits with this rise by mark: blocks are compared without the trend.
    let rise: Double
    /// Windows are no longer than this.
    let widest: Double
    /// What rounding may take from values less their trend, many times over.
    let slack: Double
    /// By the number of steps from mark to mark.
    let limits: [Double]
    /// The largest limit, less the rise, of two blocks so many blocks apart; one level after the other.
    let blocks: [Double]
    /// Where the levels of `blocks` begin.
    let starts: [Int]

    init(_ likelihood: ScanLikelihood, level: Double, widest: Double, narrowest: Double, kind: ScanSearch.Kind) {
        let mean = likelihood.length / Double(likelihood.total)
        switch kind {
        case .hot:
            rise = mean
            // A window with one mark is none; a window of so many steps holds one event more.
            limits =
                [-.infinity]
                + likelihood.hotWidths(level: level).dropFirst(2).map { $0 < narrowest ? -.infinity : min($0, widest) }
        case .cold:
            rise = -mean
            // Between neighbouring marks there is no event.
            limits = [-.infinity] + likelihood.coldWidths(level: level).map { -max($0, narrowest) }
        }
        self.widest = widest
        slack = 1e-9 * likelihood.length
        (blocks, starts) = Self.levels(of: limits, rise: rise)
    }

    private static func levels(of limits: [Double], rise: Double) -> (blocks: [Double], starts: [Int]) {
        let marks = limits.count
        var level = (0..<(marks + block - 1) / block).map { apart in
            var most = -Double.infinity
            for steps in max(1, (apart - 1) * block + 1)..<max(2, min((apart + 1) * block, marks)) where steps < marks {
                most = max(most, limits[steps] - Double(steps) * rise)
            }
            return most
        }
        var (blocks, starts) = ([Double](), [Int]())
        while level.count > 2 {
            starts.append(blocks.count)
            blocks += level
            level = (0..<(level.count + 1) / 2).map { apart in
                (max(0, 2 * apart - 1)...min(2 * apart + 1, level.count - 1)).reduce(-.infinity) { max($0, level[$1]) }
            }
        }
        return (blocks, starts)
    }
}
