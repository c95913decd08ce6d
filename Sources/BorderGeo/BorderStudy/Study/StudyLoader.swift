import BorderModel
import GeoFormats
import LinearReferencing

/// Reads a study and everything it names.
public struct StudyLoader: Sendable {
    /// Takes the place of the study's own border.
    public var border: String?
    /// Wins over the study's own `fields:` and `values:`.
    public var mapping: FieldMapping
    /// Threads; `nil`: all cores. Results do not depend on it.
    public var jobs: Int?
    /// False where other facilities take the place of the study's own: their files are not opened.
    public var readsFacilities: Bool
    /// False where no output names the inputs with their digests, which are then empty.
    public var takesDigests: Bool
    /// Conversions of coordinates that may be worse than this are refused; `nil`: none.
    public var accuracy: Metres?
    /// False where the first of a kind of findings are listed and the others counted.
    public var listsEveryFinding: Bool

    public init(
        border: String? = nil, mapping: FieldMapping = FieldMapping(), jobs: Int? = nil, readsFacilities: Bool = true,
        takesDigests: Bool = true, accuracy: Metres? = nil, listsEveryFinding: Bool = false
    ) {
        self.listsEveryFinding = listsEveryFinding
        self.border = border
        self.mapping = mapping
        self.jobs = jobs
        self.readsFacilities = readsFacilities
        self.takesDigests = takesDigests
        self.accuracy = accuracy
    }

    /// Names of the built-in studies.
    public static var builtInStudies: [String] { StudyFolder.builtInNames }

    /// Loads a study file, a folder holding `study.yaml`, or a built-in study.
    ///
    /// Throws `FileError` where a file is missing or unreadable and `InputError` where one cannot be understood; doubtful data
    /// is in `findings`.
    public func load(_ argument: String) throws -> StudyData {
        let folder = try StudyFolder(argument)
        let (text, bytes) = try folder.studyText()
        var study = try Study(yaml: text, file: folder.studyFile)
        study.mapping = study.mapping.overridden(by: mapping)
        var findings: [Finding] = []
        var inputs = [InputRecord(name: folder.studyFile, bytes: bytes.count, sha256: SHA256.hexadecimal(of: bytes))]
        if let border {
            if border != study.border {
                findings.append(
                    Finding(
                        rule: "border-replaced", severity: .warning, place: .init(file: folder.studyFile, pointer: "/border"),
                        sentence:
                            "The study's measures belong to \(study.border); here they count from the first vertex of \(border).",
                        remedy: "Give areas and observations measures of that line, or as polygons."))
            }
            study.border = border
        }
        let roles = FileRole.all(of: study).filter { readsFacilities || $0.kind != .facilities }
        @Sendable func read(_ role: FileRole, _ study: Study, expected: GeoBox? = nil) -> Result<StudyFile, any Error> {
            Result {
                try StudyFile(
                    role, study: study, over: mapping, in: folder, accuracy: accuracy, expected: expected, jobs: jobs,
                    digesting: takesDigests, listingEveryFinding: listsEveryFinding)
            }
        }
        let ((line, notes), files) = try Parallel.both(jobs: jobs) { [study] in
            try loadBorder(study, folder, isOverridden: border != nil)
        } _: { [study] in
            Parallel.map(roles.count, jobs: jobs) { read(roles[$0], study) }
        }
        findings += notes
        var data = StudyData(study: study, border: line)
        for (number, (role, result)) in zip(roles, files).enumerated() {
            var result = result
            // What has two readings without the border may have one near it.
            if case .failure(is InputError) = result { result = read(role, study, expected: line.box) }
            let file = try result.get()
            // What comes with the tool is no input of the study.
            if !file.isBuiltInContext { inputs.append(file.record) }
            // A place off the Earth is no doubt about one record but about the file's axes or projection.
            if let wrong = file.findings.first(where: { $0.severity == .error }) {
                throw InputError(wrong.sentence, at: wrong.place, remedy: wrong.remedy)
            }
            findings += file.findings
            findings += try data.add(file, renaming: number < roles.count && roles[number].input.identifiers == .rename)
        }
        if case .inline(let observations) = study.observations { data.observations = observations }
        findings += try data.place(folder.studyFile)
        try data.check(folder.studyFile)
        data.findings = findings + line.scaleFindings(for: data.areas)
        data.inputs = inputs
        return data
    }

