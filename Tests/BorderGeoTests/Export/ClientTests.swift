import BorderGeo
import Foundation
import TestSupport
import Testing

/// The bundle as other programs read it, where they are installed.
@Suite("Bundles in other programs") struct ClientTests {
    /// What GDAL makes of the bundle: the layers and counts that were written, dates as dates, no invalid geometry, clean OGC checks.
    @Test(.needs(.gdal)) func gdalReadsEveryLayer() throws {
        let path = try ExportSample.write()
        let root = try #require(
            try JSONSerialization.jsonObject(with: External.script("check_gdal.py", [path])) as? [String: Any])
        #expect(root["complaints"] as? [String] == [])
        let files = try #require(root["files"] as? [[String: Any]])
        func layers(_ file: String) -> [[String: Any]] {
            files.first { $0["name"] as? String == file }?["layers"] as? [[String: Any]] ?? []
        }
        #expect(files.first { $0["name"] as? String == "hoeryong.gpkg" }?["findings"] as? [String] == [])
        for wanted in try LayerBundle(ExportSample.layers()).layers {
            let packed = layers("hoeryong.gpkg").first { $0["name"] as? String == wanted.name }
            let alone = layers(wanted.name + ".geojson").first
            for (file, found) in [("gpkg", packed), ("geojson", alone)] {
                let what = "\(wanted.name) in \(file)"
                let layer = try #require(found, "\(what)")
                #expect(layer["features"] as? Int == wanted.features.count, "\(what)")
                #expect(layer["fids"] as? Int == wanted.features.count, "\(what)")
                #expect(layer["invalid"] as? Int == 0 && layer["without_geometry"] as? Int == 0, "\(what)")
                #expect(layer["crs"] as? String == "4326", "\(what)")
                #expect(layer["geometry"] as? String != "Unknown (any)", "\(what): one geometry type")
                let fields = layer["fields"] as? [String: String] ?? [:]
                for field in wanted.fields where field.type == .date {
                    let hasValues = wanted.features.contains { $0.properties[field.name]?.text != nil }
                    if hasValues || file == "gpkg" { #expect(fields[field.name] == "Date", "\(what), \(field.name)") }
                }
            }
        }
        #expect(
            layers("hoeryong.gpkg").first { $0["name"] as? String == "border" }?["geometry"] as? String == "Measured Line String"
        )
        #expect(
            layers("hoeryong.kmz").reduce(0) { $0 + ($1["features"] as? Int ?? 0) }
                == (try LayerBundle(ExportSample.layers()).layers.filter { !$0.name.hasPrefix("context_") }.reduce(0) {
                    $0 + $1.features.count
                }), "Google Earth has a background of its own")
    }

    /// What a real QGIS makes of the bundle.
    @Test(.needs(.qgis)) func qgisOpensItFinished() throws {
        let path = try ExportSample.write()
        let root = try #require(
            try JSONSerialization.jsonObject(with: External.script("check_qgis.py", [path])) as? [String: Any])
        let project = try #require((root["projects"] as? [[String: Any]])?.first)
        #expect(root["log"] as? [String] == [])
        #expect(project["read"] as? Bool == true)
        #expect(project["crs"] as? String == "EPSG:5179" && project["metres"] as? Bool == true)
        #expect(project["title"] as? String == "Hoeryong section of the Tumen, 2019 to 2022")
        #expect(project["range"] as? [String] == ["2019-03-31", "2022-04-30"])
        #expect(project["lost"] as? [String] == [])
        #expect(
            (project["layouts"] as? [String: [String]])?.keys.sorted() == [
                "Area sheets", "Before and after March 2020", "Change of fence", "Overview", "State of 2019", "State of 2022",
            ])
        #expect(
            (project["groups"] as? [String]) == [
                "Kilometres", "Facilities", "Fences", "Along the border", "Change", "State of 2022", "State of 2019",
                "Before and after March 2020", "Border", "Study", "Context", "Background map (off; asks the network)",
            ])
        // Without the network at first; a place for each area; a view for each epoch.
        let slots = try #require(project["slots"] as? [[String: Any]])
        #expect(slots.map { $0["shown"] as? Bool } == [false])
        #expect((project["bookmarks"] as? [String: [Double]])?.keys.sorted() == ["Hoeryong-si"])
        let themes = try #require(project["themes"] as? [String: [String]])
        #expect(
            themes.keys.sorted() == [
                "Before and after March 2020", "Change of fence", "Default", "State of 2019", "State of 2022",
            ])
        #expect(themes["Default"]?.sorted() == (project["visible"] as? [String])?.sorted())
        #expect(
            themes["State of 2019"]?.sorted() == [
                "Border", "Coasts and lakes", "Facilities, 2019", "Fences as drawn, 2019", "Gaps 2019", "Kilometre posts",
                "Layers of fence 2019", "Patrol paths, 2019", "Rivers", "Study areas", "Towns",
            ])
        let layers = try #require(project["layers"] as? [[String: Any]]) + (try #require(root["files"] as? [[String: Any]]))
        #expect(layers.count > 20)
        for layer in layers {
            let name = layer["name"] as? String ?? "?"
            #expect(layer["valid"] as? Bool == true, "\(name)")
            #expect(layer["crs"] as? String == "EPSG:4326", "\(name)")
            #expect(layer["undrawn"] as? Int == 0, "\(name): features without a symbol")
            #expect(layer["invalid"] as? Int == 0, "\(name): invalid geometries")
        }
        let fences = try #require(layers.first { $0["name"] as? String == "Fences as drawn" })
        #expect(fences["style"] as? String == "Layers of fence")
        #expect(
            fences["styles"] as? [String] == ["Before and after March 2020", "Layers of fence", "New, upgraded, removed"])
    }
}
