import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

/// Where a validation takes place: the border, the areas, what was observed of them, and what stands there by the study's own record.
package struct ValidationSetting: Sendable {
    package var border: Border
    /// Areas with `all` last, clipped to what was observed; `nil` without a study.
    package var domains: [MetricDomain]?
    /// `nil`: everywhere.
    package var observed: MeasureSpanSet?
    /// The study's facilities at its epoch; empty without a study.
    package var facilities: ValidationPoints
    package var isSynthetic: Bool
    package var json: JSONValue
    /// The epoch that is scored; `nil` without a study.
    package var epoch: String?
    package var findings: [Finding]

    /// Points farther from the border than this have no place on it.
    package static let reach = Metres.kilometres(20)

    /// A study with the epoch asked for (else the one it compares, else its last), or a border alone.
    ///
    /// Throws `InputError` for areas and epochs that the study does not have.
    package init(
        study: String?, border: String?, epoch: String?, areas: [String], accuracy: Metres? = nil, jobs: Int? = nil
    ) throws {
        guard let study else {
            guard epoch == nil, areas.isEmpty else {
                throw InputError("there are no areas and epochs without a study", remedy: "Name one with \(.study).")
            }
            var options = InputOptions()
            options.accuracy = accuracy
            self.border = try Border.named(border ?? "builtin:dcw", options: options)
            (domains, observed, facilities, isSynthetic, json) = (nil, nil, ValidationPoints(), false, .null)
            findings = self.border.findings
            return
        }
        let data = try StudyLoader(border: border, jobs: jobs, accuracy: accuracy).load(study)
        let scope = try ReportScope(data, ReportParameters(areas: areas, epochs: epoch.map { [$0] } ?? []))
        guard let wanted = epoch.flatMap(data.study.epoch) ?? scope.comparison ?? scope.epochs.last else {
            throw InputError("the study \"\(data.study.id)\" has no epoch", remedy: "Give it one under `epochs`.")
        }
        let mask = ObservationMask(epoch: wanted.id, observations: data.observations, on: data.border.route)
        let assets = LocatedAssets(data, jobs: jobs)
        let inventory = Inventory(epoch: wanted, assets: assets, observed: mask.observed, observedIsAssumed: mask.isAssumed)
        self.border = data.border
        domains = scope.domains.map { MetricDomain(id: $0.id, spans: $0.spans.intersection(mask.observed)) }
        // Beyond the asked areas nothing is scored.
        observed = domains?.last?.spans
        facilities = ValidationPoints(
            inventory.present.compactMap { index in
                let located = assets.facilities[index]
                guard let location = located.attached else { return nil }
                var point = ValidationPoint(located.facility)
                point.measure = location.measure
                point.offset = location.offset
                return point
            })
        isSynthetic = data.study.synthetic
        json = [
            "id": .string(data.study.id), "synthetic": .bool(data.study.synthetic), "border": .string(data.border.source.name),
        ]
        self.epoch = wanted.id
        findings = data.findings.filter { $0.severity >= .warning }
        if mask.isAssumed {
            findings.append(
                Finding(
                    rule: "observation-assumed", severity: .note,
                    sentence: "No observation is given for \(wanted.id): all of the border counts as observed.",
                    remedy: "Give observations, so that what was not imaged is not scored."))
        }
    }

    /// Points with their places on the border; those too far from it, or already placed, keep what they have.
    package func located(_ points: ValidationPoints, jobs: Int? = nil) -> ValidationPoints {
        guard points.indices.contains(where: { points.measure(of: $0) == nil }) else { return points }
        return points.located(on: border.route, reach: Self.reach, jobs: jobs)
    }
}
