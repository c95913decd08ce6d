import BorderGeo
import Foundation
import TestSupport

/// A random study as files: a border along a meridian, areas, fences with gaps, facilities, imagery. What a public edition must not tell apart can be changed in it.
struct PublicStudy {
    struct Gap {
        var start: Double
        var length: Double
        /// Closed by the later epoch.
        var closes: Bool
    }

    struct Area {
        var id: String
        var from: Double
        var to: Double
        var gaps: [Gap]
    }

    struct Facility {
        var id: String
        var measure: Double
        /// Degrees of longitude east of the line, which runs north: inland.
        var inland: Double
        var kind: String
        var validFrom: String?
    }

    var areas: [Area]
    var facilities: [Facility]
    /// Stretches seen at the later epoch, in metres; empty: imagery is not named.
    var imagery: [(from: Double, to: Double)] = []
    var idPrefix = "f"
    /// Stands in every text field; empty where it is left out.
    var sentinel = ""
    var shuffle: UInt64?

    static let length = 64_300.0
    /// Ends of areas in kilometres: two that touch, one apart, two that are withheld.
    static let stretches: [(String, Double, Double)] = [
        ("a", 3, 14), ("b", 14, 22), ("c", 30, 47), ("x", 50.3, 56.1), ("y", 57, 60),
    ]

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        areas = Self.stretches.map { id, from, to in
            Area(
                id: id, from: from * 1000, to: to * 1000,
                gaps: (0..<Int(random.uniform(1...4))).map { _ in
                    Gap(start: 0, length: (random.uniform(30...900) / 10).rounded() * 10, closes: random.uniform() < 0.5)
                })
        }
        facilities = (0..<90).map { i in
            let area = Self.stretches[Int(random.uniform(0...4.999))]
            return Facility(
                id: "\(i)", measure: random.uniform(area.1...area.2) * 1000, inland: random.uniform(0.0005...0.02),
                kind: ["guard_post", "guard_post", "watchtower", "garrison"][Int(random.uniform(0...3.999))],
                validFrom: random.uniform() < 0.6 ? "2021-05-0\(Int(random.uniform(1...9)))" : nil)
        }
        placeGaps(&random)
    }

    /// Puts the gaps of every area somewhere else in it; they neither touch nor change in length.
    mutating func placeGaps(_ random: inout SeededGenerator) {
        for i in areas.indices {
            let area = areas[i]
            let order = area.gaps.indices.shuffled(using: &random)
            let room = (area.to - area.from) - area.gaps.reduce(0) { $0 + $1.length } - 300 * Double(area.gaps.count + 1)
            var cuts = area.gaps.map { _ in random.uniform(0...room) }.sorted()
            var at = area.from + 300
            var used = 0.0
            for (j, index) in order.enumerated() {
                at += cuts[j] - used
                used = cuts[j]
                areas[i].gaps[index].start = at.rounded()
                at = at.rounded() + area.gaps[index].length + 300
            }
            cuts = []
        }
    }

    mutating func mirrorFences() {
        for i in areas.indices {
            for j in areas[i].gaps.indices {
                let gap = areas[i].gaps[j]
                areas[i].gaps[j].start = areas[i].from + areas[i].to - gap.start - gap.length
            }
        }
    }

    /// Another place in the same kilometre, and another offset, for every facility.
    mutating func moveFacilities(_ random: inout SeededGenerator) {
        for i in facilities.indices {
            facilities[i].measure = (facilities[i].measure / 1000).rounded(.down) * 1000 + random.uniform(1...999)
            facilities[i].inland = random.uniform(0.0005...0.02)
        }
    }
}

extension PublicStudy {
    private static let route = Result {
        try Route(
            id: "r", parts: [Polyline([GeoPosition(longitude: 128, latitude: 41), GeoPosition(longitude: 128, latitude: 42)])])
    }

    private func place(_ measure: Double, _ inland: Double = 0) throws -> String {
        let position = try Self.route.get().position(at: Measure(measure))
        return "[\(128 + inland), \(String(format: "%.9f", position.latitude))]"
    }

