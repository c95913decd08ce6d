import BorderModel
import BorderStudy
import LinearReferencing

extension ReportModel {
    /// The model of a study's public edition, and what is doubtful about the data, which is for the one who publishes it and in no output.
    package static func published(
        _ data: StudyData, parameters: ReportParameters, jobs: Int? = nil
    ) throws -> (model: ReportModel, findings: [Finding]) {
        var own = parameters
        own.isPublic = false
        let exact = try ReportModel(data, parameters: own, jobs: jobs)
        return (ReportModel(try PublicEdition(of: exact, areas: data.areas)), exact.findings)
    }

    /// The results that an edition holds, for the writers of every other report: they have nothing else to write from.
    package init(_ edition: PublicEdition) {
        let all = MetricDomain(id: MetricDomain.allName, spans: edition.outline)
        self.init(
            study: edition.study, parameters: edition.parameters, border: edition.border,
            areas: edition.areas.isEmpty
                ? [StudyArea(id: MetricDomain.allName, name: MetricDomain.allName, spans: edition.outline)] : edition.areas,
            domains: edition.areas.map { MetricDomain(id: $0.id, spans: $0.spans) } + [all],
            inventories: edition.epochs.map {
                Inventory(
                    epoch: $0, assets: LocatedAssets(), observed: edition.outline,
                    observedIsAssumed: edition.assumed.contains($0.id))
            },
            coverage: edition.coverage, profiles: [], density: edition.density, changes: edition.changes, fenceComparison: nil,
            facilityComparison: nil, nearFence: [], timelines: edition.timeline.map { [$0] } ?? [], claims: [], findings: [],
            inputs: edition.inputs.map { InputRecord(name: $0, bytes: 0, sha256: "") })
        self.edition = edition
        claims = checks(of: edition.claims)
        context = edition.context
    }

    /// What stands in a row of an area that has none.
    package static let withheld = "withheld"

    /// Whether outputs of it that show places show those of gaps and fences.
    package var holdsExactFences: Bool { !isPublic && inventories.contains { !$0.fences.isEmpty } }

    /// What every output says that holds positions of gaps or fences.
    public static let exactNote = "Contains exact positions of gaps and fences. For publication use --public."
}
