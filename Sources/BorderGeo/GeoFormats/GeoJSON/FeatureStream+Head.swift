import LinearReferencing

extension FeatureStream {
    /// Decides what the input is from its first members and leaves the cursor at its first feature.
    mutating func readHead() throws {
        _ = try refill()
        let start = try skipByteOrderMark()
        while block.withPointer({ Self.skipSpace($0, from: start) }) >= block.count, try refillKeeping(0) {}
        if block.withPointer({ Self.skipSpace($0, from: start) }) >= block.count {
            guard mayBeEmpty else { throw InputReader.empty(name) }
            state = .end
            return
        }
        if try looksLikeTable(start) { return try readHeader(from: start) }
        while true {
            do {
                try decide(from: start)
                if declaredCRS == nil, case .named(let late) = try CRSMember(endOf: reader.tail(Self.tailLength)) {
                    noteCRS(.named(late))
                }
                if let declaredCRS { transformation = try crsTransformation(declaredCRS) }
                if declaredWGS84 {
                    try options.checkDegrees(by: "the \"crs\" member", at: Finding.Place(file: name, pointer: "/crs"))
                }
                return
            } catch let error as InputError {
                throw error
            } catch let error as ParseFailure {
                // Cut off by the end of the block, not of the input: read on and look again from the start.
                let cutOff = error.offset + 16 >= block.count
                if cutOff, try refillKeeping(start) { continue }
                throw self.error(error)
            }
        }
    }

    /// How much of a file's end is looked at for a "crs" member behind the features.
    static let tailLength = 4096

    /// How much of a first line decides whether it is that of a table.
    private static let firstLineLength = 1 << 16

    /// JSON starts with a brace or a record separator, XML with an angle bracket; other texts with a delimiter in their first line are tables.
    private mutating func looksLikeTable(_ start: Int) throws -> Bool {
        let first = block.withPointer { base in base[Self.skipSpace(base, from: start)] }
        if first == UInt8(ascii: "{") || first == 0x1E { return false }
        let isTableByName = [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".xlsx", ".ods"].contains {
            name.lowercased().hasSuffix($0)
        }
        if first == UInt8(ascii: "<") || first == UInt8(ascii: "[") || first == 0 { return isTableByName && first != 0 }
        if isTableByName { return true }
        func endOfFirstLine() -> Int? {
            block.withPointer { base in (start..<block.count).first { base[$0] == 0x0A } }
        }
        // The whole line, whatever the pieces in which the input is read.
        var end = endOfFirstLine()
        while end == nil, block.count - start < Self.firstLineLength, try refillKeeping(0) { end = endOfFirstLine() }
        let limit = min(end ?? block.count, start + Self.firstLineLength)
        return block.withPointer { base in (start..<limit).contains { CSVScanner.delimiters.contains(base[$0]) } }
    }

    private mutating func refillKeeping(_ start: Int) throws -> Bool {
        cursor = 0
        return try refill()
    }

