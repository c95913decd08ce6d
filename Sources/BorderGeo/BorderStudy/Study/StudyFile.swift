import BorderModel
import GeoFormats
import LinearReferencing

/// What a file of a study holds.
package struct FileRole: Sendable {
    package enum Kind: Sendable { case facilities, fences, patrolPaths, observations, areas, claims, context, kilometrePosts }

    package var kind: Kind
    package var input: StudyInput
    package var name: String { input.file }

    /// Every file that a study names, in the order in which they are listed in outputs.
    package static func all(of study: Study) -> [FileRole] {
        var roles: [FileRole] = []
        if case .file(let name) = study.areas { roles.append(FileRole(kind: .areas, input: name)) }
        if let posts = study.kilometrePosts { roles.append(FileRole(kind: .kilometrePosts, input: posts)) }
        roles += study.fences.map { FileRole(kind: .fences, input: $0) }
        roles += study.facilities.map { FileRole(kind: .facilities, input: $0) }
        roles += study.patrolPaths.map { FileRole(kind: .patrolPaths, input: $0) }
        if case .files(let names) = study.observations { roles += names.map { FileRole(kind: .observations, input: $0) } }
        roles += study.claims.map { FileRole(kind: .claims, input: StudyInput($0)) }
        roles += study.context.map { FileRole(kind: .context, input: StudyInput($0.file)) }
        return roles
    }
}

/// One file of a study, read and decoded.
struct StudyFile: Sendable {
    enum Content: Sendable {
        case facilities([Facility])
        case fences([FenceLine], [PatrolPath])
        case patrolPaths([PatrolPath])
        case observations([Observation])
        case areas([AreaDraft])
        case claims([Claim])
        case context(ContextSeries)
        case kilometrePosts([Feature], file: String)
    }

    var content: Content
    var record: InputRecord
    var findings: [Finding]

    /// A series that is shipped with the tool.
    var isBuiltInContext: Bool {
        if case .context = content { record.name.hasPrefix("builtin:") } else { false }
    }

    /// The name of the file without folder and ending.
    var stem: String {
        let name = record.name.split { $0 == "/" || $0 == "\\" || $0 == ":" }.last.map(String.init) ?? "file"
        return name.split(separator: ".").first.map(String.init) ?? name
    }

    /// Reads, and takes the digest at the same time: it costs as much as the reading. `digesting` false leaves it empty.
    init(
        _ role: FileRole, study: Study, over mapping: FieldMapping = FieldMapping(), in folder: StudyFolder,
        accuracy: Metres? = nil, expected: GeoBox? = nil, jobs: Int? = nil, digesting: Bool = true,
        listingEveryFinding: Bool = false
    ) throws {
        if role.kind == .claims {
            self = try StudyFile(claims: role.name, study: study, in: folder)
            return
        }
        if role.kind == .context {
            self = try StudyFile(context: role.name, study: study, in: folder)
            return
        }
        // Read twice: for its digest and for what it holds.
        let source = try folder.source(role.name).repeatable()
        let options = try role.input.options(in: study.mapping, over: mapping, accuracy: accuracy, expected: expected)
        let (record, (content, findings)) = try Parallel.both(jobs: jobs) {
            try source.record(digesting: digesting)
        } _: {
            try Self.content(
                of: source, options: options, role: role, study: study, listingEveryFinding: listingEveryFinding, jobs: jobs)
        }
        self.record = record
        self.content = content
        self.findings = findings
    }
}