    /// The line that a study's measures belong to, with what is doubtful about it in its findings.
    package func border(of study: Study, in folder: StudyFolder) throws -> Border {
        try loadBorder(study, folder, isOverridden: false).0
    }

    private func loadBorder(_ study: Study, _ folder: StudyFolder, isOverridden: Bool) throws -> (Border, [Finding]) {
        let side: Side? = study.inward.map { $0 == .left ? .left : .right }
        let builtIn = try Border.builtinDCW(inwardSide: side ?? .right)
        if study.border == builtIn.source.name {
            let border = side == .left ? builtIn.adding([Self.wrongInward(folder.studyFile)]) : builtIn
            return (border, border.findings)
        }
        guard !study.border.hasPrefix("builtin:") else {
            throw InputError(
                "there is no border \"\(study.border)\"", at: .init(file: folder.studyFile, pointer: "/border"),
                remedy: "Use \(builtIn.source.name), or the path of a file with a line.")
        }
        let source = isOverridden ? InputSource.path(study.border) : try folder.source(study.border)
        var options = InputOptions(mapping: study.mapping)
        options.accuracy = accuracy
        let border = try Border.reading(
            source, named: study.border, id: study.id, along: builtIn, inwardSide: side,
            options: options)
        return (border, border.findings)
    }
}

extension StudyLoader {
    /// The built-in line runs as it does, whatever a study says.
    private static func wrongInward(_ file: String) -> Finding {
        Finding(
            rule: "inward-doubtful", severity: .warning, place: Finding.Place(file: file, pointer: "/inward"),
            sentence: "`inward: left` is given, but the inward side of the built-in border is its right.",
            remedy: "Write `inward: right`, or leave it out.")
    }
}

extension StudyData {
    /// Takes what a file holds. With `renaming`, ids that earlier files of its role have get the file's name before them, which is a finding.
    fileprivate mutating func add(_ file: StudyFile, renaming: Bool) throws(InputError) -> [Finding] {
        var renamed = 0
        func own<Item: Asset>(_ items: [Item], beside others: [Item]) -> [Item] {
            guard renaming, !others.isEmpty else { return items }
            var taken = Set(others.map(\.id)).union(items.map(\.id))
            let earlier = Set(others.map(\.id))
            return items.map { item in
                guard earlier.contains(item.id) else { return item }
                var (item, number) = (item, 1)
                let stem = FileStem(file.stem, after: "").text
                var id = "\(stem)-\(item.id)"
                while !taken.insert(id).inserted {
                    number += 1
                    id = "\(stem)-\(number)-\(item.id)"
                }
                item.id = id
                renamed += 1
                return item
            }
        }
        switch file.content {
        case .facilities(let items): facilities += own(items, beside: facilities)
        case .fences(let items, let paths):
            fences += own(items, beside: fences)
            patrolPaths += own(paths, beside: patrolPaths)
        case .patrolPaths(let items): patrolPaths += own(items, beside: patrolPaths)
        case .observations(let items): observations += items
        case .areas(let items): areaDrafts = items
        case .claims(let items): claims += items
        case .context(let series): context.append(series)
        case .kilometrePosts(let posts, let name): calibration = try border.calibration(posts: posts, file: name)
        }
        guard renamed > 0 else { return [] }
        return [
            Finding(
                rule: "ids-renamed", severity: .note, place: .init(file: file.record.name),
                sentence:
                    "\(NumberText.counted(renamed, one: "id occurs in an earlier file as well and has", many: "ids occur in an earlier file as well and have")) the name of this one before \(renamed == 1 ? "it" : "them") now."
            )
        ]
    }

