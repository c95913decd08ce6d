import BorderAnalysis
import GeoFormats
import LinearReferencing

/// Writes any result in any of its forms: the one place where a form is chosen.
package struct ResultWriter: Sendable {
    /// How text is dressed; the other forms are always plain.
    package var style: TextStyle
    /// How the remedies of findings name what a user can change.
    package var wording: Remedy.Wording
    /// Whether text lists every finding; the forms for programs always do.
    package var listsAllFindings: Bool

    package init(
        style: TextStyle = .plain, wording: @escaping Remedy.Wording = Remedy.inGeneral,
        listsAllFindings: Bool = false
    ) {
        self.listsAllFindings = listsAllFindings
        self.style = style
        self.wording = wording
    }

    /// The whole document, ended by a newline. Linear in its length.
    ///
    /// Throws `UnavailableFormat` where the form is none of the result's, and what making its features throws.
    package func bytes(of result: some WritableResult, as format: ResultFormat) throws -> [UInt8] {
        switch format {
        case .text:
            let text = listsAllFindings ? result.textWithEveryFinding(style) : result.text(style)
            return Array(style.safe(text).description.utf8)
        case .md: return Array(result.markdown().utf8)
        case .csv: return Array(try result.csv().utf8)
        case .json: return Array(result.envelope.worded(wording).text().utf8)
        case .geojson, .ndjson:
            guard let layer = try result.mapLayer() else { throw UnavailableFormat(format: format) }
            return try format == .geojson ? GeoJSONWriter.write(layer) : GeoJSONWriter.writeLines(layer)
        }
    }
}

/// A result was asked for in a form that it does not have.
package struct UnavailableFormat: Error, Hashable, Sendable, CustomStringConvertible {
    package var format: ResultFormat

    package var description: String { "this result has no places, so it cannot be written as \(format.rawValue)" }
}
