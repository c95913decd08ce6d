import BorderBase
import BorderStudy
import DatabaseHandles
import Foundation
import GeoFormats
import LinearReferencing

/// Any text through every encoder: what comes out holds nothing that its target would act on, and reads back as the same text.
///
/// The first half of the bytes is a name (of a file, a column, a feature), the second a value.
enum EncoderTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        let name = String(decoding: bytes[..<(bytes.count / 2)], as: UTF8.self)
        let value = String(decoding: bytes[(bytes.count / 2)...], as: UTF8.self)
        return stems(name, value) ?? terminal(value) ?? markdown(value) ?? markup(value) ?? json(name, value) ?? sql(name)
            ?? files(name, value)
    }

    private static func stems(_ a: String, _ b: String) -> String? {
        var siblings = FileStems()
        let stems = [a, b, a + b, a].map { siblings.unique(FileStem($0)).text }
        for stem in stems {
            if stem.utf8.isEmpty || stem.utf8.count > FileStem.longest { return "a file's name of \(stem.utf8.count) bytes" }
            let wrong = stem.unicodeScalars.first {
                "/\\:*?\"<>|%&;$`' ".unicodeScalars.contains($0) || $0.value < 0x20 || $0.value == 0x7F
            }
            if let wrong { return "a file's name holds U+\(String(wrong.value, radix: 16)): \(stem)" }
            if stem.hasPrefix(".") || stem.hasPrefix("-") || stem.hasSuffix(".") { return "a file is called \(stem)" }
        }
        return Set(stems.map { $0.lowercased() }).count == stems.count ? nil : "two siblings have one name: \(stems)"
    }

    private static func terminal(_ text: String) -> String? {
        let line = TerminalText(text, isLine: true).description
        if let wrong = line.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
            return "a terminal gets U+\(String(wrong.value, radix: 16))"
        }
        return TerminalText(line, isLine: true).description == line ? nil : "a terminal's text changes when it is made again"
    }

    private static func markdown(_ text: String) -> String? {
        let cell = MarkdownText(text).description
        if cell.contains(where: \.isNewline) { return "a cell of Markdown has two lines" }
        // Every bar has an odd number of backslashes before it, so that it ends no cell.
        var backslashes = 0
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "|"), backslashes % 2 == 0 { return "a bar ends a cell of Markdown: \(cell)" }
            backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
        }
        return nil
    }

    private static func markup(_ text: String) -> String? {
        let escaped = Markup(text).text
        if let wrong = escaped.unicodeScalars.first(where: { "<>\"'".unicodeScalars.contains($0) }) {
            return "markup holds \(wrong)"
        }
        // The ampersand last, since the others are made of it.
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        let plain = entities.reduce(escaped) { $0.replacing($1.0, with: $1.1) }
        return same(plain, Markup.clean(text)) ? nil : "markup reads back as another text: \(escaped)"
    }

    private static func json(_ name: String, _ text: String) -> String? {
        let written = JSONValue.object([name: .string(text)]).text()
        guard let read = try? JSONValue(parsing: written), case .object(let members) = read,
            case .string(let again)? = members[name]
        else { return "JSON that is written is not read: \(written)" }
        if !same(again, text) { return "JSON reads back as another text: \(written)" }
        guard let foreign = try? JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String] else {
            return "Foundation does not read our JSON: \(written)"
        }
        return foreign.count == 1 && foreign.first.map { same($0.value, text) } == true
            ? nil : "Foundation reads another text from \(written)"
    }

    private static func sql(_ name: String) -> String? {
        let identifier = SQLIdentifier(name)
        do {
            let connection = try SQLiteConnection.open(":memory:", for: .writing)
            let statement = try connection.prepare("SELECT 1 AS \(identifier)")
            guard try statement.step(), let read = statement.name(0) else { return "a statement without a column" }
            return same(read, identifier.name) ? nil : "the column \(identifier.name) is called \(read)"
        } catch { return "SQLite refuses the name \(identifier.name): \(error)" }
    }

    /// A feature in every format of text. Formats of tables and XML have no control characters.
    private static func files(_ name: String, _ text: String) -> String? {
        let filled = "x\(text)x"
        let layer = FeatureLayer(
            name: "layer", title: name,
            inferringFieldsOf: [
                Feature(
                    id: "a", geometry: .point(GeoPosition(longitude: 129, latitude: 42)),
                    properties: ["text": .text(filled), "x\(name)": .text(text)])
            ], synthetic: false, isVerbatim: true)
        for format in [InputFormat.geojson, .geojsonLines, .csv, .tsv, .kml] {
            let step = Outcome { try LayerFile.bytes(layer, as: format, styles: []) }
            guard case .success(let bytes) = step else {
                if let words = step.complaint("write") { return words }
                continue
            }
            let read = Outcome { try InputReader.readVerbatim(.bytes(bytes, name: "a.\(format.endings[0])")).features }
            guard case .success(let features) = read, features.count == 1 else {
                return "\(format) is written and not read: \(read)"
            }
            let isPlain = format == .geojson || format == .geojsonLines
            guard case .text(let again)? = features[0].properties["text"] else { return "\(format) has lost a text" }
            if !same(again, isPlain ? filled : Markup.clean(filled)) { return "\(format) reads back as another text" }
            if isPlain, features[0].properties["x\(name)"] != .text(text) { return "\(format) has lost a column" }
        }
        return nil
    }

    /// The same scalars: equality of strings is canonical equivalence.
    private static func same(_ a: String, _ b: String) -> Bool { a.unicodeScalars.elementsEqual(b.unicodeScalars) }
}