    private mutating func skipByteOrderMark() throws -> Int {
        let head = block.withPointer { base in (0..<min(4, block.count)).map { base[$0] } }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            fileNotes.append(.byteOrderMark)
            return 3
        }
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE])
            || (head.count == 4 && (head[0] == 0) != (head[1] == 0))
        {
            throw InputError(
                "the text is UTF-16, JSON is UTF-8", at: Finding.Place(file: name),
                remedy: "Save the file as UTF-8 (iconv -f UTF-16 -t UTF-8).")
        }
        return 0
    }

    private mutating func decide(from start: Int) throws(ParseFailure) {
        let count = block.count
        let decision = try block.withPointer { (base) throws(ParseFailure) in try Self.decision(base, from: start, count: count) }
        hasType = decision.hasType
        noteCRS(decision.crs)
        notePage(decision.page)
        cursor = decision.cursor
        state = decision.state
    }

    private struct Decision {
        var state: State
        var cursor: Int
        var hasType = false
        var crs: CRSMember = .none
        var page = PageMembers()
    }

    private static func decision(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) throws(ParseFailure) -> Decision {
        var scanner = JSONScanner(base, at: start)
        scanner.skipSpace()
        if scanner.p.pointee == 0x1E { return Decision(state: .texts(lines: false), cursor: start) }
        let objectStart = scanner.offset
        guard scanner.take(UInt8(ascii: "{")) else { throw scanner.failure(.expectedObject) }
        var decision = Decision(state: .trailer, cursor: objectStart)
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let name = try scanner.key()
                scanner.skipSpace()
                let valueStart = scanner.offset
                switch FeatureParser.member(name) {
                case .type:
                    guard scanner.p.pointee == UInt8(ascii: "\"") else { throw scanner.failure(.unknownType) }
                    if try !scanner.text().equals("FeatureCollection") {
                        return Decision(state: .texts(lines: isLine(base, from: objectStart, count: count)), cursor: objectStart)
                    }
                    guard !decision.hasType else { throw ParseFailure(problem: .duplicateMember, offset: valueStart) }
                    decision.hasType = true
                case .features:
                    guard scanner.take(UInt8(ascii: "[")) else { throw scanner.failure(.featuresNotArray) }
                    decision.cursor = scanner.offset
                    decision.state = .members(first: true)
                    return decision
                case .bbox:
                    // A box that the block cuts off is read again with the next one; parsed here, it would be reported as a fault.
                    var whole = scanner
                    try whole.skipValue()
                    var parser = FeatureParser(base, at: scanner.offset)
                    try parser.bbox()
                    scanner = parser.scanner
                case .properties where PageMembers.arePage(base, at: valueStart):
                    try scanner.skipValue()
                    decision.page.take(name, base, at: valueStart)
                case .geometry, .properties, .coordinates, .geometries:
                    if decision.hasType { throw ParseFailure(problem: .definingMember, offset: valueStart) }
                    try scanner.skipValue()
                default:
                    try scanner.skipValue()
                    if name.equals("crs") { decision.crs = CRSMember(base, valueStart) }
                    decision.page.take(name, base, at: valueStart)
                }
            } while scanner.take(UInt8(ascii: ","))
            try scanner.expect(UInt8(ascii: "}"), scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
        }
        throw ParseFailure(problem: decision.hasType ? .missingFeatures : .missingType, offset: objectStart)
    }

    /// Whether the object that starts here ends on the same line and that line is followed by another one.
    private static func isLine(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Bool {
        var scanner = JSONScanner(base, at: start)
        guard (try? scanner.skipValue()) != nil else { return false }
        for i in start..<scanner.offset where base[i] == 0x0A { return false }
        var end = scanner.offset
        while end < count, base[end] == 0x20 || base[end] == 0x0D || base[end] == 0x09 { end += 1 }
        return end < count && base[end] == 0x0A
    }

    /// What stands behind "features": other members, the closing brace, the end.
    mutating func readTrailer() throws {
        while true {
            let start = cursor
            let before = declaredCRS
            do throws(ParseFailure) {
                let (crs, page) = try block.withPointer { (base) throws(ParseFailure) in try trailer(base, from: start) }
                noteCRS(crs)
                notePage(page)
            } catch {
                if error.offset + 16 >= block.count, try refill() { continue }
                throw self.error(error)
            }
            state = .end
            guard let declaredCRS, before == nil, chunkCount > 0 else { return }
            if options.crs != nil { return _ = try crsTransformation(declaredCRS) }
            throw InputError(
                "the \"crs\" member (\(declaredCRS)) comes after the features, too late to convert them while reading",
                rule: InputReader.lateCRS, at: Finding.Place(file: name, pointer: "/crs"),
                remedy: "Say it \(.crsBeforehand(declaredCRS)).")
        }
    }

    private borrowing func trailer(_ base: UnsafePointer<UInt8>, from start: Int) throws(ParseFailure) -> (
        crs: CRSMember, page: PageMembers
    ) {
        var scanner = JSONScanner(base, at: start)
        var crs = CRSMember.none
        var page = PageMembers()
        var typed = hasType
        while scanner.take(UInt8(ascii: ",")) {
            let name = try scanner.key()
            scanner.skipSpace()
            let valueStart = scanner.offset
            switch FeatureParser.member(name) {
            case .type:
                guard scanner.p.pointee == UInt8(ascii: "\""), try scanner.text().equals("FeatureCollection"), !typed else {
                    throw ParseFailure(problem: typed ? .duplicateMember : .unknownType, offset: valueStart)
                }
                typed = true
            case .features: throw ParseFailure(problem: .duplicateMember, offset: valueStart)
            case .properties where PageMembers.arePage(base, at: valueStart):
                try scanner.skipValue()
                page.take(name, base, at: valueStart)
            case .geometry, .properties, .coordinates, .geometries:
                throw ParseFailure(problem: .definingMember, offset: valueStart)
            default:
                try scanner.skipValue()
                if name.equals("crs") { crs = CRSMember(base, valueStart) }
                page.take(name, base, at: valueStart)
            }
        }
        guard scanner.take(UInt8(ascii: "}")) else {
            throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
        }
        guard typed else { throw scanner.failure(.missingType) }
        scanner.skipSpace()
        // More blocks may follow; only space may stand in them, which the next look finds out.
        guard scanner.offset >= block.count else { throw scanner.failure(.trailingBytes) }
        guard sourceEnded else { throw scanner.failure(.unexpectedEnd) }
        return (crs, page)
    }

    private func crsTransformation(_ code: String) throws(InputError) -> Transformation? {
        let crs: CRS
        do { crs = try CRS(code) } catch {
            let place = Finding.Place(file: name, pointer: "/crs")
            throw InputError(missingDatabase: error, at: place)
                ?? InputError(
                    "the \"crs\" member names \(code), which PROJ does not know", at: place,
                    remedy: "Correct the member, or remove it and say \(.crs("EPSG:n")).")
        }
        try options.check(crs, by: "the \"crs\" member", at: Finding.Place(file: name, pointer: "/crs"))
        return try InputOptions.transformation(from: crs, file: name)
    }

    private mutating func notePage(_ members: PageMembers) {
        page.add(members)
        if page.sayIncomplete, !fileNotes.contains(.incomplete) { fileNotes.append(.incomplete) }
    }

    private mutating func noteCRS(_ crs: CRSMember) {
        switch crs {
        case .none: break
        case .unreadable: if !fileNotes.contains(.unknownCRS) { fileNotes.append(.unknownCRS) }
        case .wgs84:
            declaredWGS84 = true
            if !fileNotes.contains(.oldCRS) { fileNotes.append(.oldCRS) }
        case .named(let name):
            if !fileNotes.contains(.oldCRS) { fileNotes.append(.oldCRS) }
            declaredCRS = name
        }
    }
}

