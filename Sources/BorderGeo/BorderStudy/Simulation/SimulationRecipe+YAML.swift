import BorderModel
import LinearReferencing

extension SimulationRecipe {
    /// The version of the recipe file that this library reads.
    package static let format = "border-recipe/1"

    /// Reads a recipe as strictly as a study file is read: unknown keys, impossible dates, lengths without a unit, groups and areas
    /// that nothing defines are errors with file, line and remedy.
    package init(yaml text: String, file: String) throws {
        var top = try YAMLObject(text: text, file: file)
        let format = try top.required("format", example: Self.format)
        guard format == Self.format else {
            throw top.error(
                "format \"\(format)\" is not known", at: "format", remedy: "This version reads `format: \(Self.format)`.")
        }
        let id = try top.required("id", example: "my-study")
        guard id.utf8.allSatisfy({ $0.isASCIIIdentifier }) else {
            throw top.error(
                "id \"\(id)\" is not usable as a name of files", at: "id", remedy: "Use ASCII letters, digits, `-` and `_`.")
        }
        var study = try Study(id: id, title: try top.string("title"), border: try top.string("border") ?? "builtin:dcw")
        study.synthetic = true
        study.notes = try top.strings("notes")
        study.inward = try top.choice("inward", of: Study.InwardSide.self) ?? study.inward
        guard case (.inline(let areas), _) = try Study.areas(&top), !areas.isEmpty else {
            throw top.error(
                "a recipe needs its areas", at: "areas", remedy: "Write `areas: [{id: one, from: 10km, to: 17.4km}]`.")
        }
        study.areas = .inline(areas)
        study.epochs = try Study.epochs(&top)
        study.baseline = try Study.epochName("baseline", of: &top, among: study.epochs)
        study.comparison = try Study.epochName("comparison", of: &top, among: study.epochs)
        try Study.checkOrder(top, study)
        study.corridor = try Study.corridor(&top)
        study.nearFence = try top.length("near_fence") ?? study.nearFence
        study.headlineBasis = try top.choice("headline_basis", of: LengthBasis.self) ?? study.headlineBasis
        study.claims = try top.strings("claims")
        let words = try top.text(of: StudyWords.keys)
        try study.words.read(&top)
        self.init(study: study, seed: try Self.seed(&top))
        wordsText = words
        let areaIDs = areas.map(\.id)
        images = try (top.objects("images") ?? []).map { try SimulatedImage($0, areas: areaIDs, epochs: study.epochs) }
        for entry in try top.objects("fences") ?? [] {
            fences.append(try FenceGroup(entry, areaIDs, words: study.words.vocabulary, earlier: fences))
        }
        for entry in try top.objects("patrol_paths") ?? [] {
            patrolPaths.append(try FenceGroup(entry, areaIDs, words: study.words.vocabulary, earlier: fences + patrolPaths))
        }
        for entry in try top.objects("facilities") ?? [] {
            facilities.append(
                try FacilityGroup(
                    entry, areaIDs, words: study.words.vocabulary, fences: fences, earlier: facilities))
        }
        for entry in try top.objects("detections") ?? [] {
            detections.append(try DetectionRun(entry, study.epochs, words: study.words.vocabulary, earlier: detections))
        }
        try top.finish()
    }

    private static func seed(_ top: inout YAMLObject) throws -> UInt64 {
        let text = try top.required("seed", example: "42")
        guard let seed = UInt64(text) else {
            throw top.error(
                "seed \"\(text)\" is not a whole number from 0 to 18446744073709551615", at: "seed", remedy: "Write `seed: 42`.")
        }
        return seed
    }
}

extension SimulationRecipe.SimulatedImage {
    init(_ entry: YAMLObject, areas: [String], epochs: [Epoch]) throws {
        var entry = entry
        let area = try entry.required("area", example: areas[0])
        try entry.check(area, isOneOf: areas, "area", at: "area")
        guard let date = try entry.date("date") else {
            throw entry.error("an image needs its date", at: "date", remedy: "Add `date: YYYY-MM-DD`.")
        }
        self.init(
            area: area, date: date, epoch: try Study.epochName("epoch", of: &entry, among: epochs), id: try entry.string("image"),
            groundSampleDistance: try entry.positiveLength("gsd"), unseen: try entry.share("unseen") ?? Share(0),
            patches: try entry.count("patches") ?? 1)
        try entry.finish()
    }
}

