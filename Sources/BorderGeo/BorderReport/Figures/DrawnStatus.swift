import BorderModel

/// What a fence is at the epoch a drawing shows, as far as the baseline lets one tell.
enum DrawnStatus: String, Hashable, CaseIterable {
    case unchanged, upgraded, new, removed
    /// It stands; whether it stood at the baseline was not observed, or there is no baseline.
    case open

    init(_ status: FenceStatus) {
        self =
            switch status {
            case .new: .new
            case .upgraded: .upgraded
            case .removed: .removed
            case .unchanged, .realigned, .relabelled, .redrawn: .unchanged
            }
    }

    var style: String { "st-\(rawValue)" }
}
