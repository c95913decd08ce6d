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

    public init(
        border: String? = nil, mapping: FieldMapping = FieldMapping(), jobs: Int? = nil, readsFacilities: Bool = true,
        takesDigests: Bool = true
    ) {
        self.border = border
        self.mapping = mapping
        self.jobs = jobs
        self.readsFacilities = readsFacilities
        self.takesDigests = takesDigests
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
        let ((line, notes), files) = try Parallel.both(jobs: jobs) { [study] in
            try loadBorder(study, folder, isOverridden: border != nil)
        } _: { [study] in
            Parallel.map(roles.count, jobs: jobs) { i in
                Result { try StudyFile(roles[i], study: study, over: mapping, in: folder, jobs: jobs, digesting: takesDigests) }
            }
        }
        findings += notes
        var data = StudyData(study: study, border: line)
        for file in files {
            let file = try file.get()
            inputs.append(file.record)
            // A place off the Earth is no doubt about one record but about the file's axes or projection.
            if let wrong = file.findings.first(where: { $0.severity == .error }) {
                throw InputError(wrong.sentence, at: wrong.place, remedy: wrong.remedy)
            }
            findings += file.findings
            data.add(file)
        }
        if case .inline(let areas) = study.areas { data.areas = areas }
        if case .inline(let observations) = study.observations { data.observations = observations }
        try data.check(folder.studyFile)
        data.findings = findings + line.scaleFindings(for: data.areas)
        data.inputs = inputs
        return data
    }

    private func loadBorder(_ study: Study, _ folder: StudyFolder, isOverridden: Bool) throws -> (Border, [Finding]) {
        let side: Side = study.inward == .left ? .left : .right
        let builtIn = try Border.builtinDCW(inwardSide: side)
        if study.border == builtIn.source.name { return (builtIn, builtIn.findings) }
        guard !study.border.hasPrefix("builtin:") else {
            throw InputError(
                "there is no border \"\(study.border)\"", at: .init(file: folder.studyFile, pointer: "/border"),
                remedy: "Use \(builtIn.source.name), or the path of a file with a line.")
        }
        let source = isOverridden ? InputSource.path(study.border) : try folder.source(study.border)
        let (features, findings) = try InputReader.read(source, options: InputOptions(mapping: study.mapping))
        let border = try Border(
            features: features, id: study.id, source: BorderSource(origin: .file(study.border), title: study.border),
            reference: builtIn, inwardSide: side)
        return (border, findings + border.findings)
    }
}

extension StudyData {
    fileprivate mutating func add(_ file: StudyFile) {
        switch file.content {
        case .facilities(let items): facilities += items
        case .fences(let items, let paths):
            fences += items
            patrolPaths += paths
        case .patrolPaths(let items): patrolPaths += items
        case .observations(let items): observations += items
        case .areas(let items): areas = items
        case .claims(let items): claims += items
        }
    }

    /// What only shows once everything is read: ids across files, epochs of observations, areas that end beyond the border.
    fileprivate func check(_ file: String) throws(InputError) {
        func unique(_ ids: [String], _ what: String, _ key: String, lifetime: (Int) -> Lifetime = { _ in Lifetime() }) throws(InputError) {
            var seen = Set<String>(minimumCapacity: ids.count)
            let repeated = Set(ids.filter { !seen.insert($0).inserted })
            guard !repeated.isEmpty else { return }
            // What has no lifetime stands always. Records whose validities do not overlap are versions of one thing.
            var versions: [String: [Lifetime]] = [:]
            for (i, id) in ids.enumerated() where repeated.contains(id) {
                let known = versions[id] ?? []
                let own = lifetime(i)
                guard known.allSatisfy({ !$0.overlaps(own) }) else {
                    throw InputError(
                        "\(what) \"\(id)\" is in two files", at: .init(file: file, id: id, pointer: "/\(key)"),
                        remedy: "One \(what) is one record with valid_from and valid_to; merge the two or rename one.")
                }
                versions[id] = known + [own]
            }
        }
        try unique(facilities.map(\.id), "facility", "facilities") { facilities[$0].lifetime }
        try unique(fences.map(\.id), "fence", "fences") { fences[$0].lifetime }
        try unique(patrolPaths.map(\.id), "patrol path", "patrol_paths") { patrolPaths[$0].lifetime }
        try unique(claims.map(\.id), "claim", "claims")
        for observation in observations where study.epoch(observation.epoch) == nil {
            throw InputError(
                "an observation is of epoch \"\(observation.epoch)\", which the study does not have",
                at: .init(file: file, pointer: "/observations"),
                remedy: "Use one of: \(study.epochs.map(\.id).joined(separator: ", ")).")
        }
        for area in areas {
            guard let last = area.spans.spans.last, last.to > border.route.end else { continue }
            throw InputError(
                "area \"\(area.id)\" ends at \(FixedDecimal.string(last.to)) m, and the border \(border.source.name) is "
                    + "\(FixedDecimal.string(border.route.end)) m long", at: .init(file: file, id: area.id, pointer: "/areas"),
                remedy: "Correct the measures, or name the border they belong to.")
        }
    }
}
