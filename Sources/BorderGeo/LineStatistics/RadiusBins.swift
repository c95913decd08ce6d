import BorderBase

/// Distances counted by the first radius that holds them, found in a table instead of by halving.
struct RadiusBins: Sendable {
    private static let cells = 4096
    private let radii: [Double]
    /// The first radius that can hold a distance of the cell.
    private let first: [Int32]
    private let scale: Double

    /// `radii` in rising order.
    init(_ radii: [Double]) {
        self.radii = radii
        let most = radii.last ?? 0
        scale = most > 0 ? Double(Self.cells) / most : 0
        let scale = scale
        // One cell lower, so that rounding leaves no radius out.
        first = (0...Self.cells).map { cell in
            scale > 0 ? Int32(radii.partitioningIndex { $0 * scale >= Double(cell - 1) }) : 0
        }
    }

    /// Adds to each sum half the weights of distances up to its radius. `pairs` gives each distance, none above the largest radius, with its
    /// weight.
    func add(to sums: UnsafeMutableBufferPointer<Double>, pairs: ((_ distance: Double, _ weight: Int) -> Void) -> Void) {
        guard !radii.isEmpty else { return }
        radii.withUnsafeBufferPointer { radii in
            first.withUnsafeBufferPointer { first in
                withUnsafeTemporaryAllocation(of: Int.self, capacity: radii.count) { counts in
                    counts.initialize(repeating: 0)
                    let scale = scale
                    pairs { distance, weight in
                        var bin = Int(first[min(Self.cells, Int(distance * scale))])
                        while radii[bin] < distance { bin += 1 }
                        counts[bin] += weight
                    }
                    var sum = 0
                    for r in 0..<radii.count {
                        sum += counts[r]
                        sums[r] += Double(sum) / 2
                    }
                }
            }
        }
    }
}
