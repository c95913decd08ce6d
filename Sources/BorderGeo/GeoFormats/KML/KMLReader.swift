import LinearReferencing
import OrderedCollections

/// Reads KML and KMZ as Google Earth and its kin write them: placemarks in nested folders, typed and untyped attributes, dates, `gx` tracks.
///
/// All placemarks become one layer in file order. Folder names become `folder_path`, a TimeSpan (its own, else that of the folder around it)
/// becomes `valid_from` and `valid_to`, a TimeStamp `valid_from`; attributes get the type that their Schema says, others stay text.
/// Altitudes, overlays and network links are left out and told in findings; nothing is ever fetched.
package struct KMLReader: Sendable {
    /// What a KMZ may unpack to.
    package var unpackedLimit = 1 << 30

    package init() {}
}

extension KMLReader {
    /// Reads a whole file held in memory; a ZIP is told by its first bytes, not by the name.
    ///
    /// Throws `InputError` for what is no KML, with the line where that is known. Linear in the bytes.
    package func read(_ bytes: [UInt8], name: String) throws(InputError) -> (layer: FeatureLayer, findings: [Finding]) {
        let bytes = bytes.starts(with: [0x50, 0x4B]) ? try unpacked(bytes, name: name) : bytes
        do {
            var parser = try KMLParser(bytes, file: name)
            return try parser.parse()
        } catch let error as XMLScanner.Failure {
            throw InputError(
                "not readable as KML: \(error.problem)", at: .init(file: name, line: error.line),
                remedy: "Open it in Google Earth or QGIS and save it again as KML.")
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("not readable as KML: \(error)", at: .init(file: name), remedy: "")
        }
    }

    /// The first `.kml` of the archive, as Google Earth takes it.
    private func unpacked(_ bytes: [UInt8], name: String) throws(InputError) -> [UInt8] {
        do {
            let archive = try ZipReader(bytes)
            guard let entry = archive.entries.first(where: { $0.name.lowercased().hasSuffix(".kml") }) else {
                throw InputError(
                    "the archive holds no .kml", at: .init(file: name), remedy: "A KMZ is a ZIP with a .kml inside; make it anew."
                )
            }
            return try archive.contents(of: entry, limit: unpackedLimit)
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("\(error)", at: .init(file: name), remedy: "Save the KMZ again, or unpack it and give the .kml.")
        }
    }
}

/// One placemark as read, before types are known.
struct KMLPlacemark {
    package var id: String?
    package var name: String?
    var description: String?
    var style: String?
    /// Innermost folder first; turned round at the end.
    var folders: [String] = []
    var begin: String?
    var end: String?
    /// Attribute, text, and the schema that types it.
    var data: [(name: String, value: String, schema: String?)] = []
    var schemas: [String] = []
    package var geometry: GeoGeometry?
}

/// A walk through one document. Recursive over elements; the scanner bounds the depth.
struct KMLParser {
    var xml: XMLScanner
    let file: String
    var placemarks: [KMLPlacemark] = []
    /// Field types by schema id, in the order of declaration.
    var schemas: OrderedDictionary<String, OrderedDictionary<String, FieldType>> = [:]
    /// How often something was left out or mended, by rule; told once each.
    package var notes: OrderedDictionary<String, Int> = [:]

    init(_ bytes: [UInt8], file: String) throws {
        xml = try XMLScanner(bytes)
        self.file = file
    }

    mutating func parse() throws -> (layer: FeatureLayer, findings: [Finding]) {
        guard case .start(let root) = try firstElement() else {
            throw InputError("no element", at: .init(file: file), remedy: "")
        }
        switch root {
        case "kml": try children { try $0.feature($1) }
        case "Document", "Folder", "Placemark": try feature(root)
        default:
            throw InputError(
                "the document is <\(root)>, not <kml>", at: .init(file: file, line: xml.line),
                remedy: "Give a KML file; other XML is not read.")
        }
        return (layer(), findings())
    }

    private mutating func firstElement() throws -> XMLScanner.Event {
        while true {
            let event = try xml.next()
            if case .text = event { continue }
            return event
        }
    }

    mutating func note(_ rule: String) { notes[rule, default: 0] += 1 }

