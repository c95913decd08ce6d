import BorderModel
import GeoFormats
import GeoHandles
import LinearReferencing

extension Border {
    /// The built-in line: Digital Chart of the World, 1:1,000,000, in four segments. See `source` for its licence and what it is worth.
    ///
    /// Read anew at each call (about a millisecond): keep the value.
    public static func builtinDCW(inwardSide: Side = .right) throws -> Border {
        let name = "border/dcw.geojson"
        // The file is built in and tested; only a broken build lacks it.
        guard let bytes = BuiltInFile.bytes(name).map({ [UInt8]($0) }) else {
            throw InputError(
                "the built-in border line is missing", at: .init(file: name),
                remedy: "Build the tool again from a clean checkout.")
        }
        let head = try JSONValue(parsing: bytes, file: name)
        let source = BorderSource(
            origin: .builtIn("dcw"), title: head["title"]?.stringValue ?? name, scale: head["scale"]?.stringValue,
            licence: head["licence"]?.stringValue, caveats: head["caveats"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        let features = try GeoJSONReader.read(.bytes(bytes, name: name)).features
        return try Border(features: features, id: "dcw", source: source, inwardSide: inwardSide)
    }

    /// The border that `--border` or a study names: `builtin:dcw`, or a file with lines of one's own (`-` is stdin).
    ///
    /// A file's lines are put in order, turned and cut into segments by the built-in line; see `init(features:)`. What is doubtful about
    /// the file is in `findings`. Throws `InputError` and `FileError`.
    package static func named(
        _ name: String, edgeModel: EdgeModel = .geodesic, inwardSide: Side = .right, bank: BankChoice? = nil,
        options: InputOptions = InputOptions()
    ) throws -> Border {
        guard !name.hasPrefix("builtin:") else {
            guard name == "builtin:dcw" else {
                throw InputError(
                    "there is no built-in border \"\(name)\"", remedy: "Use builtin:dcw, or a file with a line of your own.")
            }
            return try builtinDCW(inwardSide: inwardSide)
        }
        let (features, findings) = try InputReader.read(name, options: options)
        let border = try Border(
            features: features, source: BorderSource(origin: .file(name), title: name), reference: builtinDCW(),
            edgeModel: edgeModel, inwardSide: inwardSide, bank: bank)
        return border.adding(findings)
    }
}
