import BorderBase

/// A published length of the border, of a part of it or of its rivers: one of many that disagree, none of them the truth.
package struct PublishedLength: Hashable, Sendable {
    /// What was measured. River length is not border length: sources lie inland, and the border may leave the river.
    package enum Quantity: String, Hashable, Sendable, CaseIterable { case border, river }

    package enum Qualifier: String, Hashable, Sendable, CaseIterable {
        case exact, about
        case moreThan = "more_than"
    }

    /// How the figure is known: in an article, on a page of the publisher, in a copy only, or unverified.
    package enum Confidence: String, Hashable, Sendable, CaseIterable { case article, page, copy, unverified }

    /// Row of the register of published figures; several readings of one figure share it.
    package let id: String
    package let quantity: Quantity
    /// Segments of the built-in border that correspond to it, in order; their lengths add up to ours.
    package let segments: [String]
    /// `China and Russia`, `Yalu`, ...
    package let subject: String
    package let qualifier: Qualifier
    package let length: Metres
    package let source: String
    package let confidence: Confidence

    package init(
        id: String, quantity: Quantity, segments: [String], subject: String, qualifier: Qualifier, length: Metres,
        source: String, confidence: Confidence
    ) {
        self.id = id
        self.quantity = quantity
        self.segments = segments
        self.subject = subject
        self.qualifier = qualifier
        self.length = length
        self.source = source
        self.confidence = confidence
    }
}
