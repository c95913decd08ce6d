import BorderAnalysis
import BorderBase
import GeoFormats

extension LayerBundle {
    /// Plain text for whoever finds the folder without its maker.
    func readme(_ formats: Formats) -> String {
        let open = QMLWriter.openYears
        var lines = [title, String(repeating: "=", count: title.count), ""]
        for note in notes + (holdsExactFences ? [ReportModel.exactNote] : []) { lines += [note, ""] }
        // Names in one column, what they are in the next.
        func entry(_ file: String, _ words: String) -> String {
            file + String(repeating: " ", count: max(file.count < 15 ? 1 : 4, 17 - file.count)) + words
        }
        lines += [
            entry("\(name).qgz", "QGIS project (3.22 or later): open it; keep it beside the .geojson files."),
            entry("*.geojson", "layers, WGS 84 longitude and latitude (RFC 7946)"),
            entry("*.qml", "their styles; QGIS takes them when a layer is added by itself"),
        ]
        if formats.contains(.geoPackage) {
            lines.append(entry("\(name).gpkg", "the same layers and styles in one file; the border with M (metres)"))
        }
        if formats.contains(.csv) {
            lines.append(entry("csv/*.csv", "the same layers as tables: points with longitude and latitude, others as WKT"))
        }
        if formats.contains(.kml) {
            lines.append(
                entry("\(name).kmz", "the same layers for Google Earth, with a legend; the last epoch is shown at first"))
        }
        lines += [entry(Self.manifestName, "what went in and came out, with SHA-256"), "", "Layers", "------"]
        for layer in layers {
            let kind = layer.kind == .none ? "rows without geometry: add the file to QGIS by hand" : "features"
            lines += ["", "\(layer.name)  \(layer.title), \(layer.features.count) \(kind)"]
            lines += Self.wrapped(layer.fields.map(\.name).joined(separator: ", "), width: 96, indent: "  ")
        }
        if !empty.isEmpty {
            lines += ["", "Left out, since they hold nothing: " + empty.map(\.name).joined(separator: ", ") + "."]
        }
        lines += [
            "", "Reading it", "----------", "",
            "- measure_m, from_m, to_m: metres along the border from \(words.firstEnd.english), on the WGS 84 ellipsoid.",
            "- offset_m: distance from the border, positive left of increasing measure; inward_offset_m: positive inland of it.",
            "- valid_from: first image that shows a thing; valid_to: first image that shows it gone (exclusive); empty: open.",
            "- Where no image of an epoch shows the border, absence is unknown: layers is empty there, not 0.",
            "- Pieces of border under 5 cm that 7 decimals cannot draw are left out of the layers; the results count them.",
            "- The temporal controller of QGIS steps through the study\(dates.map { ": \($0.lowerBound) to \($0.upperBound)" } ?? "").",
            "  Things are drawn from valid_from until the day before valid_to. \"Set to preset project range\" goes through the study;",
            "  \"Set to full range\" goes from \(open.lowerBound) to \(open.upperBound), the years used for open dates.",
        ]
        if let day = words.splitWords {
            lines += [
                "- Blue before \(day) and red after it: the project's group, theme and sheet",
                "  \"Before and after \(day)\"; the second style of fences, patrol_paths and facilities; styles/*.qml for other files.",
            ]
        }
        lines += [
            "- Classes have one colour, one pattern of stripes and one word in the project, the KMZ and the page: they differ in greyscale",
            "  and by the colour-blind.",
            "- Themes of the project: Default, the state of each epoch, change\(words.splitDate == nil ? "" : ", before and after"). Bookmarks: the areas. Sheets have round scales.",
        ]
        if layers.contains(where: { StudyLayers.contextNames.contains($0.name) }) {
            lines.append("- The group \"Context\" (coasts, rivers, towns) is for orientation; nothing is measured against it.")
        }
        lines += [
            "- \"Background map\" is off: switched on, it asks the network for tiles, which tells the server of the map what you look at."
        ]
        if !isPublic {
            lines += [
                "- not_counted: why a record is in no count (rejected, low_confidence, outside_corridor, beyond_end, other_bank, unlocated); such",
                "  records are drawn hollow. epochs: the epochs at which a thing stands or may stand.",
                "- Gaps are drawn at their true extent at every scale.",
            ]
        }
        lines += [
            "- The project's map is in \(project().crs.identifier) (\(project().crs.name)), in metres.",
            "", "Sources", "-------", "",
        ]
        lines += Self.wrapped(sources, width: 96, indent: "")
        return TerminalText(lines.joined(separator: "\n") + "\n").description
    }

    private static func wrapped(_ text: String, width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + 1 > width {
                lines.append(indent + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [indent + line]
    }
}
