import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

extension DensityPartial {
    /// The partials of a file, or of stdin (`-`), gzip or not.
    package static func read(contentsOf source: InputSource) throws -> [DensityPartial] {
        try read(try source.bytes(limit: 1 << 30), file: source.name)
    }

    /// The partials of a text: one document, or one a line as engines collect them. Throws `InputError` with line and pointer where
    /// one is not what \(.partialDensity) writes, or was changed since.
    package static func read(_ bytes: [UInt8], file: String) throws(InputError) -> [DensityPartial] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let isLines = lines.allSatisfy { line in
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return text.isEmpty || (text.first == UInt8(ascii: "{") && text.last == UInt8(ascii: "}"))
        }
        guard isLines else { return [try DensityPartial(try JSONValue(parsing: bytes, file: file), file: file)] }
        var partials: [DensityPartial] = []
        for (number, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            do throws(InputError) {
                partials.append(try DensityPartial(try JSONValue(parsing: Array(line), file: file), file: file))
            } catch {
                var placed = error
                placed.place.line = number + 1
                throw placed
            }
        }
        return partials
    }

    private init(_ document: JSONValue, file: String) throws(InputError) {
        let root = PartialMember(value: document, pointer: "", file: file)
        guard document["schema"]?.stringValue == Self.schema else {
            throw InputError(
                "this is not a partial summary (\(Self.schema))", at: .init(file: file, pointer: "/schema"),
                remedy: "Give files that \(.partialDensity) wrote.")
        }
        guard document["definitions"] == .integer(ResultEnvelope.definitions) else {
            throw root.error("the partial counts by other definitions than this version of geo-tool", "definitions")
        }
        let frame = try DensityFrame(root)
        guard document["fingerprint"]?.stringValue == frame.fingerprint else {
            throw InputError(
                "the fingerprint does not fit the contents", at: .init(file: file, pointer: "/fingerprint"),
                remedy: "The file was changed after it was written; make it again with \(.partialDensity).")
        }
        var counts = PartialCounts(cells: frame.cells.count)
        let own = frame.study["kinds"]?.arrayValue?.compactMap(\.stringValue)
        let kinds = own.map { FacilityKind.vocabulary($0) } ?? FacilityKind.allCases
        func kind(_ member: PartialMember) throws(InputError) -> FacilityKind {
            let name = try member.text
            guard let kind = kinds.first(where: { $0.rawValue == name }) else {
                throw InputError(
                    "the kind \"\(name)\" is not a kind of the study", at: .init(file: file, pointer: member.pointer),
                    remedy: "Make the partial again with \(.partialDensity).")
            }
            return kind
        }
        for item in try root["records"].array {
            counts.records[try kind(item["kind"])] = try item["count"].wholeNumber
        }
        let cells = try root["counts"].array
        guard cells.count == frame.cells.count else { throw root.error("counts and lengths are not the same number", "counts") }
        for (i, cell) in cells.enumerated() {
            for item in try cell.array {
                let name = try item["kind"].text
                let kind: FacilityKind? = name == FacilitySelection.all.name ? nil : try kind(item["kind"])
                let certain = try item["certain"].wholeNumber
                counts.cells[i][kind] = FacilityCount(
                    count: certain, maximum: certain + (try item["possible"].wholeNumber),
                    outsideMask: try item["outside_mask"].wholeNumber, nearFenceLine: try item["near_fence_line"].wholeNumber,
                    nearNewOrUpgraded: try item["near_fence_line_new_or_upgraded"].wholeNumber)
                var bins: [Int] = []
                for bin in try item["bins"].array { bins.append(try bin.wholeNumber) }
                guard bins.isEmpty || bins.count == frame.cells[i].bins, bins.allSatisfy({ $0 <= certain }) else {
                    throw item.error("the bins do not fit the border or the count", "bins")
                }
                if !bins.isEmpty { counts.bins[i][kind] = bins }
            }
        }
        for item in try root["doubts"].array {
            counts.doubts[try item["rule"].word(FacilityDoubt.self)] = try item.tally
        }
        var notes = RecordNotes()
        for item in try root["notes"].array {
            notes.add(
                try item["rule"].text,
                .init(
                    records: try item.tally, severity: try item["severity"].word(Finding.Severity.self),
                    sentence: try item["sentence"].text, remedy: try item["remedy"].text))
        }
        self.init(frame: frame, counts: counts, notes: notes)
        guard self.counts.isConsistent else {
            throw root.error("the counts do not fit the number of records", "counts")
        }
    }
}

