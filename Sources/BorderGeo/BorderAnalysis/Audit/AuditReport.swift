import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Published figures checked against each other, or against a study.
package struct AuditReport: Sendable {
    package var audits: [ClaimAudit]
    package var conflicts: [ClaimConflicts.Conflict]
    /// Explanations of contradictions that touch the audited claims.
    package var contradictions: [Contradiction]
    /// Claims on areas or epochs that the study does not have.
    package var skipped: [Claim]
    /// `nil` where the register is checked against itself.
    package var study: JSONValue
    /// Claims come from the shipped register, or from files of one's own.
    package var source: String
    /// What was said without numbers.
    package var statements: [PublishedStatement] = []
    /// Few claims are looked at closely: every way that was tried is told, not the nearest ones alone.
    package var isClose = false

    /// The register against itself.
    package init(register: ClaimRegister, source: String) {
        audits = ClaimAudit.all(register.claims, quantities: register.quantities)
        conflicts = ClaimConflicts.found(in: register.claims, explained: register.contradictions)
        contradictions = register.contradictions
        skipped = []
        statements = register.statements
        study = .null
        self.source = source
    }

    /// The claims that a study cites, with the verdicts that its report gives.
    package init(_ model: ReportModel, source: String) {
        audits = model.claims.map(\.audit)
        let (claims, register) = (audits.map(\.claim), model.register)
        conflicts = ClaimConflicts.found(in: claims, explained: register.contradictions)
        contradictions = register.contradictions
        skipped = []
        statements = register.statements
        study = model.studyJSON
        self.source = source
    }

    /// Claims of a file against a study. A claim belongs to the study where it names no area, the study's own id, `all`, or one of its areas,
    /// and no epoch or one of its epochs.
    package init(_ model: ReportModel, register: ClaimRegister, source: String) {
        let epochs = Set(model.inventories.map(\.epoch.id))
        var about: [Claim] = []
        var skipped: [Claim] = []
        for claim in register.claims {
            var claim = claim
            let area = Self.area(of: claim, in: model)
            if let area, claim.epoch.map(epochs.contains) ?? true {
                claim.area = area
                about.append(claim)
            } else {
                skipped.append(claim)
            }
        }
        let ids = Set(about.map(\.id))
        audits = model.audits(of: about, in: ClaimRegister(claims: []))
        conflicts = ClaimConflicts.found(in: about, explained: register.contradictions)
        contradictions = register.contradictions.filter { !ids.isDisjoint(with: $0.claims) }
        self.skipped = skipped
        study = model.studyJSON
        self.source = source
    }

    /// The shipped register against a study that cites nothing: what of it is about a study of that id.
    package init(_ model: ReportModel, published: ClaimRegister) {
        let register = published.about(model.study.id)
        audits = model.audits(of: register.claims, in: register)
        conflicts = ClaimConflicts.found(in: audits.map(\.claim), explained: register.contradictions)
        contradictions = register.contradictions
        skipped = []
        statements = register.statements
        study = model.studyJSON
        source = ClaimRegister.name
    }

    /// The report on some of its claims alone, with every way that was tried. Throws `InputError` where an id is not among them.
    package func close(on ids: [String]) throws(InputError) -> AuditReport {
        for id in ids where !audits.contains(where: { $0.claim.id == id }) {
            let near = audits.map(\.claim.id).min { $0.editDistance(to: id) < $1.editDistance(to: id) }
            throw InputError(
                "there is no claim \"\(id)\" in \(source)",
                remedy: near.map { "The nearest id is \($0); \(.listOfClaims) lists them." } ?? "")
        }
        var report = self
        report.audits = audits.filter { ids.contains($0.claim.id) }
        report.conflicts = conflicts.filter { ids.contains($0.first.id) || ids.contains($0.second.id) }
        report.contradictions = contradictions.filter { !Set($0.claims).isDisjoint(with: ids) }
        report.skipped = []
        report.statements = []
        report.isClose = true
        return report
    }

    /// Positions are made up.
    package var isByConstruction: Bool { audits.contains(where: \.isByConstruction) }

    /// No claim that could be checked failed.
    package var allReproduced: Bool { !audits.contains { $0.isReproduced == false } }

    private static func area(of claim: Claim, in model: ReportModel) -> String? {
        guard let area = claim.area, area != MetricDomain.allName, area != model.study.id else { return MetricDomain.allName }
        return model.areas.first { $0.answers(to: area) }?.id
    }
}

