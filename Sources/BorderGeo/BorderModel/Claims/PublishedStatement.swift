/// What was published without a number that could be checked: an order, an event, a finding.
package struct PublishedStatement: Hashable, Sendable {
    package var id: String
    /// In our words, as a sentence.
    package var says: String
    /// Year, month or day, as `2020`, `2020-08`, `2020-08-15`; `nil` where it is no order and no event.
    package var date: String?
    package var area: String?
    package var source: String
    package var seen: String?
    package var confidence: Claim.Confidence

    package init(
        id: String, says: String, date: String? = nil, area: String? = nil, source: String, seen: String? = nil,
        confidence: Claim.Confidence = .page
    ) {
        self.id = id
        self.says = says
        self.date = date
        self.area = area
        self.source = source
        self.seen = seen
        self.confidence = confidence
    }
}
