extension AnnotatorAgreement {
    /// The same of points as values.
    public init(
        _ annotators: [(name: String, points: [ValidationPoint])], rule: MatchRule, jobs: Int? = nil
    ) throws(MatchError) {
        try self.init(annotators.map { ($0.name, ValidationPoints($0.points)) }, rule: rule, jobs: jobs)
    }
}