extension StudyFile {
    private static func content(
        of source: InputSource, options: InputOptions, role: FileRole, study: Study, listingEveryFinding: Bool,
        jobs: Int?
    ) throws -> (Content, [Finding]) {
        var decoder = FeatureDecoder(file: source.name, mapping: options.mapping, synthetic: study.synthetic, words: study.words)
        decoder.jobs = jobs
        decoder.listsEveryFinding = listingEveryFinding
        decoder.preparation = role.input.preparation
        decoder.identifiers = role.input.identifiers ?? .rename
        let kind = role.kind
        if kind == .facilities {
            // The largest file by far: decoded where it is read, piece by piece.
            let (pieces, notes) = try InputReader.map(source, options: options, jobs: jobs) { [decoder] features, first in
                decoder.piece(features, first: first, decoder.facilityRule)
            }
            let facilities = try decoder.merge(pieces)
            try notes.refuseIncomplete()
            if facilities.isEmpty { try (notes + decoder.findings).refusePlaceless(file: source.name) }
            return (.facilities(facilities), notes + decoder.findings)
        }
        let (features, notes) = try InputReader.read(source, options: options)
        try notes.refuseIncomplete()
        let content: Content =
            switch kind {
            case .fences: .fences(try decoder.fences(features), try decoder.patrolPaths(features))
            case .patrolPaths: .patrolPaths(try decoder.patrolPaths(features, all: true))
            case .observations: .observations(try decoder.observations(features, epochs: study.epochs))
            case .areas:
                .areas(
                    try AreaDraft.read(
                        features.compactMap { decoder.preparation.record($0, mapping: options.mapping) },
                        mapping: options.mapping,
                        file: source.name))
            case .kilometrePosts:
                .kilometrePosts(
                    features.compactMap { decoder.preparation.record($0, mapping: options.mapping) }, file: source.name)
            case .facilities, .claims, .context: .claims([])
            }
        // Rows of measures and ids need no place.
        let isPlaced = kind != .areas && kind != .kilometrePosts
        return (content, (isPlaced ? notes : notes.filter { $0.rule != ReadRule.noPlace.id }) + decoder.findings)
    }

    /// Published figures: a file of the study's own, or `builtin:published`, the shipped register, of which those about this
    /// study count.
    fileprivate init(claims name: String, study: Study, in folder: StudyFolder) throws {
        let isRegister = name == Self.registerName
        let source = isRegister ? try StudyFolder.builtInFile("claims/published.yaml") : try folder.source(name)
        let (text, bytes) = try StudyFolder.text(of: source)
        var (claims, findings) = try ClaimFile.read(yaml: text, file: source.name)
        if isRegister { claims = ClaimRegister(claims: claims).about(study.id).claims }
        content = .claims(claims)
        self.findings = findings
        record = InputRecord(name: source.name, bytes: bytes.count, sha256: SHA256.hexadecimal(of: bytes))
    }

    /// A series of figures from elsewhere.
    fileprivate init(context name: String, study: Study, in folder: StudyFolder) throws {
        let source = try folder.source(context: name).repeatable()
        guard let entry = study.context.first(where: { $0.file == name }) else { throw FileError.notFound(path: name) }
        record = try source.record()
        content = .context(try entry.series(source))
        findings = []
    }

    static let registerName = ClaimRegister.name
}

extension InputSource {
    /// Size and digest of the stored bytes, read in blocks; the size alone where `digesting` is false. Of a folder and of files that belong together: one after the
    /// other in the order of their names.
    func record(digesting: Bool = true) throws -> InputRecord {
        var hash = digesting ? SHA256() : nil
        switch self {
        case .bytes(let bytes, let name):
            bytes.withUnsafeBytes { hash?.update($0) }
            return InputRecord(name: name, bytes: bytes.count, sha256: hash?.hexadecimal() ?? "")
        case .path(let path):
            // A database or a service has no bytes of its own.
            guard let files = OGRSource.files(of: path) else {
                return InputRecord(name: OGRSource.masked(path), bytes: 0, sha256: "")
            }
            var room = [UInt8](repeating: 0, count: 1 << 20)
            var total = 0
            for path in files {
                let file = try InputFile(path)
                while true {
                    let count = try room.withUnsafeMutableBytes { buffer in
                        let count = try file.read(into: buffer)
                        hash?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                        return count
                    }
                    if count == 0 { break }
                    total += count
                }
            }
            return InputRecord(name: path, bytes: total, sha256: hash?.hexadecimal() ?? "")
        }
    }
}
