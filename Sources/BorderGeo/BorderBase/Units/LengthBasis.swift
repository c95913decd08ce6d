/// What the kilometres under a rate are kilometres *of*. Every rate carries one, and rates on different bases are never compared.
public enum LengthBasis: String, Hashable, Sendable, Codable, CaseIterable {
    /// Length of border that imagery of the epoch shows.
    case borderObserved = "border_observed"
    /// Length of border under the union of fences, layers counted once.
    case borderFenced = "border_fenced"
    /// Sum of the lengths of the fence lines over all layers.
    case fenceLine = "fence_line"
    /// Sum of the lengths of the fence lines that are new or upgraded since the baseline.
    case fenceLineNewOrUpgraded = "fence_line_new_or_upgraded"

    /// The words used after "per kilometre of" and "one every 110 m of".
    public var phrase: String {
        switch self {
        case .borderObserved: "observed border"
        case .borderFenced: "fenced border"
        case .fenceLine: "fence line"
        case .fenceLineNewOrUpgraded: "new or upgraded fence line"
        }
    }

    /// The same words in Korean.
    package var koreanPhrase: String {
        switch self {
        case .borderObserved: "관측된 국경"
        case .borderFenced: "철조망이 있는 국경"
        case .fenceLine: "철조망 길이(모든 겹)"
        case .fenceLineNewOrUpgraded: "신설·보강 철조망 길이"
        }
    }
}
