/// Forms in which a result can be written; each result says which make sense for it.
package enum ResultFormat: String, Hashable, Sendable, CaseIterable {
    /// Tables and sentences for a terminal.
    case text
    /// One document under an envelope with schema, tool, study, parameters and findings.
    case json
    /// One table of full figures under the field names of JSON.
    case csv
    /// Tables and sentences as Markdown.
    case md
    /// Places with their attributes as one feature collection.
    case geojson
    /// The same, one feature a line.
    case ndjson
}

/// Something that is written in some of the formats.
package protocol FormatSet {
    /// Formats that make sense, the usual one first.
    static var formats: [ResultFormat] { get }
}
