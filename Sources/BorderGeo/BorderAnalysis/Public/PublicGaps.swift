import BorderModel
import GeoFormats
import LinearReferencing

/// The gaps of one area at one epoch as far as they may be known: how much in all, how many, and how many of about which length.
package struct PublicGaps: Hashable, Sendable {
    /// Observed border without fence, to 0.1 km.
    package var unfenced: Metres
    package var count: Int
    /// How many of each class of `bounds`.
    package var classes: [Int]

    /// Where the classes end, in metres: under 0.1, 0.1 to 0.5, 0.5 to 1, 1 to 5, over 5 km.
    static let bounds = [100.0, 500, 1000, 5000]
    static let words = ["under 0.1 km", "0.1 to 0.5 km", "0.5 to 1 km", "1 to 5 km", "over 5 km"]
    package static let fields = ["gaps_under_100m", "gaps_100m_500m", "gaps_500m_1km", "gaps_1km_5km", "gaps_over_5km"]

    init(unfenced: Metres, lengths: some Sequence<Metres>) {
        self.unfenced = unfenced
        classes = [Int](repeating: 0, count: Self.bounds.count + 1)
        for length in lengths {
            // To the metre: the last bits of a length must not choose a class.
            let metres = length.value.rounded()
            classes[Self.bounds.count { metres >= $0 }] += 1
        }
        count = classes.reduce(0, +)
    }

    var json: JSONValue {
        .array(
            classes.enumerated().map { i, count in
                [
                    "from_m": i == 0 ? .integer(0) : .shortest(Self.bounds[i - 1]),
                    "to_m": i < Self.bounds.count ? .shortest(Self.bounds[i]) : .null, "count": .integer(count),
                ]
            })
    }
}
