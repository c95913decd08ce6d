import GeoFormats
import LinearReferencing

extension LayerBundle {
    /// Layers that a map shows only when asked: they lie under or over what it shows at first.
    static let hiddenAtFirst: Set<String> = [
        "change", "fence_events", "fence_runs", "observations", "images", "footprints", "buffer_zone",
    ]

    /// Groups of the layer tree from the top down.
    private static let groups: [(title: String, layers: [String])] = [
        ("Kilometres", ["km_posts"]), ("Facilities", ["facilities"]), ("Fences", ["gaps", "fences", "patrol_paths"]),
        ("Along the border", ["coverage", "fence_runs"]), ("Change", ["change", "fence_events"]), ("Border", ["border"]),
        ("Study", ["areas", "observations", "images", "footprints", "buffer_zone"]),
        ("Context", ["context_towns", "context_rivers", "context_coast"]),
    ]

    /// Every layer that a study can have.
    static var layerNames: [String] { groups.flatMap(\.layers) }

    /// The project over the bundle's GeoJSON files.
    package func project() -> QGISProject {
        var groups: [QGISProject.Group] = []
        let spatial = layers.filter { $0.kind != .none }
        for group in Self.groups {
            let entries = group.layers.compactMap { name in spatial.first { $0.name == name } }.flatMap(entries)
            if !entries.isEmpty {
                groups.append(QGISProject.Group(group.title, entries, isExpanded: entries.contains(where: \.isVisible)))
            }
        }
        for epoch in epochs.reversed() {
            let dated = epochEntries(epoch)
            if !dated.isEmpty {
                groups.insert(QGISProject.Group("State of \(epoch)", dated, isExpanded: false), at: borderGroup(groups))
            }
        }
        let dated = beforeAfterEntries
        if !dated.isEmpty, let name = MapStyle.beforeAfterName(words) {
            groups.insert(QGISProject.Group(name, dated, isExpanded: false), at: borderGroup(groups))
        }
        let known = Set(Self.groups.flatMap(\.layers))
        let others = spatial.filter { !known.contains($0.name) }.flatMap(entries)
        // Above the background, which lies under everything.
        if !others.isEmpty {
            let place = groups.firstIndex { $0.title == "Context" } ?? groups.count
            groups.insert(QGISProject.Group("More", others), at: place)
        }
        // Layers without geometry stay out of the project: its map has nothing of them to show.
        let box = extent
        let plane = words.mapPlane(for: box)
        return QGISProject(
            title: title, sources: sources, notes: notes, crs: plane.crs, extent: Self.extent(of: extentLayer, in: plane),
            dates: dates, groups: groups, themes: themes, inset: layer("border").map { Self.extent(of: $0, in: plane) },
            insetLayers: ["border", "context_coast"], bookmarks: bookmarks(in: plane), keywords: keywords, credit: credit)
    }

    private func layer(_ name: String) -> FeatureLayer? { layers.first { $0.name == name && $0.kind != .none } }

    private func bookmarks(in plane: MapPlane) -> [QGISProject.Bookmark] {
        (layer("areas")?.features ?? []).compactMap { area in
            guard let areas = layer("areas"), area.geometry != nil else { return nil }
            var own = areas
            own.features = [area]
            let id = area.id ?? area.properties["name"]?.text ?? ""
            return QGISProject.Bookmark(
                id: "area-" + id, name: area.properties["name"]?.text ?? id, extent: Self.extent(of: own, in: plane))
        }
    }

    private var keywords: [String] {
        ["border", "fences", "guard posts"] + (synthetic ? ["synthetic positions"] : []) + (isPublic ? ["public edition"] : [])
    }

    /// Whose work the layers are: the study's, made with the tool. A licence is the study's own to give.
    private var credit: QGISProject.Credit {
        QGISProject.Credit(
            source: sources, licence: synthetic ? "Made-up data of this study" : "As the study's own data", author: title)
    }

    /// The epochs of the study, the earliest first.
    var epochs: [String] {
        var starts: [String: String] = [:]
        for layer in layers where layer.hasField("epoch") {
            for feature in layer.features {
                guard let epoch = feature.properties["epoch"]?.text else { continue }
                starts[epoch] = feature.properties["valid_from"]?.text ?? starts[epoch] ?? ""
            }
        }
        return starts.keys.sorted { (starts[$0] ?? "", $0) < (starts[$1] ?? "", $1) }
    }

    /// What stands at an epoch, without a clock: layers whose field `epochs` lists it. Hidden at first.
    private func epochEntries(_ epoch: String) -> [QGISProject.Entry] {
        ["facilities", "fences", "patrol_paths"].compactMap { name in
            guard var part = layer(name), part.hasField(EpochList.field) else { return nil }
            part.features = part.features.filter {
                $0.properties[EpochList.field]?.text.map { EpochList.names(epoch, in: $0) } ?? false
            }
            guard !part.features.isEmpty else { return nil }
            return QGISProject.Entry(
                part, file: name + ".geojson", filter: EpochList.filter(epoch), title: "\(part.title), \(epoch)",
                isVisible: false,
                styles: MapStyle.standard(for: part, words: words).prefix(1).map(\.untimed), variant: "epoch " + epoch,
                epoch: epoch)
        }
    }