    /// Areas and observations on the border, whatever they are written in.
    fileprivate mutating func place(_ file: String) throws(InputError) -> [Finding] {
        var drafts = areaDrafts
        if case .drafts(let own) = study.areas { drafts = own }
        let resolver = PlaceResolver(border: border, calibration: calibration, facilities: facilities, asking: drafts)
        if case .inline(let own) = study.areas {
            areas = []
            for area in own {
                var area = area
                area.spans = try resolver.spans(area.spans, at: .init(file: file, id: area.id, pointer: "/areas"))
                areas.append(area)
            }
        } else {
            areas = []
            for draft in drafts { areas.append(try resolver.area(draft)) }
        }
        for i in observations.indices {
            guard case .spans(let spans) = observations[i].extent else { continue }
            observations[i].extent = .spans(try resolver.spans(spans, at: .init(file: file, pointer: "/observations")))
        }
        return calibration.map { border.calibrationFindings($0, file: study.kilometrePosts?.file ?? file) } ?? []
    }

    /// What only shows once everything is read: ids across files, epochs of observations, areas that end beyond the border. Ends that are the
    /// border's as it is printed become the border's.
    fileprivate mutating func check(_ file: String) throws(InputError) {
        // Records of one id are versions of one thing where no date has two of them. What has no lifetime is always there.
        func unique(
            _ ids: [String], _ what: String, under key: String, lifetime: (Int) -> Lifetime = { _ in Lifetime() }
        ) throws(InputError) {
            var seen = Set<String>(minimumCapacity: ids.count)
            let repeated = Set(ids.filter { !seen.insert($0).inserted })
            guard !repeated.isEmpty else { return }
            var versions: [(id: String, lifetime: Lifetime)] = []
            for (i, id) in ids.enumerated() where repeated.contains(id) { versions.append((id, lifetime(i))) }
            // By start and then by end: only neighbours can overlap.
            func start(_ lifetime: Lifetime) -> CalendarDate { lifetime.validFrom ?? .first }
            versions.sort { a, b in
                guard a.id == b.id, start(a.lifetime) == start(b.lifetime) else {
                    return (a.id, start(a.lifetime)) < (b.id, start(b.lifetime))
                }
                return a.lifetime.validTo.map { end in b.lifetime.validTo.map { end < $0 } ?? true } ?? false
            }
            for (a, b) in zip(versions, versions.dropFirst()) where a.id == b.id && a.lifetime.overlaps(b.lifetime) {
                throw InputError(
                    "\(what) \"\(a.id)\" is in two files", at: .init(file: file, id: a.id, pointer: "/\(key)"),
                    remedy: "One \(what) is one record with valid_from and valid_to; merge the two or rename one.")
            }
        }
        try unique(facilities.map(\.id), "facility", under: "facilities") { facilities[$0].lifetime }
        try unique(fences.map(\.id), "fence", under: "fences") { fences[$0].lifetime }
        try unique(patrolPaths.map(\.id), "patrol path", under: "patrol_paths") { patrolPaths[$0].lifetime }
        try unique(claims.map(\.id), "claim", under: "claims")
        for observation in observations where study.epoch(observation.epoch) == nil {
            throw InputError(
                "an observation is of epoch \"\(observation.epoch)\", which the study does not have",
                at: .init(file: file, pointer: "/observations"),
                remedy: "Use one of: \(study.epochs.map(\.id).joined(separator: ", ")).")
        }
        for i in areas.indices {
            let area = areas[i]
            guard let last = area.spans.spans.last else { continue }
            let tolerance = study.areaTolerances[area.id] ?? PrintedLength(shortest: last.to - Measure(0)).halfUnit
            areas[i].spans = area.spans.reachingEnd(of: border.route, within: tolerance)
            guard let end = areas[i].spans.spans.last?.to, end > border.route.end else { continue }
            throw InputError(
                "area \"\(area.id)\" ends at \(FixedDecimal.string(last.to)) m, and the border \(border.source.name) is "
                    + "\(FixedDecimal.string(border.route.end)) m long", at: .init(file: file, id: area.id, pointer: "/areas"),
                remedy: "Correct the measures, or name the border they belong to.")
        }
        for i in observations.indices {
            guard case .spans(let spans) = observations[i].extent else { continue }
            observations[i].extent = .spans(spans.reachingEnd(of: border.route, within: .zero))
        }
    }
}
