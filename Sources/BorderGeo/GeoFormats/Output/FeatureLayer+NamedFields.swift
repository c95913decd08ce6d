import BorderBase
import LinearReferencing
import OrderedCollections

extension FeatureLayer {
    /// The layer with names of fields that a format has free, and a finding for every name that changes. Only a verbatim layer is renamed, and any
    /// field without a name, which no table can hold.
    func withNamedFields(
        as format: InputFormat, file: String, _ survey: LayerSurvey
    ) -> (layer: FeatureLayer, findings: [Finding]) {
        var names = fields.map(\.name)
        switch format {
        case .geojson, .geojsonLines: return (self, [])
        case .csv, .tsv: if isVerbatim { return (self, CSVHeader(self, survey).findings(file: file)) }
        case .kml, .kmz: break
        case .geopackage:
            guard isVerbatim else { break }
            var unique = UniqueNames(taken: ["fid", "geom"], ignoresCase: true) { $1 == 2 ? $0 + "_" : "\($0)_\($1)" }
            names = names.map { unique.name($0) }
        }
        if let nameless = names.firstIndex(of: "") {
            var unique = UniqueNames(taken: Set(names.map { $0.lowercased() }), ignoresCase: true) { "\($0)_\($1)" }
            names[nameless] = unique.name("column_\(nameless + 1)")
        }
        let changed = zip(fields, names).filter { $0.name != $1 }
        let findings = changed.map { field, name in
            Finding(
                rule: "renamed-column", severity: .warning, place: .init(file: file, pointer: field.name),
                sentence: "The field \"\(field.name)\" became the column \"\(name)\": its name is not free in this format.",
                remedy: "Rename the field in the source.")
        }
        return (changed.isEmpty ? self : renamingFields(to: names), findings)
    }

    private func renamingFields(to names: [String]) -> FeatureLayer {
        let renamed = Dictionary(zip(fields.map(\.name), names), uniquingKeysWith: { first, _ in first })
        var layer = self
        for index in fields.indices { layer.fields[index].name = names[index] }
        for index in features.indices {
            layer.features[index].properties = OrderedDictionary(
                features[index].properties.map { (renamed[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        return layer
    }
}
