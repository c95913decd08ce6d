import LineStatistics

/// Two detectors on the same reference: which one finds more, on the objects where they differ.
package struct DetectorComparison: Hashable, Sendable {
    /// Reference objects that both found, only one, or neither.
    package var both: Int
    package var onlyFirst: Int
    package var onlySecond: Int
    package var neither: Int
    /// Exact McNemar test of "both find as often".
    package var pValue: Double

    /// The two validations must be of the same reference; objects that one of the two does not score are left out.
    package init(_ first: DetectionValidation, _ second: DetectionValidation) {
        (both, onlyFirst, onlySecond, neither) = (0, 0, 0, 0)
        for (a, b) in zip(first.referenceOutcomes, second.referenceOutcomes) {
            switch (a, b) {
            case (.notScored, _), (_, .notScored): continue
            case (.matched, .matched): both += 1
            case (.matched, .unmatched): onlyFirst += 1
            case (.unmatched, .matched): onlySecond += 1
            case (.unmatched, .unmatched): neither += 1
            }
        }
        pValue = McNemar.exact(onlyFirst: onlyFirst, onlySecond: onlySecond)
    }
}
