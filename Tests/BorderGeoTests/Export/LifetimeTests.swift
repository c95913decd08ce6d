import BorderGeo
import Foundation
import TestSupport
import Testing

/// What a real QGIS draws while its temporal controller is on a date, counted feature by feature. Settings are not looked at: a filter that
/// looks right can drop every row.
@Suite("Lifetimes in QGIS") struct LifetimeTests {
    /// One style of one layer, as `scripts/count_qgis.py` reports it.
    private struct Row: Decodable {
        /// `project`, `geojson` or `gpkg`.
        var source: String
        /// Title in the project, name in files.
        var layer: String
        var style: String
        /// By date; absent where QGIS does not open the layer.
        var drawn: [String: Int]?
        var error: String?
    }

    private struct Counts: Decodable { var layers: [Row] }

    private static func rows(of bundle: LayerBundle, on dates: [String], interpreted: Bool) throws -> [Row] {
        let path = try RoundTripTests.path("lifetimes-\(UUID().uuidString)")
        var folder = try OutputFolder(path)
        try bundle.write(into: &folder, formats: [.geoPackage])
        _ = try folder.commit()
        let output = try External.script("count_qgis.py", [path] + dates + (interpreted ? ["--interpreted"] : []))
        return try JSONDecoder().decode(Counts.self, from: output).layers
    }

    /// Three dates, and the two days on which the study's second epoch begins and the first one's states end.
    private static let dates = ["2019-04-15", "2021-06-15", "2022-04-29", "2022-04-30", "2023-12-31"]

    /// Every layer with lifetimes, in each of its styles, in the project, as GeoJSON and in the GeoPackage; filters handed to GDAL and
    /// evaluated by QGIS.
    @Test(.needs(.qgis), arguments: [false, true])
    func aStudyIsDrawnAsItWasOnEachDate(interpreted: Bool) throws {
        let bundle = try LayerBundle(ExportSample.layers())
        let rows = try Self.rows(of: bundle, on: Self.dates, interpreted: interpreted)
        var seen = 0
        /// The state of an epoch is the same whatever the clock says.
        func check(_ layer: FeatureLayer, _ source: String, _ name: String, styles: Int, isTimed: Bool = true) {
            guard layer.kind != .none, layer.hasField("valid_from") else { return }
            let found = rows.filter { $0.source == source && $0.layer == name }
            #expect(found.count == styles, "\(source), \(name): styles")
            for row in found {
                seen += 1
                for date in Self.dates {
                    let wanted = isTimed ? layer.count(on: date) : layer.features.count
                    #expect(row.drawn?[date] == wanted, "\(source), \(name), \(row.style), \(date) \(row.error ?? "")")
                }
            }
        }
        for entry in bundle.project().entries {
            let isTimed = entry.styles.contains(where: \.temporal)
            check(entry.layer, "project", entry.title, styles: entry.styles.count, isTimed: isTimed)
        }
        for layer in bundle.layers {
            for source in ["geojson", "gpkg"] {
                check(layer, source, layer.name, styles: MapStyle.standard(for: layer, words: bundle.words).count)
            }
        }
        #expect(seen == rows.count && seen > 40, "every row is checked")
        // The published totals: 5 watchtowers in 2019, 169 guard posts since; what was open in 2019 ends on the day of the next image.
        let facilities = try #require(rows.first { $0.source == "project" && $0.layer == "Facilities" }?.drawn)
        #expect([facilities["2019-04-15"], facilities["2022-04-30"], facilities["2023-12-31"]] == [5, 174, 174])
        let gaps = try #require(rows.first { $0.source == "project" && $0.layer == "Gaps 2019" }?.drawn)
        #expect(gaps["2022-04-29"] == 3 && gaps["2022-04-30"] == 0)
    }

    /// Both ends of a lifetime: given, open, on the date itself, a day before, a day after; and columns of nothing but nulls, which arrive
    /// as text. Counts by hand.
    @Test(.needs(.qgis), arguments: [false, true])
    func bothEndsOfALifetimeCount(interpreted: Bool) throws {
        let dates = ["2019-03-31", "2021-06-15", "2023-12-31"]
        let layers = [
            // Open at both ends; from a date on; until a date; one day; all of it later.
            Self.layer(
                "facilities", .point,
                [
                    (nil, nil), ("2019-03-31", nil), ("2019-04-01", nil), ("2023-12-31", nil), ("2024-01-01", nil),
                    (nil, "2019-03-31"), (nil, "2019-04-01"), ("2019-03-31", "2023-12-31"), ("2021-06-15", "2021-06-16"),
                ]),
            Self.layer("fences", .line, [(nil, nil), ("2021-06-15", nil), ("2021-06-16", nil)]),
            Self.layer("patrol_paths", .line, [(nil, nil), (nil, nil)]),
            Self.layer("removed_posts", .point, [(nil, "2019-03-31"), (nil, "2021-06-16"), (nil, "2021-06-15")]),
        ]
        let expected = [
            "facilities": [4, 5, 4], "fences": [1, 2, 3], "patrol_paths": [2, 2, 2], "removed_posts": [2, 1, 0],
        ]
        let bundle = LayerBundle(title: "Lifetimes", sources: "Made by hand.", layers: layers, synthetic: true)
        let rows = try Self.rows(of: bundle, on: dates, interpreted: interpreted)
        for layer in layers {
            let wanted = try #require(expected[layer.name])
            #expect(dates.map(layer.count) == wanted, "\(layer.name): the other test counts as a hand does")
            let found = rows.filter { $0.layer.hasPrefix(layer.title) || $0.layer == layer.name }
            #expect(Set(found.map(\.source)) == ["project", "geojson", "gpkg"], "\(layer.name)")
            for row in found {
                #expect(dates.map { row.drawn?[$0] } == wanted, "\(row.source), \(row.layer), \(row.style) \(row.error ?? "")")
            }
        }
    }

    private static func layer(
        _ name: String, _ kind: FeatureLayer.GeometryKind, _ lifetimes: [(from: String?, to: String?)]
    ) -> FeatureLayer {
        let features = lifetimes.enumerated().map { index, lifetime in
            let start = GeoPosition(longitude: 20 + Double(index) * 0.01, latitude: 50)
            let end = GeoPosition(longitude: start.longitude, latitude: 50.01)
            return Feature(
                id: "\(name)-\(index)", geometry: kind == .point ? .point(start) : .lineString(Polyline([start, end])),
                properties: [
                    "valid_from": lifetime.from.map { .text($0) } ?? .null, "valid_to": lifetime.to.map { .text($0) } ?? .null,
                ])
        }
        return FeatureLayer(
            name: name, title: "Drawn \(name)", kind: kind, fields: [Field("valid_from", .date), Field("valid_to", .date)],
            features: features, synthetic: true)
    }
}

extension FeatureLayer {
    /// Features that are there on a date by their own fields: from `valid_from` on, before `valid_to`, null open.
    fileprivate func count(on date: String) -> Int {
        features.count {
            ($0.properties["valid_from"]?.text ?? "") <= date && date < ($0.properties["valid_to"]?.text ?? "9999")
        }
    }
}
