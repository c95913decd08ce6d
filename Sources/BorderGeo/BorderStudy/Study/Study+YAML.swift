import BorderModel
import GeoFormats
import LinearReferencing

extension Study {
    /// The version of the study file that this library reads.
    public static let format = "border-study/1"

    /// Reads a study file strictly: unknown keys, dates that do not exist, lengths without a unit, ids given twice and ids that
    /// nothing defines are errors with file, line and remedy. `file` names the text in messages.
    public init(yaml text: String, file: String) throws {
        var top = try YAMLObject(text: text, file: file)
        let format = try top.required("format", example: Study.format)
        guard format == Study.format else {
            throw top.error(
                "format \"\(format)\" is not known", at: "format", remedy: "This version reads `format: \(Study.format)`.")
        }
        let id = try top.required("id", example: "my-study")
        guard id.utf8.allSatisfy({ $0.isASCIIIdentifier }) else {
            throw top.error(
                "id \"\(id)\" is not usable as a name of files", at: "id",
                remedy: "Use ASCII letters, digits, `-` and `_`; put other scripts into `title`.")
        }
        try self.init(id: id, title: try top.string("title"), border: try top.string("border") ?? "builtin:dcw")
        synthetic = try top.bool("synthetic") ?? false
        notes = try top.strings("notes")
        inward = try top.choice("inward", of: InwardSide.self)
        (areas, areaTolerances) = try Study.areas(&top)
        kilometrePosts = try Study.inputs("kilometre_posts", &top).first
        epochs = try Study.epochs(&top)
        baseline = try Study.epochName("baseline", of: &top, among: epochs)
        comparison = try Study.epochName("comparison", of: &top, among: epochs)
        try Study.checkOrder(top, self)
        fences = try Study.inputs("fences", &top)
        facilities = try Study.inputs("facilities", &top)
        patrolPaths = try Study.inputs("patrol_paths", &top)
        observations = try Study.observations(&top, epochs)
        corridor = try Study.corridor(&top)
        nearFence = try top.length("near_fence") ?? nearFence
        guard nearFence.value >= 0 else {
            throw top.error("near_fence is negative", at: "near_fence", remedy: "Write a length such as 500m.")
        }
        headlineBasis = try top.choice("headline_basis", of: LengthBasis.self) ?? headlineBasis
        matchDistance = try top.length("match_distance") ?? matchDistance
        guard matchDistance.value > 0 else {
            throw top.error(
                "match_distance is not above zero", at: "match_distance", remedy: "Write a length such as 30m.")
        }
        minGap = try top.length("min_gap") ?? minGap
        guard minGap.value >= 0 else {
            throw top.error("min_gap is negative", at: "min_gap", remedy: "Write a length such as 10m.")
        }
        bridgeRatio = try top.number("bridge_ratio") ?? bridgeRatio
        guard bridgeRatio.isFinite, bridgeRatio >= 0 else {
            throw top.error("bridge_ratio is not a number of offsets", at: "bridge_ratio", remedy: "Write a number such as 4.")
        }
        claims = try top.strings("claims")
        mapping = try Study.mapping(&top)
        try words.read(&top)
        let own = try StudyContext.list(&top)
        if !own.isEmpty { context = own }
        context.removeAll { series in series.beside.map { !claims.contains($0) } ?? false }
        try top.finish()
    }

    /// The areas, and of those written here how exactly their ends are.
    static func areas(_ top: inout YAMLObject) throws -> (areas: AreaSource, tolerances: [String: Metres]) {
        if !top.holdsObjects("areas") || top.holdsObjects("areas", with: "file") {
            let files = try inputs("areas", &top)
            guard files.count <= 1 else {
                throw top.error("areas names several files", at: "areas", remedy: "Put all areas into one CSV or GeoJSON file.")
            }
            return (files.first.map(AreaSource.file) ?? .inline([]), [:])
        }
        var ids: Set<String> = []
        let drafts = try (top.objects("areas") ?? []).map { try AreaDraft($0, taken: &ids) }
        let known = drafts.compactMap(\.inMeasures)
        guard known.count == drafts.count else { return (.drafts(drafts), [:]) }
        return (
            .inline(known.map(\.area)),
            Dictionary(uniqueKeysWithValues: known.compactMap { area, half in half.map { (area.id, $0) } })
        )
    }

    static func epochs(_ top: inout YAMLObject) throws -> [Epoch] {
        var epochs: [Epoch] = []
        var ids: Set<String> = []
        for var entry in try top.objects("epochs") ?? [] {
            let id = try entry.required("id", example: "\"2019\"")
            guard ids.insert(id).inserted else {
                throw entry.error(
                    "epoch \"\(id)\" is given more than once", at: "id", remedy: "Give every epoch an id of its own.")
            }
            guard !id.isEmpty, id.utf8.count <= 100, id.unicodeScalars.allSatisfy(\.isPlainText) else {
                throw entry.error(
                    "epoch id \"\(id)\" is not usable in names and filters", at: "id",
                    remedy:
                        "Use at most 100 bytes of letters, digits, blanks and signs; no line ends, control characters or `\\`.")
            }
            guard let date = try entry.date("date") else {
                throw entry.error("epoch \"\(id)\" has no date", at: "date", remedy: "Add `date: YYYY-MM-DD`.")
            }
            epochs.append(Epoch(id: id, date: date))
            try entry.finish()
        }
        guard !epochs.isEmpty else {
            throw top.error("the study names no epoch", at: "epochs", remedy: "Add `epochs: [{id: \"2019\", date: 2019-03-31}]`.")
        }
        return epochs.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
    }

