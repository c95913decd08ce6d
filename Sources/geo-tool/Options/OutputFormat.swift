import ArgumentParser

/// Formats a result can be written in; each command says which make sense for it.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, md, geojson, ndjson
}
