import BorderBase
import LinearReferencing

/// The columns of a layer as a table: where places stand, the features' ids, the fields, each under a name that the table's reader gives back.
struct CSVHeader {
    /// How a table says where its rows are.
    enum Places { case none, degrees, text }

    let places: Places
    let hasIDs: Bool
    let names: [String]
    /// Names of fields that are not free in a table, and what they became.
    private(set) var renamed: [(field: String, column: String)] = []

    init(_ layer: FeatureLayer) { self.init(layer, LayerSurvey(of: layer)) }

    /// `layer` may be without its features.
    init(_ layer: FeatureLayer, _ survey: LayerSurvey) {
        let isPoints = survey.isPoints
        let hasIDs = survey.hasIDs && (layer.isVerbatim || !layer.hasField("id"))
        // One column alone would make an empty cell an empty line, which is no row; none at all would be no table.
        let needsPlaces =
            layer.kind != .none || layer.isVerbatim && layer.fields.count + (hasIDs ? 1 : 0) < 2
            || survey.hasPlaces
        places = !needsPlaces ? .none : isPoints ? .degrees : .text
        self.hasIDs = hasIDs
        var names: [String] =
            switch places {
            case .none: []
            case .degrees: ["longitude", "latitude"]
            case .text: ["wkt"]
            }
        let idColumn = names.count
        if hasIDs { names.append(layer.hasField("id") ? "feature_id" : "id") }
        let firstField = names.count
        var unique = UniqueNames { "\($0)_\($1)" }
        for (index, name) in names.enumerated() { names[index] = unique.name(name) }
        for field in layer.fields {
            let wanted = field.name.trimmed
            names.append(unique.name(wanted.isEmpty ? "column_\(names.count + 1)" : wanted))
        }
        // A field whose name says "I am a coordinate" to the reader would be taken for one.
        while layer.isVerbatim, let column = Self.misleading(names, places: places, from: idColumn) {
            names[column] = unique.name(names[column] + "_value")
        }
        self.names = names
        for (field, name) in zip(layer.fields, names[firstField...]) where field.name != name {
            renamed.append((field.name, name))
        }
    }

    /// The first column from `start` on that the reader would take for a place; `nil` where it takes the right ones.
    private static func misleading(_ names: [String], places: Places, from start: Int) -> Int? {
        let columns: [Int] =
            switch CSVLayout.place(in: names, mapping: FieldMapping(), hasCRS: false) {
            case .none: []
            case .degrees(let a, let b), .plane(let a, let b): [a, b]
            case .utm(let a, let b, let c): [a, b, c]
            case .mgrs(let a), .text(let a): [a]
            }
        return columns.first { $0 >= start }
    }

    /// A note for every field that has another name in the table.
    func findings(file: String) -> [Finding] {
        renamed.map { field, column in
            Finding(
                rule: "renamed-column", severity: .warning, place: .init(file: file, pointer: field),
                sentence: "The field \"\(field)\" became the column \"\(column)\": its name is not free in a table.",
                remedy: "Rename the field in the source.")
        }
    }
}