    static func epochName(_ key: String, of top: inout YAMLObject, among epochs: [Epoch]) throws -> String? {
        try epochName(key, of: &top, among: epochs, ids: Set(epochs.map(\.id)))
    }

    /// The same with the ids of the epochs at hand.
    private static func epochName(
        _ key: String, of top: inout YAMLObject, among epochs: [Epoch], ids: Set<String>
    ) throws -> String? {
        guard let id = try top.string(key) else { return nil }
        guard ids.contains(id) else {
            throw top.error(
                "\(key) \"\(id)\" is not an epoch of this study", at: key,
                remedy: "Use one of: \(epochs.map(\.id).joined(separator: ", ")).")
        }
        return id
    }

    static func checkOrder(_ top: YAMLObject, _ study: Study) throws {
        guard let before = study.epoch(study.baseline), let after = study.epoch(study.comparison) else { return }
        guard before.date < after.date else {
            throw top.error(
                "the comparison \(after.id) (\(after.date)) is not later than the baseline \(before.id) (\(before.date))",
                at: "comparison", remedy: "Swap the two, or correct the dates of the epochs.")
        }
    }

    static func observations(_ top: inout YAMLObject, _ epochs: [Epoch]) throws -> ObservationSource {
        guard top.holdsObjects("observations"), !top.holdsObjects("observations", with: "file") else {
            return .files(try inputs("observations", &top))
        }
        var rows: [Observation] = []
        let ids = Set(epochs.map(\.id))
        for var entry in try top.objects("observations") ?? [] {
            guard let epoch = try epochName("epoch", of: &entry, among: epochs, ids: ids) else {
                throw entry.error("an observation needs its epoch", at: "epoch", remedy: "Add `epoch: \"\(epochs[0].id)\"`.")
            }
            guard let from = try entry.measure("from"), let to = try entry.measure("to") else {
                throw entry.error(
                    "an observation needs from and to", at: "from",
                    remedy: "Write `{epoch: \"\(epochs[0].id)\", from: 12km, to: 15km}`, or name a file with footprints.")
            }
            let span = try MeasureSpan(checked: from, to, at: entry.place("from"))
            rows.append(
                Observation(
                    epoch: epoch, extent: .spans(MeasureSpanSet(span)),
                    state: try entry.choice("state", of: Observation.State.self) ?? .observed, image: try entry.string("image"),
                    date: try entry.date("date"), groundSampleDistance: try entry.length("gsd")))
            try entry.finish()
        }
        return .inline(rows)
    }

    static func corridor(_ top: inout YAMLObject) throws -> Corridor {
        guard var entry = try top.object("corridor") else { return defaultCorridor }
        var corridor = defaultCorridor
        corridor.inward = try entry.length("inward") ?? corridor.inward
        corridor.outward = try entry.length("outward") ?? corridor.outward
        guard corridor.inward.value >= 0, corridor.outward.value >= 0 else {
            throw entry.error("a corridor cannot be negative", at: "inward", remedy: "Write lengths such as 3km and 500m.")
        }
        try entry.finish()
        return corridor
    }

    static func mapping(_ top: inout YAMLObject) throws -> FieldMapping {
        var mapping = FieldMapping()
        mapping.dateOrder = try top.choice("date_order", of: DateOrder.self)
        if var fields = try top.object("fields") {
            for (ours, theirs) in try fields.remainingStrings() { mapping.fields[ours] = theirs }
        }
        if var values = try top.object("values") {
            for (field, table) in try values.remainingObjects() {
                var table = table
                let words = try table.remainingStrings()
                // At once: every assignment forgets what was folded, and copies the table.
                mapping.values[field, default: [:]].merge(words.lazy.map { ($0, $1) }) { $1 }
            }
        }
        return mapping
    }
}

extension StudyArea {
    /// Throws where `id` is the name of the union of areas, or is not usable in file names and arguments.
    static func check(id: String, at place: Finding.Place) throws(InputError) {
        guard id != MetricDomain.allName else {
            throw InputError(
                "an area cannot be called \"all\"", at: place, remedy: "`all` is the union of areas; choose another id.")
        }
        guard !id.isEmpty, id.utf8.allSatisfy({ $0.isASCIIIdentifier }) else {
            throw InputError(
                "area id \"\(id)\" is not usable as an argument", at: place,
                remedy: "Use ASCII letters, digits, `-` and `_`; put other scripts into `name` and `aliases`.")
        }
    }
}

extension MeasureSpan {
    /// A span whose ends come from input: `from` must lie before `to`.
    init(checked from: Measure, _ to: Measure, at place: Finding.Place) throws(InputError) {
        guard from < to else {
            throw InputError(
                "from (\(FixedDecimal.string(from)) m) is not before to (\(FixedDecimal.string(to)) m)", at: place,
                remedy: "Measures grow along the line from its first vertex; swap the two or correct them.")
        }
        self.init(from, to)
    }
}

extension YAMLObject {
    /// A place on the border, written as a length from its start: `from: 1010.2km`.
    package mutating func measure(_ key: String) throws -> Measure? {
        guard let length = try length(key) else { return nil }
        guard length.value >= 0 else {
            throw error(
                "\(key) is negative", at: key, remedy: "Measures count from the first vertex of the line: 0km is its start.")
        }
        return Measure(length.value)
    }
}

extension Unicode.Scalar {
    /// What a reader sees as it stands: no control or format character, no line end, nothing unassigned; no backslash, which filters of QGIS and GDAL
    /// read as an escape.
    fileprivate var isPlainText: Bool {
        if self == "\\" { return false }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}

extension UInt8 {
    /// Letters, digits, `-`, `_` and `.` of ASCII.
    package var isASCIIIdentifier: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
