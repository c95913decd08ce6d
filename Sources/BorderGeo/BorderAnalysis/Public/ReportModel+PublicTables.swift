import BorderBase
import BorderModel

// The tables of a public edition, where they have other columns than the analyst's own.
extension ReportModel {
    /// A row for each withheld area that says so.
    private func withheldRows(_ columns: [ResultTable.Column]) -> [[ResultTable.Cell]] {
        (edition?.withheld ?? []).map { area in
            [.text(area.id), .text(Self.withheld)]
                + [ResultTable.Cell](repeating: .none, count: max(0, columns.count - 2))
        }
    }

    /// The rows of the areas, those of areas that are withheld, and those of `all`, which close every table.
    func publicTable(
        _ id: String, _ title: String, columns: [ResultTable.Column], rows: [[ResultTable.Cell]], notes: [String] = []
    ) -> ResultTable {
        let isTotal = { (row: [ResultTable.Cell]) in row.first == .text(MetricDomain.allName) }
        let withheld = withheldRows(columns)
        return ResultTable(
            id: id, title: title, columns: columns, rows: rows.filter { !isTotal($0) } + withheld + rows.filter(isTotal),
            notes: notes
                + (withheld.isEmpty
                    ? []
                    : [
                        "Withheld: areas that end elsewhere than at whole kilometres, are shorter than 5 km or overlap others, and what would follow from them; `all` holds them."
                    ]))
    }

    var publicCoverageTable: ResultTable {
        publicTable(
            "coverage", "Fenced border",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("border, km", field: "border_m"),
                .init("observed, km", field: "observed_m"), .init("fenced, km", field: "fenced_m"),
                .init("of observed, %", field: "coverage"), .init("bridged, km", field: "bridged_m"),
            ] + layerCountColumns + [.init("gaps", field: "gaps")],
            rows: zip(coverage, edition?.gaps ?? []).map { row, gaps in
                [
                    .text(row.area), .text(row.epoch), .kilometres(row.border), .kilometres(row.observed),
                    .kilometres(row.fenced), .percent(row.share), .kilometres(row.bridged),
                ] + row.multiplicity.dropFirst().map { .kilometres($0.border) } + [.count(gaps.count)]
            })
    }

    var publicFenceLineTable: ResultTable {
        publicTable(
            "fence_lines", "Fence line (true length of the fences; longer than the border they run along)",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"),
            ] + layerColumns + [.init("all, km", field: "fence_line_m")],
            rows: coverage.map { row in
                [.text(row.area), .text(row.epoch)] + row.layers.map { .kilometres($0.fenceLine) }
                    + [.kilometres(row.fenceLine)]
            })
    }

    var publicGapTable: ResultTable {
        publicTable(
            "gaps", "Gaps by class of length",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("unfenced, km", field: "unfenced_m"),
                .init("gaps", field: "gaps"),
            ] + zip(PublicGaps.words, PublicGaps.fields).map { .init($0, field: $1) },
            rows: zip(coverage, edition?.gaps ?? []).map { row, gaps in
                [.text(row.area), .text(row.epoch), .kilometres(gaps.unfenced), .count(gaps.count)]
                    + gaps.classes.map { .count($0) }
            }, notes: ["A gap that ends where imagery or an area does counts as what is seen of it."])
    }

    var publicFacilityTable: ResultTable {
        let table = facilityRates
        return publicTable(table.id, table.title, columns: table.columns, rows: table.rows)
    }

    var publicFacilityChangeTable: ResultTable {
        publicTable(
            "facility_change", "Change of facilities",
            columns: [
                .init("area", field: "area"), .init("kind", field: "kind"), .init("before", field: "baseline"),
                .init("after", field: "comparison"), .init("factor", field: "factor"),
            ],
            rows: changes.flatMap { row in
                row.facilities.map {
                    [
                        .text(row.area), .text($0.kind), .count($0.baseline), .count($0.comparison),
                        .number($0.factor, places: 1),
                    ]
                }
            })
    }
}
