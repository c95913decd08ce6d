import BorderGeo

extension Remedy {
    /// Remedies as a user of this tool reads them: with its options and commands.
    static let withOptions: Wording = { $0.option }
}

extension Remedy.Means {
    fileprivate var option: String {
        func option(_ name: String, _ value: String) -> String { value.isEmpty ? "--\(name)" : "--\(name) \(value)" }
        return switch self {
        case .crs(let value): option("crs", value)
        case .crsBeforehand(let value): "on the command line: " + option("crs", value)
        case .encoding(let value): option("encoding", value)
        case .accuracy(let value): option("accuracy", value)
        case .dateOrder(let value): "\(option("date-order", value)), in a study date_order: \(value)"
        case .fields(let value): option("map", value)
        case .fixer: "lint --fix"
        case .bank: "geo-tool border stretch --border FILE --bank middle (or inward, outward) -o border.geojson"
        case .fixedDistance: "--ignore-sigma"
        case .maximumDistance: "--max-distance"
        case .leastConfidence: "--min-confidence"
        case .keepShift: "--keep-shift"
        case .layer: "--layer"
        case .study: "--study"
        case .epoch: "--epoch"
        case .area: "--area"
        case .partialDensity: "`geo-tool density --partial`"
        case .sample: "geo-tool sample"
        case .checkedSample: "geo-tool sample --checked FILE"
        case .listOfClaims: "`geo-tool audit --format csv`"
        case .placer: "geo-tool place"
        case .overwriting: "--force"
        }
    }
}

extension Finding {
    /// One line for stderr, with the options of this tool in its remedy.
    var toolLine: String { worded(Remedy.withOptions).line }
}

extension StudyLoader {
    /// The study with the options of this tool in the remedies of its findings.
    func loadForTool(_ argument: String) throws -> StudyData {
        var data: StudyData
        do { data = try load(argument) } catch FileError.notFound(let path) where path == argument {
            guard let near = Suggestion.nearest(to: argument, among: Self.builtInStudies) else {
                throw FileError.notFound(path: path)
            }
            throw Failure(
                "\(path): no such file, and there is no built-in study of this name\n  Did you mean \"\(near)\"?", .noInput)
        }
        data.findings = data.findings.map { $0.worded(Remedy.withOptions) }
        return data
    }
}
