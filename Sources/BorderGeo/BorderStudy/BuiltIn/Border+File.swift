import BorderModel
import GeoFormats
import LinearReferencing

extension Border {
    /// The border that `--border` or a study names: `builtin:dcw`, or a file with lines of one's own (`-` is stdin).
    ///
    /// A file's lines are put in order, and cut into segments by the built-in line; see `init(features:)`. What is doubtful about
    /// the file is in `findings`. Throws `InputError` and `FileError`.
    package static func named(
        _ name: String, edgeModel: EdgeModel = .geodesic, inwardSide: Side? = nil, bank: BankChoice? = nil,
        options: InputOptions = InputOptions()
    ) throws -> Border {
        guard !name.hasPrefix("builtin:") else {
            guard name == "builtin:dcw" else {
                throw InputError(
                    "there is no built-in border \"\(name)\"", remedy: "Use builtin:dcw, or a file with a line of your own.")
            }
            return try builtinDCW(inwardSide: inwardSide ?? .right)
        }
        return try reading(
            .path(name), named: name, along: builtinDCW(), edgeModel: edgeModel, inwardSide: inwardSide, bank: bank,
            options: options)
    }

    /// A border from a file; `reference` is the line that orders its parts and names its segments.
    ///
    /// Places off the earth are read as they are written, so that the error can say what is wrong with them; every other record that cannot be
    /// read is an error as well, for a line that lacks a part is another line.
    static func reading(
        _ source: InputSource, named name: String, id: String = "border", along reference: Border,
        edgeModel: EdgeModel = .geodesic, inwardSide: Side?, bank: BankChoice? = nil, options: InputOptions
    ) throws -> Border {
        let (features, findings) = try InputReader.inspect(source, options: options)
        if let broken = findings.first(where: { $0.severity == .error }) {
            throw InputError(broken.sentence, at: broken.place, remedy: broken.remedy)
        }
        return try Border(
            features: features, id: id, source: BorderSource(origin: .file(name), title: name), reference: reference,
            edgeModel: edgeModel, inwardSide: inwardSide, bank: bank
        ).adding(findings)
    }
}
