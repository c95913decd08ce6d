import BorderBase
import LinearReferencing

/// What formats cannot hold: `docs/formats.md` as code. Everything here is found out in a few passes over a layer.
enum FormatLoss {
    /// A note or warning for everything that a format does not give back as the layer has it.
    static func findings(of layer: FeatureLayer, as format: InputFormat, file: String) -> [Finding] {
        var lost: [String] = []
        var vanished: [String] = []
        let isTable = format != .geojson && format != .geojsonLines
        let content = Content(layer)
        switch format {
        case .csv, .tsv:
            if layer.fields.contains(where: { $0.type == .json }) { lost.append("nested values become text") }
            if content.hasNumericTexts { lost.append("texts that look like numbers are read back as numbers") }
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
                        "\(content.blankCount) features without place, id and values are left out: an empty row is none")
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
            if content.hasMissing { lost.append("missing values become empty ones (null)") }
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

extension FormatLoss {
    /// What a layer holds that some format does not.
    private struct Content {
        var hasIDs = false
        var hasDateIDs = false
        var hasMissing = false
        var hasEmptyTexts = false
        var hasEmptyGeometries = false
        var hasLargeIntegers = false
        var hasHugeIntegers = false
        var holdsControls = false
        var holdsNUL = false
        /// Positions with more than 7 decimals.
        var isFine = false
        var blankCount = 0
        /// A field of texts holds nothing but what a table's reader takes for numbers or truth values.
        var hasNumericTexts = false

        init(_ layer: FeatureLayer) {
            let texts = Set(layer.fields.lazy.filter { $0.type == .text || $0.type == .json || $0.type == .mixed }.map(\.name))
            var numeric: Set<String> = []
            var others: Set<String> = []
            for field in layer.fields { look(at: field.name) }
            for feature in layer.features {
                if let id = feature.id {
                    hasIDs = true
                    if id.looksLikeDate { hasDateIDs = true }
                    look(at: id)
                }
                if feature.isBlank { blankCount += 1 }
                if feature.properties.count < layer.fields.count { hasMissing = true }
                if let geometry = feature.geometry {
                    if geometry.isEmpty { hasEmptyGeometries = true }
                    if !isFine {
                        geometry.forEachPosition { if Self.isFine($0.longitude) || Self.isFine($0.latitude) { isFine = true } }
                    }
                }
                for (name, value) in feature.properties {
                    switch value {
                    case .integer(let number):
                        if number.magnitude > 1 << 53 { hasLargeIntegers = true }
                    case .json(let text):
                        if text.first != "{", text.first != "[" { hasHugeIntegers = true }
                    case .text(let text):
                        if text.isEmpty { hasEmptyTexts = true }
                        look(at: text)
                        guard !text.isEmpty, texts.contains(name), !others.contains(name) else { continue }
                        if Self.isTyped(text) { numeric.insert(name) } else { others.insert(name) }
                    default: continue
                    }
                }
            }
            hasNumericTexts = !numeric.isSubset(of: others)
        }

        private mutating func look(at text: String) {
            guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return }
            if !holdsControls, Markup.clean(text) != text { holdsControls = true }
            if text.utf8.contains(0) { holdsNUL = true }
        }

        private static func isTyped(_ text: String) -> Bool {
            ByteBlock(Array(text.utf8)).withPointer { base in
                CSVTypes.type(UnsafeBufferPointer(start: base, count: text.utf8.count)) != .text
            }
        }

        private static func isFine(_ value: Double) -> Bool { abs(value * 1e7 - (value * 1e7).rounded()) > 1e-5 }
    }
}
