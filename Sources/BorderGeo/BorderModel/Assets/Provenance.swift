import BorderBase

/// Where a record comes from and how far to trust it.
public struct Provenance: Hashable, Sendable {
    public var source: String?
    /// The class name as the source wrote it, verbatim: names drift in translation.
    public var sourceLabel: String?
    public var image: String?
    /// 0...1.
    public var confidence: Share?
    /// 1-sigma positional uncertainty per axis.
    public var sigma: Metres?
    public var synthetic: Bool
    /// What a reviewer made of it, who that was and when; `nil`: nobody looked at it again.
    public var review: Review?
    public var reviewedBy: String?
    public var reviewedOn: CalendarDate?

    public init(
        source: String? = nil, sourceLabel: String? = nil, image: String? = nil, confidence: Share? = nil, sigma: Metres? = nil,
        synthetic: Bool = false, review: Review? = nil, reviewedBy: String? = nil, reviewedOn: CalendarDate? = nil
    ) {
        self.review = review
        self.reviewedBy = reviewedBy
        self.reviewedOn = reviewedOn
        self.source = source
        self.sourceLabel = sourceLabel
        self.image = image
        self.confidence = confidence
        self.sigma = sigma
        self.synthetic = synthetic
    }
}
