import BorderAnalysis
import BorderBase
import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

extension BatchPlan {
    /// Reads a plan file; `-` is stdin, and paths then count from the working folder.
    package init(reading path: String) throws {
        let (text, _) = try StudyFolder.text(of: .path(path))
        try self.init(yaml: text, file: path == "-" ? "<stdin>" : path)
    }

    /// Reads a plan strictly. Paths in it count from the folder of the plan.
    ///
    /// Throws `InputError` for what it does not understand, for two jobs of one name, and for a plan without a job.
    package init(yaml text: String, file: String) throws {
        var top = try YAMLObject(text: text, file: file)
        let format = try top.required("format", example: BatchPlan.format)
        guard format == BatchPlan.format else {
            throw top.error(
                "format \"\(format)\" is not known", at: "format", remedy: "This version reads `format: \(BatchPlan.format)`.")
        }
        let extent = try top.choice("write", of: Extent.self) ?? .all
        let language = try top.choice("lang", of: ReportLanguage.self) ?? .english
        let common = try BatchSettings(&top)
        let root = OutputFile.split(file).folder
        func resolved(_ path: String) -> String {
            StudyLoader.builtInStudies.contains(path) || path.hasPrefix("/") || path.hasPrefix("builtin:") ? path : root + path
        }
        let grid = try BatchPlan.grid(&top)
        var jobs: [BatchJob] = []
        var folders = FileStems()
        func add(_ name: String, study: String, settings own: BatchSettings, at place: Finding.Place) throws {
            for point in grid {
                var settings = common.overridden(by: own).overridden(by: point.settings)
                settings.border = settings.border.map(resolved)
                let folder = FileStem(([name] + point.names).joined(separator: "--"))
                let id = folder.text
                guard folders.take(folder) else {
                    throw InputError(
                        "two jobs are called \"\(id)\", letter case aside", at: place,
                        remedy: "Give one of the studies another `name:`.")
                }
                jobs.append(BatchJob(id: id, study: resolved(study), settings: settings))
            }
        }
        if top.holdsObjects("studies") {
            for var entry in try top.objects("studies") ?? [] {
                let study = try entry.required("study", example: "six-areas")
                let name = try entry.string("name") ?? BatchPlan.name(of: study)
                try add(name, study: study, settings: try BatchSettings(&entry), at: entry.place("study"))
                try entry.finish()
            }
        } else {
            for study in try top.strings("studies") {
                try add(BatchPlan.name(of: study), study: study, settings: BatchSettings(), at: top.place("studies"))
            }
        }
        for folder in try top.strings("folders") {
            let path = resolved(folder)
            let studies = FileBytes.names(in: path).filter { (try? FileBytes.read("\(path)/\($0)/study.yaml")) != nil }
            guard !studies.isEmpty else {
                throw top.error(
                    "\(path) holds no folder with a study.yaml", at: "folders",
                    remedy: "Name the folder whose subfolders are the studies.")
            }
            for name in studies { try add(name, study: "\(folder)/\(name)", settings: BatchSettings(), at: top.place("folders")) }
        }
        try top.finish()
        guard !jobs.isEmpty else {
            throw top.error("the plan names no study", at: "studies", remedy: "Add `studies: [six-areas, my-study/]`.")
        }
        self.init(file: file, jobs: jobs, extent: extent, language: language)
        try checkPublic()
    }

    /// Every combination of the values of `grid:`, with the words that tell its jobs apart; one empty point without a grid.
    private static func grid(_ top: inout YAMLObject) throws -> [(settings: BatchSettings, names: [String])] {
        guard var grid = try top.object("grid") else { return [(BatchSettings(), [])] }
        var points: [(settings: BatchSettings, names: [String])] = [(BatchSettings(), [])]
        for key in BatchSettings.keys {
            let values = try grid.strings(key)
            guard !values.isEmpty else { continue }
            var next: [(settings: BatchSettings, names: [String])] = []
            for point in points {
                for value in values {
                    var settings = point.settings
                    try settings.set(key, to: value, in: grid)
                    next.append((settings, point.names + ["\(key)-\(value)"]))
                }
            }
            guard next.count <= 100_000 else {
                throw grid.error("the grid has more than 100,000 points", at: key, remedy: "Split the plan.")
            }
            points = next
        }
        try grid.finish()
        return points
    }

    /// The name of a study's folder or file without its ending.
    private static func name(of study: String) -> String {
        var parts = study.split(separator: "/").map(String.init)
        if parts.count > 1, parts.last == "study.yaml" { parts.removeLast() }
        let last = parts.last ?? "study"
        return last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
    }
}

