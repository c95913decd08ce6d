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
    /// `encoding`: of its text, where it has no byte order mark; otherwise what the document says counts, and UTF-8 where it says nothing. `recovering`: broken
    /// placemarks come empty, each with a finding. Throws `InputError` for what is no KML, with the line where that is known. Linear in the bytes.
    package func read(
        _ bytes: [UInt8], name: String, encoding: TextEncoding? = nil, recovering: Bool = false
    ) throws(InputError) -> (layer: FeatureLayer, findings: [Finding]) {
        do {
            guard bytes.starts(with: [0x50, 0x4B]) else {
                var parser = try parser(of: bytes, name: name, encoding: encoding, recovering: recovering)
                try parser.parse()
                return parser.result()
            }
            return try archived(bytes, name: name, encoding: encoding, recovering: recovering)
        } catch let error as XMLScanner.Failure {
            throw InputError(
                "not readable as KML: \(error.problem)", at: .init(file: name, line: error.line),
                remedy: "Open it in Google Earth or QGIS and save it again as KML.")
        } catch let error as InputError {
            throw error
        } catch let error as ZipError {
            throw InputError("\(error)", at: .init(file: name), remedy: "Save the KMZ again, or unpack it and give the .kml.")
        } catch {
            throw InputError("not readable as KML: \(error)", at: .init(file: name), remedy: "")
        }
    }

    func parser(
        of bytes: [UInt8], name: String, encoding: TextEncoding?, recovering: Bool
    ) throws -> KMLParser {
        let text = try Self.text(bytes, name: name, encoding: encoding)
        return try KMLParser(text.bytes, file: name, isDecoded: text.isDecoded, recovering: recovering)
    }

    /// The document as UTF-8. Broken UTF-8 is refused: half of its names would be lost in silence.
    private static func text(_ bytes: [UInt8], name: String, encoding: TextEncoding?) throws(InputError) -> (
        bytes: [UInt8], isDecoded: Bool
    ) {
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let isWide = bytes.count > 3 && (bytes[0] == 0) != (bytes[1] == 0)
        if isMarked || isWide { return (try TextEncoding.decode(bytes, file: name).bytes, true) }
        if let declared = encoding ?? declaredEncoding(bytes), declared != .utf8 {
            return (try TextEncoding.decode(bytes, declared: declared, file: name).bytes, true)
        }
        let broken = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { UTF8Check.firstError($0, count: buffer.count) }
        }
        if let broken {
            let said = declaration(bytes).flatMap { TextEncoding(named: $0) == nil ? $0 : nil }
            throw InputError(
                said.map { "the document says that its encoding is \"\($0.prefix(40))\", which is not read" }
                    ?? "the text is not UTF-8, and the document does not say what it is",
                at: .init(file: name, line: bytes[..<broken].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }),
                remedy: said == nil
                    ? "Say it with \(.encoding("cp949")) (Korean) or \(.encoding("gb18030")) (Chinese), or save the file as UTF-8."
                    : "Save the file as UTF-8.")
        }
        return (bytes, false)
    }

    /// What the XML declaration says, where that is an encoding that is read.
    private static func declaredEncoding(_ bytes: [UInt8]) -> TextEncoding? {
        declaration(bytes).flatMap { TextEncoding(named: $0) }
    }

    private static func declaration(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(200).prefix { $0 != UInt8(ascii: ">") }
        let mark = Array("encoding".utf8)
        guard head.starts(with: Array("<?xml".utf8)), let start = head.indices.first(where: { head[$0...].starts(with: mark) })
        else { return nil }
        let value = head[(start + mark.count)...].drop { [0x20, 0x3D, 0x22, 0x27].contains($0) }.prefix {
            $0 != 0x22 && $0 != 0x27
        }
        return String(decoding: value, as: UTF8.self)
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
    /// By schema id, the column that holds the features' ids where another one is called `id`.
    var idColumns: [String: String] = [:]
    /// How often something was left out or mended, by rule; told once each.
    package var notes: OrderedDictionary<String, Int> = [:]

    /// Links to other documents, as they are written.
    var links: [String] = []
    /// What is wrong in placemarks that came empty.
    private var broken: [Finding] = []
    private let recovering: Bool
    /// Elements that are placemarks under another name, as KML 2.1 could define them.
    private var customPlacemarks: Set<String> = []

    init(_ bytes: [UInt8], file: String, isDecoded: Bool = false, recovering: Bool = false) throws {
        xml = try XMLScanner(bytes, isDecoded: isDecoded)
        self.file = file
        self.recovering = recovering
    }

    /// The placemarks of a document that a link in this one names.
    mutating func append(_ other: KMLParser, named name: String) {
        var renamed: [String: String] = [:]
        for (id, fields) in other.schemas {
            let own = schemas[id] == nil || schemas[id] == fields ? id : "\(name)#\(id)"
            renamed[id] = own
            schemas[own] = fields
            idColumns[own] = other.idColumns[id]
        }
        placemarks += other.placemarks.map { mark in
            var mark = mark
            mark.schemas = mark.schemas.map { renamed[$0] ?? $0 }
            mark.data = mark.data.map { ($0.name, $0.value, $0.schema.map { renamed[$0] ?? $0 }) }
            return mark
        }
        for (rule, count) in other.notes { notes[rule, default: 0] += count }
        broken += other.broken
    }

    /// What was read. Links that nobody followed are told.
    mutating func result() -> (layer: FeatureLayer, findings: [Finding]) {
        for _ in links { note("network-link") }
        links = []
        let layer = layer()
        return (layer, broken + findings())
    }

    mutating func parse() throws {
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
        case "NetworkLink": try networkLink()
        case _ where customPlacemarks.contains(element): try placemark(schema: element)
        case "ScreenOverlay": try xml.skipElement()  // lies over the window and has no place: a legend, a logo
        case "GroundOverlay", "PhotoOverlay", "Tour":
            note("overlay")
            try xml.skipElement()
        default: try unknownElement()
        }
    }

    /// One that is no feature is of no account, unless it holds coordinates: then a place would vanish.
    private mutating func unknownElement() throws {
        let depth = xml.depth - 1
        var holdsPlace = false
        while xml.depth > depth {
            if case .start("coordinates") = try xml.next() { holdsPlace = true }
        }
        if holdsPlace { note("unknown-element") }
    }

    private mutating func networkLink() throws {
        var href: String?
        try children { parser, child in
            guard child == "Link" || child == "Url" else { return try parser.xml.skipElement() }
            try parser.children { parser, part in
                if part == "href" { href = try parser.trimmedText() } else { try parser.xml.skipElement() }
            }
        }
        links.append(href ?? "")
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
        var parent = xml.attribute("parent")
        var name = xml.attribute("name")
        let ownID = xml.attribute("id")
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
            // KML 2.0 has both as elements, too.
            switch child {
            case "parent": parent = try parser.trimmedText()
            case "name": name = try parser.trimmedText()
            default: try parser.xml.skipElement()
            }
        }
        let id = parent == "Placemark" ? name ?? "" : ownID ?? name ?? ""
        if parent == "Placemark" { customPlacemarks.insert(id) }
        schemas[id] = fields
        // Our own writer's sign that `id` is an attribute of these features and not what they are called.
        if id.hasPrefix("schema-"), let first = fields.keys.first, first.hasPrefix(FeatureLayer.featureIDColumn),
            fields["id"] != nil
        {
            idColumns[id] = first
        }
    }

    /// A placemark, or an element that a schema makes one: then its children are attributes as well.
    private mutating func placemark(schema: String? = nil) throws {
        let depth = xml.depth - 1
        do { placemarks.append(try readPlacemark(schema)) } catch let error as InputError {
            guard recovering else { throw error }
            broken.append(error.finding)
            // An empty one in its place, so that the others keep their numbers.
            placemarks.append(KMLPlacemark())
            try xml.skip(toDepth: depth)
        }
    }

    private mutating func readPlacemark(_ schema: String?) throws -> KMLPlacemark {
        var mark = KMLPlacemark(id: xml.attribute("id"))
        if let schema { mark.schemas.append(schema) }
        try children { parser, child in
            switch child {
            case "name": mark.name = try parser.trimmedText()
            case "description": mark.description = try parser.xml.elementText()
            case "styleUrl": mark.style = try parser.trimmedText()
            case "TimeSpan", "TimeStamp": (mark.begin, mark.end) = try parser.time()
            case "ExtendedData": try parser.extendedData(&mark)
            case _ where schema.flatMap { parser.schemas[$0]?[child] } != nil:
                mark.data.append((child, try parser.xml.elementText(), schema))
            default:
                guard let geometry = try parser.geometry(child) else { return }
                mark.geometry = mark.geometry.map { Self.joined([$0, geometry]) } ?? geometry
            }
        }
        return mark
    }

    private mutating func extendedData(_ mark: inout KMLPlacemark) throws {
        var copy = mark
        try children { parser, child in
            switch child {
            case "Data":
                var name = parser.xml.attribute("name") ?? ""
                if name.isEmpty {
                    parser.note("nameless-data")
                    name = "data_\(copy.data.count + 1)"
                }
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
            // Elements of somebody else's namespace.
            default: copy.data.append((child, try parser.xml.elementText(), nil))
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