extension PartialCounts {
    /// No cell and no doubt holds more than there are records, and kinds add up: whatever is added later cannot overflow.
    fileprivate var isConsistent: Bool {
        let total = recordCount
        guard total <= Self.limit else { return false }
        let fits = cells.allSatisfy { cell in
            cell.values.allSatisfy {
                $0.maximum <= total && $0.outsideMask <= total && max($0.nearFenceLine, $0.nearNewOrUpgraded) <= $0.count
            }
        }
        return fits && doubts.values.allSatisfy { $0.count <= total }
    }
}

extension DensityFrame {
    fileprivate init(_ root: PartialMember) throws(InputError) {
        func findings(_ member: PartialMember) throws(InputError) -> [Finding] {
            var result: [Finding] = []
            for item in try member.array { result.append(try Finding(item)) }
            return result
        }
        tool = root["tool"].value
        study = root["study"].value
        parameters = try root["parameters"].object
        for (key, value) in parameters { parameters[key] = value.asWritten(under: key) }
        inputs = try root["inputs"].text
        cells = []
        for item in try root["lengths"].array {
            var lengths: [Metres] = []
            for basis in LengthBasis.allCases { lengths.append(Metres(try item["length_m"][basis.rawValue].number)) }
            cells.append(
                Cell(
                    area: try item["area"].text, epoch: try item["epoch"].text, lengths: lengths,
                    bins: try item["bins"].wholeNumber))
        }
        studyFindings = try findings(root["findings"]["study"])
        fenceFindings = try findings(root["findings"]["fences"])
        epochFindings = []
        for item in try root["findings"]["epochs"].array { epochFindings.append(try findings(item)) }
    }
}

extension Finding {
    fileprivate init(_ member: PartialMember) throws(InputError) {
        let place = member.value
        var position: GeoPosition?
        if let pair = place["position"]?.arrayValue, pair.count == 2, let x = pair[0].doubleValue, let y = pair[1].doubleValue {
            position = GeoPosition(longitude: x, latitude: y)
        }
        self.init(
            rule: try member["rule"].text, severity: try member["severity"].word(Severity.self),
            place: Place(
                file: place["file"]?.stringValue, feature: place["feature"]?.integerValue, line: place["line"]?.integerValue,
                id: place["id"]?.stringValue, pointer: place["pointer"]?.stringValue, position: position),
            sentence: try member["sentence"].text, remedy: Remedy(try member["remedy"].text))
    }
}

extension JSONValue {
    fileprivate var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }

    /// A parsed number as it was written: lengths to 0.001, others with 6 significant figures.
    fileprivate func asWritten(under key: String) -> JSONValue {
        switch self {
        case .integer(let value) where key.hasSuffix("_m"): .number(Double(value), decimals: 3)
        case .shortest(let value): key.hasSuffix("_m") ? .number(value, decimals: 3) : .significant(value, 6)
        default: self
        }
    }
}

/// A member of a partial with its place, for reading and for messages.
private struct PartialMember {
    var value: JSONValue
    var pointer: String
    var file: String

    subscript(name: String) -> PartialMember {
        PartialMember(value: value[name] ?? .null, pointer: "\(pointer)/\(name)", file: file)
    }

    func error(_ problem: String, _ name: String = "") -> InputError {
        InputError(
            problem, at: .init(file: file, pointer: name.isEmpty ? pointer : "\(pointer)/\(name)"),
            remedy: "Give files that \(.partialDensity) wrote.")
    }

    var array: [PartialMember] {
        get throws(InputError) {
            guard let values = value.arrayValue else { throw error("an array is missing") }
            return values.enumerated().map { PartialMember(value: $1, pointer: "\(pointer)/\($0)", file: file) }
        }
    }

    var object: OrderedDictionary<String, JSONValue> {
        get throws(InputError) {
            guard case .object(let members) = value else { throw error("an object is missing") }
            return members
        }
    }

    var text: String {
        get throws(InputError) {
            guard let text = value.stringValue else { throw error("a text is missing") }
            return text
        }
    }

    var number: Double {
        get throws(InputError) {
            guard let number = value.doubleValue else { throw error("a number is missing") }
            return number
        }
    }

    var wholeNumber: Int {
        get throws(InputError) {
            guard let count = value.integerValue, (0...PartialCounts.limit).contains(count) else {
                throw error("a count must be a whole number from 0 to \(PartialCounts.limit)")
            }
            return count
        }
    }

    func word<Word: RawRepresentable>(_: Word.Type) throws(InputError) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text) else { throw error("\"\(try text)\" is not known here") }
        return word
    }

    var tally: RecordTally {
        get throws(InputError) {
            var ids: [String] = []
            for item in try self["ids"].array { ids.append(try item.text) }
            return RecordTally(count: try self["count"].wholeNumber, ids: ids)
        }
    }
}