extension AuditReport {
    /// One row for each claim: `claim, subject, measurand, value, unit, significant_figures, qualifier, area, epoch, source, confidence,
    /// seen, verdict, reproduced, by, open, nearest, here, deviation, by_construction, rests_on_implied, contradicts, words, note`. Values of derivations are in the
    /// published unit.
    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "audit", study: study,
            parameters: ["claims": .string(source), "comparison": "published_significant_figures"],
            results: audits.map { audit in
                let opponents = conflicts.compactMap { conflict -> JSONValue? in
                    if conflict.first.id == audit.claim.id { return .string(conflict.second.id) }
                    return conflict.second.id == audit.claim.id ? .string(conflict.first.id) : nil
                }
                return audit.json(contradicts: opponents)
            }, findings: findings)
    }

    /// Conflicts of figures, those of one reason together, then the contradictions that no comparison of figures shows.
    package var findings: [Finding] {
        var groups: OrderedDictionary<String, [ClaimConflicts.Conflict]> = [:]
        for (index, conflict) in conflicts.enumerated() {
            groups[conflict.explanation?.id ?? "#\(index)", default: []].append(conflict)
        }
        var result = groups.values.compactMap { group -> Finding? in
            guard let first = group.first else { return nil }
            let figures = OrderedSet(group.flatMap { [$0.first, $0.second] }).map { "\($0.figure) (\($0.source))" }
            let reason = first.explanation.map { "\($0.cause.capitalizedFirst): \($0.sentence)" } ?? "No reason is recorded."
            return Finding(
                rule: "claims-contradict", severity: .warning, place: Finding.Place(id: first.second.id),
                sentence: "\(first.first.subject): \(figures.joined(separator: " against ")). \(reason)")
        }
        result += contradictions.filter { groups[$0.id] == nil }.map { contradiction in
            Finding(
                rule: "claims-explained", severity: .note, place: Finding.Place(id: contradiction.claims.first),
                sentence: "\(contradiction.cause.capitalizedFirst): \(contradiction.sentence)")
        }
        result += statements.map { statement in
            let date = statement.date.map { $0 + ": " } ?? ""
            let known = statement.source.contains("copy") ? "" : "; " + statement.confidence.words
            return Finding(
                rule: "claims-statement", severity: .note, place: Finding.Place(id: statement.id),
                sentence: "\(date)\(statement.says) (\(statement.source)\(known))")
        }
        return result
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension ClaimAudit {
    package func json(contradicts: [JSONValue]) -> JSONValue {
        func derivation(_ way: Derivation) -> JSONValue {
            [
                "numerator": .string(way.numerator), "denominator": .text(way.denominator),
                "value": .rate(claim.inUnit(way.value)),
            ]
        }
        return [
            "claim": .string(claim.id), "subject": .string(claim.subject), "measurand": .string(claim.measurand.rawValue),
            "value": .shortest(claim.value), "unit": .string(claim.unit),
            "significant_figures": .integer(claim.significantFigures), "qualifier": .string(claim.qualifier.rawValue),
            "area": .text(claim.area), "epoch": .text(claim.epoch), "source": .string(claim.source),
            "confidence": .string(claim.confidence.rawValue), "seen": .text(claim.seen), "verdict": .string(verdict.rawValue),
            "reproduced": isReproduced.map { .bool($0) } ?? .null,
            "by": .array(by.map(derivation)), "open": .array(compatible.map(derivation)),
            "nearest": nearest.map(derivation) ?? .null, "here": here.map(derivation) ?? .null, "deviation": .rate(deviation),
            "by_construction": .bool(isByConstruction),
            "rests_on_implied": .bool(restsOnImplied), "contradicts": .array(contradicts), "words": .text(claim.words),
            "note": .text(claim.note),
        ]
    }
}
