import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

extension FeatureLayer {
    /// The attributes as a table; points with longitude and latitude, other geometry left out.
    package var attributeTable: ResultTable {
        let isPoint = kind == .point
        return ResultTable(
            id: name, title: title,
            columns: fields.map { ResultTable.Column($0.name, field: $0.name) }
                + (isPoint ? ["longitude", "latitude"].map { ResultTable.Column($0, field: $0) } : []),
            rows: features.map { feature in
                let place: [ResultTable.Cell] =
                    if case .point(let p) = feature.geometry {
                        [p.longitude, p.latitude].map { .text(FixedDecimal.string($0, decimals: GeoJSONWriter.decimals)) }
                    } else {
                        [.none, .none]
                    }
                return fields.map { Self.cell(feature.properties[$0.name], metres: $0.name.hasSuffix("_m")) }
                    + (isPoint ? place : [])
            })
    }

    /// The attributes as results of an envelope; points with `position`.
    package var attributeResults: [JSONValue] {
        features.map { feature in
            var row: OrderedDictionary<String, JSONValue> = [:]
            for field in fields {
                row[field.name] =
                    switch feature.properties[field.name] ?? .null {
                    case .real(let value): .number(value, decimals: 3)
                    case let value: .field(value)
                    }
            }
            if case .point(let p) = feature.geometry { row["position"] = .position(p) }
            return .object(row)
        }
    }

    private static func cell(_ value: FieldValue?, metres: Bool) -> ResultTable.Cell {
        switch value ?? .null {
        case .text(let text), .json(let text): .text(text)
        case .integer(let value): .count(Int(value))
        case .real(let value): metres ? .metres(Metres(value), places: 1) : .number(value, places: 3)
        case .bool(let value): .flag(value)
        case .null: .none
        }
    }
}