extension BatchSettings {
    /// The settings of a mapping; other members are left for the caller.
    init(_ entry: inout YAMLObject) throws {
        self.init()
        border = try entry.string("border")
        areas = try Self.list(try entry.strings("areas"))
        epochs = try Self.list(try entry.strings("epochs"))
        segments = try Self.list(try entry.strings("segments"))
        banks = try Self.list(try entry.strings("banks"))?.map { Bank($0, rank: 0) }
        bridged = try entry.bool("bridged")
        maxAngle = try entry.string("max_angle").map { try Self.angle($0, at: "max_angle", in: entry) }
        minGap = try entry.length("min_gap")
        matching = try entry.choice("match", of: FacilityMatching.self)
        keepsShift = try entry.bool("keep_shift")
        isPublic = try entry.bool("public")
        nearFence = try entry.length("near_fence")
        corridorInward = try entry.length("corridor_inward")
        corridorOutward = try entry.length("corridor_outward")
        leastConfidence = try entry.string("min_confidence").map { try Self.share($0, at: "min_confidence", in: entry) }
        accuracy = try entry.length("accuracy")
        for (key, length) in [
            ("min_gap", minGap), ("near_fence", nearFence), ("corridor_inward", corridorInward),
            ("corridor_outward", corridorOutward),
        ] {
            try Self.check(length, key, in: entry)
        }
        try Self.check(accuracy: accuracy, in: entry)
    }

    /// One value of a grid; several areas or epochs of one job are separated by commas.
    fileprivate mutating func set(_ key: String, to text: String, in grid: YAMLObject) throws {
        let list = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
        func flag() throws -> Bool {
            guard let value = Bool(text) else {
                throw grid.error(
                    "\(key) must be true or false, found \"\(text)\"", at: key, remedy: "Write `\(key): [true, false]`.")
            }
            return value
        }
        func length() throws -> Metres {
            guard let value = Metres(parsing: text) else {
                throw grid.error(
                    "\"\(text)\" is not a length with a unit", at: key,
                    remedy: "Write a number with its unit (\(LengthUnit.names)): 250m, 1.5km.")
            }
            try Self.check(value, key, in: grid)
            return value
        }
        switch key {
        case "border": border = text
        case "areas": areas = list
        case "epochs": epochs = list
        case "segments": segments = list
        case "banks": banks = list.map { Bank($0, rank: 0) }
        case "bridged": bridged = try flag()
        case "max_angle": maxAngle = try Self.angle(text, at: key, in: grid)
        case "min_gap": minGap = try length()
        case "keep_shift": keepsShift = try flag()
        case "public": isPublic = try flag()
        case "match":
            guard let value = FacilityMatching(rawValue: text) else {
                throw grid.error("match \"\(text)\" is not known", at: key, remedy: "Use one of: records, position.")
            }
            matching = value
        case "near_fence": nearFence = try length()
        case "corridor_inward": corridorInward = try length()
        case "corridor_outward": corridorOutward = try length()
        case "min_confidence": leastConfidence = try Self.share(text, at: key, in: grid)
        default:
            accuracy = try length()
            try Self.check(accuracy: accuracy, in: grid)
        }
    }

    private static func list(_ texts: [String]) throws -> [String]? { texts.isEmpty ? nil : texts }

    private static func angle(_ text: String, at key: String, in entry: YAMLObject) throws -> Degrees {
        guard let value = Double(text), value > 0, value <= 90 else {
            throw entry.error(
                "max_angle \"\(text)\" is not an angle with the border", at: key,
                remedy: "Write degrees above 0 and up to 90, such as 60.")
        }
        return Degrees(value)
    }

    private static func share(_ text: String, at key: String, in entry: YAMLObject) throws -> Share {
        guard let value = Double(text), (0...1).contains(value) else {
            throw entry.error("\(key) \"\(text)\" is not a share", at: key, remedy: "Write a number from 0 to 1, such as 0.5.")
        }
        return Share(value)
    }

    private static func check(accuracy: Metres?, in entry: YAMLObject) throws {
        guard let accuracy, accuracy.value <= 0 else { return }
        throw entry.error("accuracy is not above 0", at: "accuracy", remedy: "Write a length such as 5m.")
    }

    private static func check(_ length: Metres?, _ key: String, in entry: YAMLObject) throws {
        guard let length, length.value < 0 else { return }
        throw entry.error("\(key) is negative", at: key, remedy: "Write a length such as 500m.")
    }
}