    private func borderGroup(_ groups: [QGISProject.Group]) -> Int {
        groups.firstIndex { $0.title == "Border" || $0.title == "Study" } ?? groups.count
    }

    /// Before the study's date blue, after it red, at every scale. Hidden at first.
    private var beforeAfterEntries: [QGISProject.Entry] {
        guard let styleName = MapStyle.beforeAfterName(words) else { return [] }
        return ["facilities", "fences", "patrol_paths"].compactMap { name in
            guard let layer = layers.first(where: { $0.name == name && $0.kind != .none }),
                let style = MapStyle.standard(for: layer, words: words).first(where: { $0.name == styleName })
            else { return nil }
            return QGISProject.Entry(
                layer, file: name + ".geojson", title: "\(layer.title), before and after", isVisible: false, styles: [style],
                variant: "before_after")
        }
    }

    /// What every map shows.
    private static let frame = StudyLayers.contextNames.union(["km_posts", "border", "areas"])

    /// What the window shows at first, each epoch, what became of the fence, and what stood before and after the study's date.
    private var themes: [QGISProject.Theme] {
        let frame = Self.frame
        var themes = [QGISProject.Theme("Default", hasSheet: false) { $0.isVisible }]
        let dated: Set<String> = ["facilities", "fences", "patrol_paths", "gaps", "coverage"]
        for epoch in epochs where epochs.count > 1 {
            themes.append(
                QGISProject.Theme("State of \(epoch)") {
                    $0.epoch == epoch && dated.contains($0.layer.name) || frame.contains($0.layer.name)
                })
        }
        if layers.contains(where: { $0.name == "change" && $0.kind != .none }) {
            themes.append(QGISProject.Theme("Change of fence") { frame.contains($0.layer.name) || $0.layer.name == "change" })
        }
        if !beforeAfterEntries.isEmpty, let name = MapStyle.beforeAfterName(words) {
            themes.append(
                QGISProject.Theme(name) { frame.contains($0.layer.name) || $0.variant == "before_after" })
        }
        return themes
    }

    /// A layer of several epochs is listed once for each, the latest first and alone visible: drawn together they would hide each other.
    private func entries(_ layer: FeatureLayer) -> [QGISProject.Entry] {
        let file = layer.name + ".geojson"
        let visible = !Self.hiddenAtFirst.contains(layer.name)
        guard layer.hasField("epoch") else {
            return [
                QGISProject.Entry(
                    layer, file: file, filter: "", title: nil, isVisible: visible,
                    styles: MapStyle.standard(for: layer, words: words), credit: credits[layer.name])
            ]
        }
        var epochs: [String] = []
        for feature in layer.features {
            if let epoch = feature.properties["epoch"]?.text, !epochs.contains(epoch) { epochs.append(epoch) }
        }
        // The newest is the one with the latest start.
        func start(_ epoch: String) -> String {
            layer.features.first { $0.properties["epoch"]?.text == epoch }?.properties["valid_from"]?.text ?? ""
        }
        epochs.sort { (start($0), $0) > (start($1), $1) }
        return epochs.enumerated().map { index, epoch in
            var part = layer
            part.features = layer.features.filter { $0.properties["epoch"]?.text == epoch }
            let quoted = epoch.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined()
            return QGISProject.Entry(
                part, file: file, filter: "\"epoch\" = '\(quoted)'", title: "\(layer.title) \(epoch)",
                isVisible: visible && index == 0, styles: MapStyle.standard(for: part, words: words), epoch: epoch)
        }
    }

    /// The study's areas; the border where there are none.
    private var extentLayer: FeatureLayer? {
        layers.first { $0.name == "areas" } ?? layers.first { $0.name == "border" } ?? layers.first { $0.kind != .none }
    }

    var extent: GeoBox? {
        var box: GeoBox?
        for feature in extentLayer?.features ?? [] {
            guard let own = feature.geometry.flatMap({ GeoBox($0) }) else { continue }
            if box == nil { box = own } else { box?.formUnion(own) }
        }
        return box
    }

    private static func extent(of layer: FeatureLayer?, in plane: MapPlane) -> BoundingBox<PlanarPoint> {
        var box: BoundingBox<PlanarPoint>?
        for feature in layer?.features ?? [] {
            feature.geometry?.forEachPosition { p in
                let point = plane.project(p)
                if box == nil { box = BoundingBox(around: point) } else { box?.extend(to: point) }
            }
        }
        return box ?? BoundingBox(around: plane.project(GeoPosition(longitude: 0, latitude: 0)))
    }
}
