import BorderBase
import LinearReferencing

/// What formats cannot hold: `docs/formats.md` as code. Everything here is found out in a few passes over a layer.
enum FormatLoss {
    /// A note or warning for everything that a format does not give back as the layer has it.
    static func findings(of layer: FeatureLayer, _ content: LayerSurvey, as format: InputFormat, file: String) -> [Finding] {
        var lost: [String] = []
        var vanished: [String] = []
        let isTable = format != .geojson && format != .geojsonLines
        switch format {
        case .csv, .tsv:
            if layer.fields.contains(where: { $0.type == .json }) { lost.append("nested values become text") }
            if content.hasNumericTexts(in: layer.fields) { lost.append("texts that look like numbers are read back as numbers") }
            if content.holdsControls { lost.append("control characters and noncharacters become U+FFFD") }
            if content.hasEmptyTexts, layer.fields.contains(where: { $0.type != .text && $0.type != .json && $0.type != .date }) {
                lost.append("empty texts among values of other types become empty cells")
            }
            if layer.isVerbatim {
                if content.hasIDs {
                    lost.append("the ids of features become the column \(layer.hasField("id") ? "feature_id" : "id")")
                }
                if content.blankCount > 0 {
                    vanished.append(
                        "\(NumberText.counted(content.blankCount, one: "feature without place, id and values is", many: "features without place, id and values are")) left out: an empty row is none"
                    )
                }
            }
        case .kml, .kmz:
            if content.holdsControls { lost.append("control characters and noncharacters become U+FFFD") }
            if layer.fields.contains(where: { $0.type == .json }) { lost.append("nested values become text") }
            if content.hasLargeIntegers {
                lost.append("whole numbers beyond 9007199254740992 are called decimal, of which other programs drop digits")
            }
            if content.hasEmptyGeometries { lost.append("empty geometries become none") }
        case .geopackage:
            if content.holdsNUL { lost.append("NUL characters become U+FFFD") }
            if content.hasEmptyGeometries { lost.append("empty geometries become none") }
        case .geojson, .geojsonLines:
            if content.hasDateIDs {
                lost.append("ids that look like dates get \"id-\" before them, since GDAL takes them for dates")
            }
        }
        if isTable, layer.isVerbatim {
            if content.rows > 0, content.leastFilled < layer.fields.count {
                lost.append("missing values become empty ones (null)")
            }
            if content.hasHugeIntegers { lost.append("whole numbers beyond 64 bits become text") }
            if layer.fields.contains(where: { $0.type == .mixed }) {
                lost.append("values of several types in one field become text")
            }
        }
        if !layer.measures.isEmpty, format != .geopackage { lost.append("measures (M) are left out") }
        if content.isFine, format != .geopackage { lost.append("coordinates are rounded to 7 decimals (1 cm)") }
        func finding(_ sentence: String, _ severity: Finding.Severity) -> Finding {
            Finding(rule: "format-loss", severity: severity, place: .init(file: file), sentence: sentence.asSentence, remedy: "")
        }
        return lost.map { finding($0, .note) } + vanished.map { finding($0, .warning) }
    }
}