extension SimulationRecipe.FenceGroup {
    init(_ entry: YAMLObject, _ areas: [String], words vocabulary: AssetVocabulary, earlier: [Self]) throws {
        var entry = entry
        let id = try entry.required("id", example: "primary-2019")
        try entry.check(newID: id, among: earlier.map(\.id))
        self.init(id: id)
        layer = try entry.item("layer", of: vocabulary.layers) ?? vocabulary.layers[0]
        bank = try entry.item("bank", of: vocabulary.banks) ?? vocabulary.ownBank
        isInward = vocabulary.countedBanks.contains(bank)
        material = try entry.item("material", of: vocabulary.materials) ?? vocabulary.unknownMaterial
        rows = try entry.count("rows") ?? rows
        border = try entry.amount("border", areas: areas) { try $0.positiveLength($1) }
        line = try entry.positiveLength("line")
        offset = try entry.lengthRange("offset") ?? offset
        behind = try entry.string("behind")
        fills = try entry.string("fills")
        along = try entry.strings("along")
        for (key, name) in [("behind", behind), ("fills", fills)] + along.map({ ("along", $0) }) {
            if let name { try entry.check(name, isOneOf: earlier.map(\.id), "group before this one", at: key) }
        }
        openings = try entry.openings()
        if case .places = openings, border != nil {
            throw entry.error(
                "border and places of openings are given both", at: "border",
                remedy: "Leave `border` out, or give `openings` as a number.")
        }
        built = try entry.dateRange("built")
        upgraded = try entry.dateRange("upgraded")
        removed = try entry.dateRange("removed")
        try entry.finish()
    }
}

extension SimulationRecipe.FacilityGroup {
    init(
        _ entry: YAMLObject, _ areas: [String], words vocabulary: AssetVocabulary, fences: [SimulationRecipe.FenceGroup],
        earlier: [Self]
    ) throws {
        var entry = entry
        guard let kind = try entry.item("kind", of: vocabulary.kinds) else {
            throw entry.error(
                "facilities need their kind", at: "kind", remedy: "Add `kind: \(vocabulary.kinds[0].rawValue)`.")
        }
        let id = try entry.string("id") ?? "\(kind.rawValue)-\(earlier.count + 1)"
        try entry.check(newID: id, among: earlier.map(\.id))
        guard let count = try entry.amount("count", areas: areas, read: { try $0.count($1) }) else {
            throw entry.error(
                "facilities need their count", at: "count", remedy: "Add `count: 38`, or `count: {\(areas[0]): 38}`.")
        }
        self.init(id: id, kind: kind, count: count)
        along = try entry.strings("along")
        for name in along { try entry.check(name, isOneOf: fences.map(\.id), "group of fences", at: "along") }
        guard !fences.isEmpty else {
            throw entry.error(
                "there are no fences to place facilities along", at: "kind", remedy: "Add `fences:` to the recipe.")
        }
        offset = try entry.lengthRange("offset") ?? offset
        spacing = try entry.choice("spacing", of: Spacing.self) ?? spacing
        built = try entry.dateRange("built")
        removed = try entry.dateRange("removed")
        sigma = try entry.distance("sigma")
        try entry.finish()
    }
}

extension SimulationRecipe.DetectionRun {
    init(_ entry: YAMLObject, _ epochs: [Epoch], words vocabulary: AssetVocabulary, earlier: [Self]) throws {
        var entry = entry
        let annotator = try entry.required("annotator", example: "model-a")
        try entry.check(newID: annotator, among: earlier.map(\.annotator), key: "annotator")
        guard let epoch = try Study.epochName("epoch", of: &entry, among: epochs) else {
            throw entry.error("detections need their epoch", at: "epoch", remedy: "Add `epoch: \"\(epochs[0].id)\"`.")
        }
        self.init(annotator: annotator, epoch: epoch)
        recall = try entry.share("recall") ?? recall
        precision = try entry.share("precision") ?? precision
        confusion = try entry.share("confusion") ?? confusion
        sigma = try entry.distance("sigma") ?? sigma
        maxError = try entry.positiveLength("max_error") ?? sigma * 4
        spuriousDistance = try entry.distance("spurious_distance") ?? spuriousDistance
        isScored = try entry.bool("scores") ?? isScored
        guard precision.fraction > 0 else {
            throw entry.error(
                "a precision of 0 leaves nothing that is right", at: "precision", remedy: "Write a share above 0, such as 0.85.")
        }
        for name in try entry.strings("kinds") {
            guard let kind = vocabulary.kinds.first(where: { $0.rawValue == name }) else {
                throw entry.error(
                    "kind \"\(name)\" is not known", at: "kinds",
                    remedy: "Use some of: \(vocabulary.kinds.map(\.rawValue).joined(separator: ", ")).")
            }
            kinds.append(kind)
        }
        if var shift = try entry.object("shift") {
            shiftEast = try shift.length("east") ?? .zero
            shiftNorth = try shift.length("north") ?? .zero
            try shift.finish()
        }
        try entry.finish()
    }
}