    private func fences() throws -> [String] {
        var result: [String] = []
        func add(_ from: Double, _ to: Double, _ layer: String, _ inland: Double, since: String?) throws {
            var line: [String] = []
            var at = from
            while at < to {
                line.append(try place(at, inland))
                at += 500
            }
            line.append(try place(to, inland))
            let dates = since.map { ", \"valid_from\": \"\($0)\", \"absent_on\": \"2019-03-31\"" } ?? ""
            result.append(
                """
                {"type": "Feature", "properties": {"id": "\(idPrefix)-fence-\(result.count)", "layer": "\(layer)"\(dates)\(words)}, "geometry": {"type": "LineString", "coordinates": [\(line.joined(separator: ","))]}}
                """)
        }
        for area in areas {
            for (layer, inland, since) in [("primary", 0.001, nil), ("secondary", 0.003, "2021-06-01")]
                as [(String, Double, String?)]
            {
                var at = area.from
                for gap in area.gaps.sorted(by: { $0.start < $1.start }) {
                    if gap.start > at { try add(at, gap.start, layer, inland, since: since) }
                    if gap.closes { try add(gap.start, gap.start + gap.length, layer, inland, since: "2021-06-01") }
                    at = gap.start + gap.length
                }
                if at < area.to { try add(at, area.to, layer, inland, since: since) }
            }
        }
        return result
    }

    private var words: String {
        guard !sentinel.isEmpty else { return "" }
        let fields = ["source", "source_label", "image", "reviewed_by", "note", "title"]
        return fields.map { ", \"\($0)\": \"\(sentinel) \($0)\"" }.joined()
    }

    private func facilityFeatures() throws -> [String] {
        try facilities.map { item in
            let dates = item.validFrom.map { ", \"valid_from\": \"\($0)\", \"absent_on\": \"2019-03-31\"" } ?? ""
            return """
                {"type": "Feature", "properties": {"id": "\(idPrefix)-\(item.id)", "kind": "\(item.kind)"\(dates)\(words)}, "geometry": {"type": "Point", "coordinates": \(try place(item.measure, item.inland))}}
                """
        }
    }

    /// Writes the files of the study into a folder.
    func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func collection(_ features: [String], _ name: String) throws {
            var features = features
            if let shuffle {
                var random = SeededGenerator(seed: shuffle)
                features.shuffle(using: &random)
            }
            let text = "{\"type\": \"FeatureCollection\", \"features\": [\n\(features.joined(separator: ",\n"))\n]}"
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let line = try stride(from: 0, through: Self.length, by: 6430).map { try place($0) }.joined(separator: ",")
        try collection(
            [
                "{\"type\": \"Feature\", \"properties\": {\"id\": \"line\"\(words)}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [\(line)]}}"
            ],
            "border.geojson")
        try collection(fences(), "fences.geojson")
        try collection(facilityFeatures(), "facilities.geojson")
        try collection(
            [
                "{\"type\": \"Feature\", \"properties\": {\"id\": \"\(idPrefix)-path\", \"kind\": \"patrol_path\"\(words)}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [\(place(5000, 0.002)), \(place(6000, 0.002))]}}"
            ], "paths.geojson")
        let seen = imagery.map {
            "  - {epoch: \"2023\", from: \($0.from)m, to: \($0.to)m, image: \"i \(sentinel)\", date: 2023-01-02}\n"
        }
        let text = """
            format: border-study/1
            id: drawn
            title: "A study drawn by lot"
            synthetic: true
            border: border.geojson
            inward: right
            areas:
            \(areas.map { "  - {id: \($0.id), name: \"Area \($0.id)\", from: \($0.from / 1000)km, to: \($0.to / 1000)km}" }.joined(separator: "\n"))
            epochs:
              - {id: "2019", date: 2019-03-31}
              - {id: "2023", date: 2023-03-31}
            baseline: "2019"
            comparison: "2023"
            fences: [fences.geojson]
            facilities: [facilities.geojson]
            patrol_paths: [paths.geojson]
            corridor: {inward: 3km, outward: 500m}
            headline_basis: fence_line_new_or_upgraded
            \(seen.isEmpty ? "" : "observations:\n" + seen.joined())
            \(sentinel.isEmpty ? "" : "notes: [\"\(sentinel) notes\"]\nclaims: [claims.yaml]")
            """
        try Data(text.utf8).write(to: folder.appending(path: "study.yaml"))
        guard !sentinel.isEmpty else { return }
        let claims = """
            format: border-claims/1
            claims:
              - {id: \(sentinel)-claim, subject: "\(sentinel) subject", measurand: count, numerator: all, value: 12, significant_figures: 2, unit: "", source: "\(sentinel) source", quote: "\(sentinel) quote"}
            """
        try Data(claims.utf8).write(to: folder.appending(path: "claims.yaml"))
    }
}
