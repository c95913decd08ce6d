import BorderModel
import GeoFormats
import OrderedCollections

extension JSONValue {
    /// The same object with other values for some of its members; new ones come last.
    fileprivate func replacing(_ members: OrderedDictionary<String, JSONValue>) -> JSONValue {
        guard case .object(var object) = self else { return self }
        object.merge(members) { $1 }
        return .object(object)
    }
}

extension PublicEdition {
    /// Rows of coverage with gaps by class; what is withheld is `null`. Areas that are withheld have rows of `null` alone.
    var coverageJSON: [JSONValue] {
        let rows = zip(coverage, gaps).map { row, gaps in
            row.json.replacing([
                "gaps": .null, "steep_m": .null, "across_m": .null, "outside_m": .null, "beyond_m": .null, "joined_m": .null,
                "joined_gaps": .null, "unfenced_m": .metres(gaps.unfenced), "gap_count": .integer(gaps.count),
                "gap_classes": gaps.json, "withheld": false,
            ])
        }
        guard case .object(let row)? = rows.first else { return rows }
        let others = withheld.flatMap { area in
            epochs.map { epoch in
                JSONValue.object(row.mapValues { _ in .null }).replacing([
                    "area": .string(area.id), "epoch": .string(epoch.id), "withheld": true,
                ])
            }
        }
        let areas = coverage.count { $0.area != MetricDomain.allName }
        return rows.prefix(areas) + others + rows.dropFirst(areas)
    }
}

extension AreaChange {
    /// A row whose facilities are counts before and after alone: who stayed, moved or came follows from places.
    var publicJSON: JSONValue {
        json.replacing([
            "facilities": .array(
                facilities.map { item in
                    guard case .object(let members) = item.json else { return .null }
                    let kept: Set = ["kind", "baseline", "comparison", "factor"]
                    return .object(
                        OrderedDictionary(
                            members.map { ($0.key, kept.contains($0.key) ? $0.value : .null) }, uniquingKeysWith: { $1 }))
                })
        ])
    }
}