/// The "crs" member of GeoJSON 2008.
enum CRSMember: Equatable {
    case none, wgs84
    /// Neither a name nor a code can be read from it: the coordinates count as WGS 84, as RFC 7946 says.
    case unreadable
    /// `EPSG:5179`.
    case named(String)

    init(_ base: UnsafePointer<UInt8>, _ offset: Int) {
        var scanner = JSONScanner(base, at: offset)
        guard let value = try? JSONValue(&scanner, depth: 0), value != .null else {
            self = .none
            return
        }
        self.init(value)
    }

    /// Of a member behind the features, from the last bytes of a file; `none` where there is none or it is not to be told from a property.
    init(endOf tail: [UInt8]) {
        self = .none
        let key = Array("\"crs\"".utf8)
        guard let start = tail.indices.last(where: { tail[$0...].starts(with: key) }) else { return }
        // What is left of the document, as one: it closes nothing but the collection.
        guard case .object(let members)? = try? JSONValue(parsing: [UInt8(ascii: "{")] + tail[start...]),
            let value = members["crs"]
        else {
            return
        }
        self.init(value)
    }

    private init(_ value: JSONValue) {
        let properties = value["properties"]
        var code = properties?["name"]?.stringValue.flatMap { Self.code($0) }
        if code == nil, value["type"]?.stringValue?.uppercased() == "EPSG" {
            // GeoJSON before 2008.
            let number = properties?["code"].flatMap { $0.doubleValue ?? $0.stringValue.flatMap { Double($0) } }
            code = number.flatMap { Int(exactly: $0) }.map { "EPSG:\($0)" }
        }
        if code == nil { code = (properties?["wkid"] ?? properties?["code"])?.wholeNumber.map { "EPSG:\($0)" } }
        if code == nil, let link = properties?["href"]?.stringValue { code = Self.code(inLink: link) }
        guard let code else {
            self = .unreadable
            return
        }
        self = ["EPSG:4326", "OGC:CRS84"].contains(code) ? .wgs84 : .named(code)
    }

    /// `EPSG:4162` from `http://spatialreference.org/ref/epsg/4162/proj4/`.
    private static func code(inLink link: String) -> String? {
        let parts = link.lowercased().split(whereSeparator: { $0 == "/" || $0 == ":" })
        guard let authority = parts.lastIndex(of: "epsg"), parts.indices.contains(authority + 1) else { return nil }
        return parts[(authority + 1)...].lazy.compactMap { Int($0) }.first { $0 > 1000 }.map { "EPSG:\($0)" }
    }

    /// `EPSG:5179` from `urn:ogc:def:crs:EPSG::5179`, `http://www.opengis.net/def/crs/EPSG/0/5179`, `http://www.opengis.net/gml/srs/epsg.xml#5179` or
    /// itself; a definition for PROJ or as well-known text as it is.
    static func code(_ name: String) -> String? {
        let definitions = ["+proj=", "PROJCS[", "GEOGCS[", "PROJCRS[", "GEOGCRS[", "GEODCRS["]
        if definitions.contains(where: { name.hasPrefix($0) }) { return name }
        if let mark = name.firstRange(of: "epsg.xml#"), let value = Int(name[mark.upperBound...]) { return "EPSG:\(value)" }
        let parts = name.split(whereSeparator: { $0 == ":" || $0 == "/" }).map(String.init)
        guard let number = parts.last, parts.count >= 2 else { return nil }
        if number.uppercased() == "CRS84" { return "OGC:CRS84" }
        guard let value = Int(number), value > 0,
            let authority = parts.map({ $0.uppercased() }).first(where: { $0 == "EPSG" || $0 == "ESRI" })
        else { return nil }
        return "\(authority):\(value)"
    }
}
