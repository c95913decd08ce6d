import LinearReferencing

/// A layer as `ogrinfo -so -al` describes it.
struct OGRLayer {
    var name: String
    /// WKT of what its coordinates are in; `nil` where it does not say.
    var wkt: String?
    /// `nil` where it was not counted.
    var count: Int?
    var hasGeometry = true

    /// All layers of a description.
    static func all(_ text: String) -> [OGRLayer] {
        var layers: [OGRLayer] = []
        var wkt: [Substring]?
        func close() {
            guard let lines = wkt, !lines.isEmpty, !layers.isEmpty else { return }
            let text = lines.joined(separator: "\n")
            if text.trimmed != "(unknown)" { layers[layers.count - 1].wkt = text }
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = wkt {
                // The text goes on in lines that are set in.
                if open.isEmpty || line.hasPrefix(" ") {
                    wkt?.append(line)
                    continue
                }
                close()
                wkt = nil
            }
            if line.hasPrefix("Layer name: ") {
                layers.append(OGRLayer(name: String(line.dropFirst(12))))
            } else if line.hasPrefix("Layer SRS WKT:") || line.hasPrefix("SRS WKT (") {
                if layers.last?.wkt == nil { wkt = [] }
            } else if line.hasPrefix("Feature Count: "), !layers.isEmpty {
                layers[layers.count - 1].count = Int(line.dropFirst(15))
            } else if line == "Geometry: None", !layers.isEmpty {
                layers[layers.count - 1].hasGeometry = false
            }
        }
        close()
        return layers
    }
}