extension YAMLObject {
    /// The class of the vocabulary that a key names.
    fileprivate mutating func item<Class: AssetClass>(_ key: String, of classes: [Class]) throws -> Class? {
        guard let name = try string(key) else { return nil }
        guard let item = classes.first(where: { $0.rawValue == name }) else {
            throw error(
                "\(key) \"\(name)\" is not known", at: key,
                remedy: "Use one of: \(classes.map(\.rawValue).joined(separator: ", ")).")
        }
        return item
    }

    fileprivate func check(newID id: String, among taken: [String], key: String = "id") throws {
        guard !id.isEmpty, id.utf8.allSatisfy({ $0.isASCIIIdentifier }) else {
            throw error("\(key) \"\(id)\" is not usable as a name", at: key, remedy: "Use ASCII letters, digits, `-` and `_`.")
        }
        guard !taken.contains(id) else {
            throw error("\(key) \"\(id)\" is given more than once", at: key, remedy: "Give each a name of its own.")
        }
    }

    fileprivate func check(_ name: String, isOneOf known: [String], _ what: String, at key: String) throws {
        guard known.contains(name) else {
            throw error(
                "\"\(name)\" is no \(what)", at: key,
                remedy: known.isEmpty ? "There is none yet; put it first." : "Use one of: \(known.joined(separator: ", ")).")
        }
    }

    fileprivate mutating func count(_ key: String) throws -> Int? {
        guard let text = try string(key) else { return nil }
        guard let count = Int(text), (0...10_000_000).contains(count) else {
            throw error("\"\(text)\" is not a count", at: key, remedy: "Write a whole number from 0 to 10000000.")
        }
        return count
    }

    fileprivate mutating func share(_ key: String) throws -> Share? {
        guard let value = try number(key) else { return nil }
        guard (0...1).contains(value) else {
            throw error("\(key) must be between 0 and 1", at: key, remedy: "Write a share such as 0.85, not a percentage.")
        }
        return Share(value)
    }

    /// A length of 0 or more.
    fileprivate mutating func distance(_ key: String) throws -> Metres? {
        guard let length = try length(key) else { return nil }
        guard length.value >= 0 else { throw error("\(key) is negative", at: key, remedy: "Write a length such as 3m.") }
        return length
    }

    fileprivate mutating func positiveLength(_ key: String) throws -> Metres? {
        guard let length = try length(key) else { return nil }
        guard length.value > 0 else {
            throw error("\(key) is not above 0", at: key, remedy: "Write a length such as 250m or 12km.")
        }
        return length
    }

    fileprivate mutating func lengthRange(_ key: String) throws -> SimulationRecipe.LengthRange? {
        guard var range = try object(key) else { return nil }
        guard let from = try range.length("from"), let to = try range.length("to"), from.value >= 0, from <= to else {
            throw error("\(key) needs from and to, from not above to", at: key, remedy: "Write `\(key): {from: 15m, to: 600m}`.")
        }
        try range.finish()
        return SimulationRecipe.LengthRange(from, to)
    }

    fileprivate mutating func dateRange(_ key: String) throws -> SimulationRecipe.DateRange? {
        guard let node = node(key) else { return nil }
        if case .scalar = node {
            guard let day = try date(key) else { return nil }
            return SimulationRecipe.DateRange(day, day)
        }
        guard var range = try object(key) else { return nil }
        guard let from = try range.date("from"), let to = try range.date("to"), from <= to else {
            throw error(
                "\(key) needs from and to, from not after to", at: key,
                remedy: "Write `\(key): {from: 2020-09-01, to: 2022-12-31}`, or one day.")
        }
        try range.finish()
        return SimulationRecipe.DateRange(from, to)
    }

    /// One value for all areas together, or a mapping from area to value.
    fileprivate mutating func amount<Value>(
        _ key: String, areas: [String], read: (inout YAMLObject, String) throws -> Value?
    ) throws -> SimulationRecipe.Amount<Value>? {
        guard let node = node(key) else { return nil }
        if case .scalar = node { return try read(&self, key).map { .total($0) } }
        guard var table = try object(key) else { return nil }
        var rows: [SimulationRecipe.InArea<Value>] = []
        for area in areas { if let value = try read(&table, area) { rows.append(SimulationRecipe.InArea(area, value)) } }
        try table.finish()
        return .byArea(rows)
    }

    fileprivate mutating func openings() throws -> SimulationRecipe.Openings {
        guard holdsObjects("openings") else { return .count(try count("openings") ?? 0) }
        var places: [MeasureSpan] = []
        for var entry in try objects("openings") ?? [] {
            guard let from = try entry.length("from"), let to = try entry.length("to") else {
                throw entry.error("an opening needs from and to", at: "from", remedy: "Write `{from: 12.3km, to: 12.5km}`.")
            }
            places.append(try MeasureSpan(checked: Measure(from.value), Measure(to.value), at: entry.place("from")))
            try entry.finish()
        }
        return .places(places)
    }
}
