import BorderModel
import BorderStudy
import LinearReferencing

extension ReportModel {
    /// Attaches a study to its border and computes everything that a report holds.
    ///
    /// Throws `InputError` for areas, epochs and segments that the study and its border do not have, and `IdentityViolation`
    /// where sums that must hold do not.
    /// Attaching is spread over `jobs` threads (`nil`: all cores), rows over areas; results do not depend on the number.
    /// With `isPublic` among the parameters it is the model of the study's public edition, which holds nothing else.
    public init(_ data: StudyData, parameters: ReportParameters = ReportParameters(), jobs: Int? = nil) throws {
        guard !parameters.isPublic else {
            self = try Self.published(data, parameters: parameters, jobs: jobs).model
            return
        }
        let scope = try ReportScope(data, parameters)
        let own = data.study.words.vocabulary
        let banks = try own.banks(named: parameters.banks)
        let options = SurveyOptions(data.study, parameters, banks: banks)
        var located = LocatedAssets(data, fenceOptions: options.fenceOptions, jobs: jobs)
        located.leastConfidence = options.leastConfidence
        let assets = located
        let inventories = data.study.epochs.map { epoch in
            Inventory(
                epoch: epoch, assets: assets,
                mask: ObservationMask(epoch: epoch.id, observations: data.observations, on: data.border.route),
                banks: banks)
        }
        @Sendable func inventory(_ epoch: Epoch?) -> Inventory? {
            epoch.flatMap { wanted in inventories.first { $0.epoch == wanted } }
        }
        let shown = inventories.filter { scope.epochs.contains($0.epoch) }
        let kinds = Set(data.facilities.map(\.kind))
        let (rows, timelines) = try Parallel.both(jobs: jobs) {
            try SurveyRows(
                of: scope.domains, at: shown,
                comparing: SurveyRows.Pair(baseline: inventory(scope.baseline), comparison: inventory(scope.comparison)),
                kinds: kinds, options: options, jobs: jobs)
        } _: {
            assets.timelines(in: scope.domains)
        }
        let whole = scope.domains.last ?? MetricDomain(id: MetricDomain.allName, spans: MeasureSpanSet())
        self.init(
            study: data.study, parameters: parameters, border: data.border, areas: scope.areas, domains: scope.domains,
            inventories: shown, coverage: rows.coverage,
            profiles: shown.map {
                EpochProfile(epoch: $0.epoch.id, pieces: $0.profile(of: whole, countingBridged: parameters.countingBridged))
            }, density: rows.density, changes: rows.changes, fenceComparison: rows.fenceComparison,
            facilityComparison: rows.facilityComparison,
            nearFence: rows.nearFence,
            timelines: timelines, claims: [],
            // Those of the epochs come last: partial counts tell the others from them by that.
            findings: data.findings + assets.findings(on: data.border, areas: data.areas)
                + (rows.facilityComparison?.findings ?? []) + (rows.fenceComparison?.findings(on: data.border.route) ?? [])
                + shown.flatMap { $0.findings(in: whole) },
            inputs: data.inputs)
        vicinities = rows.vicinities
        observations = data.observations.filter { row in shown.contains { $0.epoch.id == row.epoch } }
        context = data.context
        claims = checks(of: data.claims)
    }
}

extension AssetVocabulary {
    /// The banks asked for, or those that count where none is. Throws where one is none of the study's.
    fileprivate func banks(named wanted: Set<Bank>?) throws(InputError) -> Set<Bank> {
        guard let wanted else { return Set(countedBanks) }
        if let unknown = wanted.subtracting(banks).min() {
            throw InputError(
                "the study has no bank \"\(unknown.rawValue)\"",
                remedy: "Use one of: \(banks.map(\.rawValue).joined(separator: ", ")).")
        }
        return wanted
    }
}

extension SurveyOptions {
    fileprivate init(_ study: Study, _ parameters: ReportParameters, banks: Set<Bank>) {
        self.init(
            corridor: study.corridor, banks: banks, countingBridged: parameters.countingBridged,
            matching: parameters.matching, keepsShift: parameters.keepsShift, nearFence: study.nearFence,
            matchDistance: study.matchDistance, minGap: parameters.minGap ?? study.minGap, maxAngle: parameters.maxAngle,
            bridgeRatio: study.bridgeRatio, leastConfidence: parameters.leastConfidence)
    }
}
