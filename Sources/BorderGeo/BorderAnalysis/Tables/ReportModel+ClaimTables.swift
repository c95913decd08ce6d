import BorderBase
import BorderModel

extension ReportModel {
    /// Published figures beside the study's, with what can be said of them and how they are known.
    package var claimTable: ResultTable? {
        guard !claims.isEmpty else { return nil }
        return ResultTable(
            id: "claims", title: "Published figures",
            columns: [
                .init("claim", field: "claim"), .init("what", field: "subject"), .init("per", field: "denominator"),
                .init("published", field: "published"), .init("here", field: "computed", isAnswer: true),
                .init("verdict", field: "verdict_text", isAnswer: true), .init("source", field: "source"),
                .init("known from", field: "known_from"),
                .init("seen", field: "seen"),
            ],
            rows: claims.map { check in
                let found = check.denominators.isEmpty ? nil : check.denominators.joined(separator: ", ")
                let per = check.claim.denominator ?? found
                return [
                    .text(check.claim.id), .text(check.claim.subject), per.map { .text($0) } ?? .none, .text(check.claim.figure),
                    check.computed.map { .text(check.claim.text(of: $0)) } ?? .none, .text(check.audit.verdictText),
                    .text(check.claim.source), .text(check.claim.confidence.words), check.claim.seen.map { .text($0) } ?? .none,
                ]
            },
            notes: claims.compactMap { check in check.claim.note.map { "\(check.claim.id): \($0)" } }
                + [claimNote].compactMap { $0 })
    }

    /// The same for files: what programs read stands beside what people do.
    package var claimFileTable: ResultTable? {
        guard var table = claimTable else { return nil }
        table.columns += [
            .init("", field: "reproduced"), .init("", field: "verdict"), .init("", field: "by_construction"),
            .init("", field: "confidence"),
        ]
        for (i, check) in claims.enumerated() {
            table.rows[i] += [
                check.audit.isReproduced.map { .flag($0) } ?? .none, .text(check.audit.verdict.rawValue),
                .flag(check.audit.isByConstruction), .text(check.claim.confidence.rawValue),
            ]
        }
        return table
    }

    /// What verdicts over a study of made-up positions are worth; `nil` where positions are real.
    package var claimNote: String? { study.synthetic && !claims.isEmpty ? ClaimAudit.constructionNote : nil }

    /// Orders and events of the register, where the study cites it, in order of date.
    package var orders: [PublishedStatement] {
        claims.isEmpty ? [] : register.statements.filter { $0.date != nil }.sorted { ($0.date ?? "") < ($1.date ?? "") }
    }

    /// Orders and events and the epochs of the study between them, in order of date; `nil` where the study cites no register.
    package var orderTable: ResultTable? {
        let orders = orders
        guard !orders.isEmpty else { return nil }
        var rows = orders.map { order -> (date: String, cells: [ResultTable.Cell]) in
            let date = order.date ?? ""
            return (
                date,
                [
                    .text(date), .text(order.says), .text(order.source), .text(order.confidence.words),
                    order.seen.map { .text($0) } ?? .none,
                ]
            )
        }
        rows += inventories.map { inventory in
            let date = inventory.epoch.date.description
            return (date, [.text(date), .text("Epoch \(inventory.epoch.id) of this study."), .none, .none, .none])
        }
        return ResultTable(
            id: "orders", title: "Orders and events, and the epochs between them",
            columns: [
                .init("date", field: "date"), .init("what", field: "event"), .init("source", field: "source"),
                .init("known from", field: "confidence"), .init("seen", field: "seen"),
            ],
            rows: rows.sorted { $0.date < $1.date }.map(\.cells),
            notes: ["Context, not cause: what came first did not therefore bring about what came next."])
    }
}

extension ClaimAudit {
    package static let constructionNote =
        "Positions are made up and totals are built to equal published ones: where this study agrees with a published figure, that is by "
        + "construction and confirms nothing. Verdicts say whether published figures follow from each other."
}
