import GeoHandles

/// Arrivals in South Korea per year, as published: the context that reports show beside the coverage timeline. Context, not cause.
package struct Arrivals: Hashable, Sendable {
    package var year: Int
    package var persons: Int
    /// False where the figure covers a part of the year; `note` says which.
    package var wholeYear: Bool
    package var source: String
    package var sourceDate: String
    package var note: String

    /// The published series shipped with the library, in order of years.
    package static let published: [Arrivals] =
        BuiltInFile.bytes("tables/arrivals.csv").map { read(String(decoding: $0, as: UTF8.self)) } ?? []

    /// Rows of `year,persons,whole_year,source,source_date,note`; rows of another shape are left out.
    static func read(_ csv: String) -> [Arrivals] {
        csv.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let cells = cells(line)
            guard cells.count == 6, let year = Int(cells[0]), let persons = Int(cells[1]) else { return nil }
            return Arrivals(
                year: year, persons: persons, wholeYear: cells[2] == "true", source: cells[3], sourceDate: cells[4],
                note: cells[5])
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        var result = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: result.append("")
            default: result[result.count - 1].append(character)
            }
        }
        return result
    }
}