    /// Calls `body` for each child element up to the end of the one started last; `body` reads or skips it whole.
    mutating func children(_ body: (inout KMLParser, String) throws -> Void) throws {
        while true {
            switch try xml.next() {
            case .start(let name): try body(&self, name)
            case .end, .endOfDocument: return
            case .text: continue
            }
        }
    }
}

extension KMLParser {
    /// Whatever may stand inside kml, Document and Folder.
    private mutating func feature(_ element: String) throws {
        switch element {
        case "Document", "Folder": try container(element)
        case "Placemark": try placemark()
        case "NetworkLink":
            note("network-link")
            try xml.skipElement()
        case "GroundOverlay", "PhotoOverlay", "ScreenOverlay", "Tour":
            note("overlay")
            try xml.skipElement()
        default: try xml.skipElement()
        }
    }

    /// A folder's name and dates count for all its placemarks, wherever in the folder they stand.
    private mutating func container(_ element: String) throws {
        let first = placemarks.count
        var name: String?
        var begin: String?
        var end: String?
        try children { parser, child in
            switch child {
            case "name": name = try parser.trimmedText()
            case "TimeSpan", "TimeStamp": (begin, end) = try parser.time()
            case "Schema": try parser.schema()
            default: try parser.feature(child)
            }
        }
        for index in first..<placemarks.count {
            if element == "Folder" { placemarks[index].folders.append(name ?? "") }
            if placemarks[index].begin == nil, placemarks[index].end == nil {
                placemarks[index].begin = begin
                placemarks[index].end = end
            }
        }
    }

    private mutating func schema() throws {
        let id = xml.attribute("id") ?? xml.attribute("name") ?? ""
        var fields: OrderedDictionary<String, FieldType> = [:]
        try children { parser, child in
            if child.hasPrefix("Simple"), let name = parser.xml.attribute("name") {
                switch parser.xml.attribute("type")?.lowercased() {
                case "int", "uint", "short", "ushort": fields[name] = .integer
                case "float", "double": fields[name] = .real
                case "bool", "boolean": fields[name] = .bool
                default: fields[name] = .text
                }
            }
            try parser.xml.skipElement()
        }
        schemas[id] = fields
    }

    private mutating func placemark() throws {
        var mark = KMLPlacemark(id: xml.attribute("id"))
        try children { parser, child in
            switch child {
            case "name": mark.name = try parser.trimmedText()
            case "description": mark.description = try parser.xml.elementText()
            case "styleUrl": mark.style = try parser.trimmedText()
            case "TimeSpan", "TimeStamp": (mark.begin, mark.end) = try parser.time()
            case "ExtendedData": try parser.extendedData(&mark)
            default:
                guard let geometry = try parser.geometry(child) else { return }
                mark.geometry = mark.geometry.map { Self.joined([$0, geometry]) } ?? geometry
            }
        }
        placemarks.append(mark)
    }

    private mutating func extendedData(_ mark: inout KMLPlacemark) throws {
        var copy = mark
        try children { parser, child in
            switch child {
            case "Data":
                let name = parser.xml.attribute("name") ?? ""
                var value = ""
                try parser.children { parser, part in
                    if part == "value" { value = try parser.xml.elementText() } else { try parser.xml.skipElement() }
                }
                copy.data.append((name, value, nil))
            case "SchemaData":
                let url = parser.xml.attribute("schemaUrl") ?? ""
                let schema = String(url.drop { $0 != "#" }.dropFirst())
                copy.schemas.append(schema)
                try parser.children { parser, part in
                    let name = parser.xml.attribute("name")
                    if part == "SimpleData", let name {
                        copy.data.append((name, try parser.xml.elementText(), schema))
                    } else {
                        try parser.xml.skipElement()
                    }
                }
            default: try parser.xml.skipElement()
            }
        }
        mark = copy
    }

    /// Begin and end as written; a TimeStamp has only a begin.
    private mutating func time() throws -> (begin: String?, end: String?) {
        var begin: String?
        var end: String?
        try children { parser, child in
            let text = try parser.trimmedText()
            if child == "end" { end = text } else if child == "begin" || child == "when" { begin = text }
        }
        return (begin, end)
    }

    mutating func trimmedText() throws -> String {
        let text = try xml.elementText()
        let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
