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
}
