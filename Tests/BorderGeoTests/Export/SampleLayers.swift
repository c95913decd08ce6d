import BorderGeo
import Foundation
import TestSupport

/// Layers made by hand along a made-up river, with everything that writers must carry: dates, nulls, Hangul, quotes, parts, measures.
enum SampleLayers {
    /// 121 positions from 130.0 E 42.6 N eastwards, half a kilometre apart, winding.
    static let river: [GeoPosition] = (0...120).map { i in
        let t = Double(i)
        return GeoPosition(longitude: 129.5 + t * 0.006, latitude: 42.40 + 0.012 * sin(t / 6) + t * 0.0015)
    }

    static func beside(_ range: Range<Int>, metres: Double) -> [GeoPosition] {
        range.map {
            GeoPosition(longitude: river[$0].longitude + metres / 82_000 * 0.3, latitude: river[$0].latitude - metres / 111_000)
        }
    }

    static var border: FeatureLayer {
        var features: [Feature] = []
        for (index, range) in [0..<61, 60..<121].enumerated() {
            features.append(
                Feature(
                    id: "segment-\(index)", geometry: .lineString(Polyline(Array(river[range]))),
                    properties: [
                        "name": .text(index == 0 ? "Tumen" : "Tumen-Russia"),
                        "segment": .text(index == 0 ? "tumen" : "tumen-russia"),
                        "from_m": .real(Double(range.lowerBound) * 520), "to_m": .real(Double(range.upperBound - 1) * 520),
                        "synthetic": true,
                    ]))
        }
        return FeatureLayer(
            name: "border", title: "Border", kind: .line,
            fields: [
                Field("name", .text), Field("segment", .text), Field("from_m", .real), Field("to_m", .real),
                Field("synthetic", .bool),
            ], features: features, synthetic: true)
    }

    static var kmPosts: FeatureLayer {
        FeatureLayer(
            name: "km_posts", title: "Kilometre posts", kind: .point,
            fields: [Field("km", .integer), Field("measure_m", .real), Field("azimuth", .real)],
            features: stride(from: 0, through: 120, by: 2).map { i in
                Feature(
                    id: "km-\(i / 2)", geometry: .point(river[i]),
                    properties: ["km": .integer(Int64(i / 2)), "measure_m": .real(Double(i / 2) * 1000), "azimuth": 75.5])
            }, synthetic: false)
    }

    static var fences: FeatureLayer {
        func fence(
            _ id: String, _ layer: String, _ ranges: [Range<Int>], _ metres: Double, from: FieldValue,
            upgraded: FieldValue = .null
        ) -> Feature {
            let lines = ranges.map { Polyline(beside($0, metres: metres)) }
            return Feature(
                id: id, geometry: lines.count == 1 ? .lineString(lines[0]) : .multiLineString(lines),
                properties: [
                    "layer": .text(layer), "material": layer == "primary" ? "electrified" : .null,
                    "rows": .integer(layer == "primary" ? 2 : 1),
                    "valid_from": from, "valid_to": .null, "upgraded_on": upgraded, "source_label": "철조망 <\"1차\"> & 'x'",
                    "synthetic": true,
                ])
        }
        return FeatureLayer(
            name: "fences", title: "Fences as drawn", kind: .line,
            fields: [
                Field("layer", .text), Field("material", .text), Field("rows", .integer), Field("valid_from", .date),
                Field("valid_to", .date), Field("upgraded_on", .date), Field("source_label", .text), Field("synthetic", .bool),
            ],
            features: [
                fence("fence-1", "primary", [0..<40], 80, from: .null, upgraded: "2021-06-30"),
                fence("fence-2", "primary", [40..<50, 55..<110], 90, from: "2020-09-30"),
                fence("fence-3", "secondary", [5..<105], 350, from: "2021-04-11"),
                fence("fence-4", "tertiary", [60..<70], 900, from: "2022-01-05"),
            ], synthetic: true)
    }

    static var facilities: FeatureLayer { facilities(count: 300) }

    static func facilities(count: Int) -> FeatureLayer {
        var generator = SeededGenerator(seed: 20260)
        let kinds = ["guard_post", "guard_post", "guard_post", "guard_post", "watchtower", "garrison", "camera"]
        let features = (0..<count).map { i in
            let at = river[Int(generator.uniform(0...119.999))]
            let offset = generator.uniform(40...900)
            let kind = kinds[i % kinds.count]
            return Feature(
                id: "facility-\(i)",
                geometry: .point(
                    GeoPosition(longitude: at.longitude + generator.uniform(0...0.006), latitude: at.latitude - offset / 111_000)),
                properties: [
                    "kind": .text(kind), "valid_from": i % 9 == 0 ? .null : .text(i % 2 == 0 ? "2020-09-15" : "2022-04-30"),
                    "valid_to": i % 50 == 7 ? "2023-01-10" : .null, "measure_m": .real(Double(i) * 12.125),
                    "inward_offset_m": .real(offset),
                    "confidence": .real(0.9), "source_label": .text(kind == "watchtower" ? "망루" : "초소"), "synthetic": true,
                ])
        }
        return FeatureLayer(
            name: "facilities", title: "Facilities", kind: .point,
            fields: [
                Field("kind", .text), Field("valid_from", .date), Field("valid_to", .date), Field("measure_m", .real),
                Field("inward_offset_m", .real), Field("confidence", .real), Field("source_label", .text),
                Field("synthetic", .bool),
            ], features: features, synthetic: true)
    }

    static var gaps: FeatureLayer {
        func gap(_ id: String, _ range: Range<Int>, epoch: String, open: Bool) -> Feature {
            Feature(
                id: id, geometry: .lineString(Polyline(Array(river[range]))),
                properties: [
                    "epoch": .text(epoch), "valid_from": .text(epoch + "-03-31"),
                    "valid_to": epoch == "2019" ? "2023-04-01" : .null,
                    "length_m": .real(Double(range.count) * 520.5), "open": .bool(open),
                ])
        }
        return FeatureLayer(
            name: "gaps", title: "Gaps", kind: .line,
            fields: [
                Field("epoch", .text), Field("valid_from", .date), Field("valid_to", .date), Field("length_m", .real),
                Field("open", .bool),
            ],
            features: [gap("gap-1", 40..<121, epoch: "2019", open: true), gap("gap-2", 49..<56, epoch: "2023", open: false)],
            synthetic: true)
    }

    static var areas: FeatureLayer {
        FeatureLayer(
            name: "areas", title: "Study areas", kind: .line, fields: [Field("name", .text), Field("length_m", .real)],
            features: [
                Feature(
                    id: "onsong", geometry: .lineString(Polyline(Array(river[10..<50]))),
                    properties: ["name": "Onsong-gun", "length_m": 20_800.0]),
                Feature(
                    id: "rason", geometry: .lineString(Polyline(Array(river[70..<110]))),
                    properties: ["name": "Rason", "length_m": 20_800.0]),
            ], synthetic: false)
    }

    static var bufferZone: FeatureLayer {
        let ring = river + beside(0..<121, metres: 2000).reversed() + [river[0]]
        return FeatureLayer(
            name: "buffer_zone", title: "Buffer zone, 2 km", kind: .polygon, fields: [Field("width_m", .real)],
            features: [
                Feature(id: "buffer-1", geometry: .polygon(Polygon(exterior: ring.reversed())), properties: ["width_m": 2000.0])
            ],
            synthetic: false)
    }

    static var all: [FeatureLayer] { [facilities, kmPosts, gaps, fences, border, areas, bufferZone] }
}
