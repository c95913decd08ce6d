extension DetectionValidation {
    /// The same of points as values.
    public init(
        reference: [ValidationPoint], detections: [ValidationPoint], rule: MatchRule, exclusions: Exclusions = Exclusions(),
        jobs: Int? = nil
    ) throws(MatchError) {
        try self.init(
            reference: ValidationPoints(reference), detections: ValidationPoints(detections), rule: rule, exclusions: exclusions,
            jobs: jobs)
    }
}
