import BorderBase
import BorderModel
import GeoFormats

/// The map: border, areas, fences by layer and status, facilities, places and a scale bar in a conformal plane.
struct MapFigure {
    var data: MapData
    var language = ReportLanguage.english

    /// A file that shows one epoch of the whole study or of one area.
    func file(epoch: Int, area: MapData.Area? = nil, width: Double = 1120, maximumHeight: Double = 760) -> Figure? {
        let plane = data.plane
        guard let extent = data.extent(of: area.map { [$0] } ?? data.areas, in: plane) else { return nil }
        let aspect = (extent.maxY - extent.minY) / max(extent.maxX - extent.minX, 1)
        let height = min(maximumHeight, max(360, width * aspect))
        let frame = MapFrame(plane: plane, around: extent, width: width, height: height, live: false)
        var canvas = SVGCanvas(language: language)
        canvas.rect(x: 0, y: 0, width: width, height: height, "map-ground")
        canvas.raw(
            "<defs><clipPath id=\"frame\"><path d=\"M0 0h\(SVGCanvas.number(width))v\(SVGCanvas.number(height))H0Z\"/></clipPath></defs>"
        )
        canvas.group("map", attributes: "clip-path=\"url(#frame)\"") { canvas in
            let context = context(frame, live: false)
            if let context { surroundings(context, in: frame, &canvas) }
            lines(frame, epochs: [epoch], live: false, &canvas)
            let clusters = clusters(frame, epoch: epoch)
            facilities(clusters, in: frame, &canvas)
            words(frame, closeUp: area, around: clusters, towns: context.map { towns(of: $0, in: frame) } ?? [], &canvas)
        }
        scaleBar(frame, height: height, &canvas)
        let end = Legend(data).draw(x: 12, y: height + 10, width: width, &canvas)
        let name = data.epochs.indices.contains(epoch) ? data.epochs[epoch] : ""
        let title = "\(area?.name ?? ReportLabel.map.text(in: language)), \(name)"
        return Figure(
            name: area.map { FileStem($0.id, after: "map-") } ?? "map", title: title,
            description: summary(epoch: epoch, area: area),
            width: width,
            height: end, body: canvas.text)
    }

    /// Border, areas and fences. Each fence carries the classes of the epochs at which it stands.
    func lines(_ frame: MapFrame, epochs: [Int], live: Bool, _ canvas: inout SVGCanvas) {
        let tolerance: Metres? = live ? Metres(4) : nil
        graticule(frame, &canvas)
        for part in data.border { canvas.path(frame.path([part.positions], clipped: !live, tolerance: tolerance), "border-line") }
        for area in data.areas {
            canvas.group("area", attributes: "data-area=\"\(area.id)\"") { canvas in
                let path = frame.path(area.stretches, clipped: !live, tolerance: tolerance)
                canvas.path(path, "area-line", title: area.name)
                let tints = area.shares.map(Self.tint)
                for (tint, shown) in Dictionary(grouping: epochs.filter { tints.indices.contains($0) }, by: { tints[$0] }).sorted(
                    by: {
                        $0.value[0] < $1.value[0]
                    })
                {
                    canvas.path(
                        path, "share \(tint)" + (live ? " ep " + shown.map { "p\($0)" }.joined(separator: " ") : ""),
                        attributes: live ? " data-tints=\"\(tints.joined(separator: " "))\"" : "")
                }
            }
        }
        for layer in ClassIndex(of: data.fences.lazy.map(\.layer)).classes.reversed() {
            let all = live ? Array(data.epochs.indices) : epochs
            for (key, fences) in grouped(data.fences.filter { $0.layer == layer }, epochs: all) {
                let path = frame.path(fences.flatMap(\.parts), clipped: !live, tolerance: tolerance)
                // The colour of a study's own layer is round the line, whose own colour is the status.
                if Palette.isOwn(layer) {
                    canvas.path(
                        path, "casing \(layer.style)" + (live ? " " + key.epochStyle(drawn: epochs) : ""),
                        attributes: live ? " data-status=\"\(key.letters)\"" : "")
                }
                canvas.path(
                    path,
                    "fence \(layer.style) \(key.style(live: live, drawn: epochs))",
                    attributes: live ? " data-status=\"\(key.letters)\"" : "")
            }
        }
    }

    /// The style class of a share of fenced border.
    private static func tint(_ share: Share?) -> String {
        share.map { "w\(Int((max(0, min(1, $0.fraction)) * 10).rounded()))" } ?? "unseen"
    }

    /// Fences of one look are one path: the status at each drawn epoch.
    private struct Look: Hashable {
        var status: [DrawnStatus?]
        var epochs: [Int]

        func style(live: Bool, drawn: [Int]) -> String {
            guard live else { return status.compactMap { $0.map { "st-\($0.rawValue)" } }.joined(separator: " ") }
            return "ep "
                + zip(epochs, status).filter { drawn.contains($0.0) }.compactMap { epoch, status in
                    status.map { "p\(epoch) q\(epoch)-\($0.rawValue)" }
                }.joined(separator: " ")
        }

        /// The epochs at which it stands, without its status.
        func epochStyle(drawn: [Int]) -> String {
            "ep " + zip(epochs, status).filter { drawn.contains($0.0) && $0.1 != nil }.map { "p\($0.0)" }.joined(separator: " ")
        }

        /// One character an epoch for the script: the place of the status among all, `-` where the fence does not stand.
        var letters: String {
            String(
                status.map { status in
                    status.flatMap { DrawnStatus.allCases.firstIndex(of: $0) }.map { Character("\($0)") } ?? "-"
                })
        }
    }

    private func grouped(_ fences: [MapData.Fence], epochs: [Int]) -> [(Look, [MapData.Fence])] {
        var order: [Look] = []
        var groups: [Look: [MapData.Fence]] = [:]
        for fence in fences {
            let look = Look(status: epochs.map { fence.status.indices.contains($0) ? fence.status[$0] : nil }, epochs: epochs)
            guard look.status.contains(where: { $0 != nil }) else { continue }
            if groups[look] == nil { order.append(look) }
            groups[look, default: []].append(fence)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    /// Facilities of an epoch in view, gathered where they would overlap.
    func clusters(_ frame: MapFrame, epoch: Int) -> [FacilityClusters.Cluster] {
        let standing = data.sets.holding(epoch)
        var visible: [FacilityClusters.Mark] = []
        for post in data.posts where standing[post.set] && post.position.isOnEarth {
            let point = frame.plane.project(post.position)
            guard frame.shows(point) else { continue }
            let p = frame.place(point)
            visible.append(.init(x: p.x, y: p.y, kind: post.kind, count: post.count, isCounted: post.isCounted))
        }
        return FacilityClusters(visible, pixel: frame.pixel).clusters
    }

    /// Each facility its symbol where there is room, circles with counts where there is not.
    func facilities(_ clusters: [FacilityClusters.Cluster], in frame: MapFrame, _ canvas: inout SVGCanvas) {
        // Many single symbols are drawn smaller, so that the fences between them stay in sight.
        let size = clusters.count > FacilityClusters.large ? 0.65 : 1
        for cluster in clusters {
            let single = cluster.count == 1 && cluster.kind != nil
            canvas.group("fix", attributes: transform(x: cluster.x, y: cluster.y, in: frame, size: single ? size : 1)) { canvas in
                if cluster.count == 1, let kind = cluster.kind {
                    canvas.path(data.words.symbol(of: kind), cluster.isCounted ? "sy \(kind.style)" : "sy f-not-counted")
                } else {
                    canvas.circle(at: (0, 0), radius: FacilityClusters.radius(cluster.count), "cluster")
                    if cluster.count >= 60 {
                        canvas.words(NumberText.grouped(cluster.count), at: (0, 3.5), "cluster-count", anchor: .middle)
                    }
                }
            }
        }
    }

    func transform(x: Double, y: Double, in frame: MapFrame, size: Double = 1) -> Markup {
        let scale: Markup = frame.pixel * size == 1 ? "" : " scale(\(SVGCanvas.number(frame.pixel * size)))"
        return "transform=\"translate(\(SVGCanvas.number(x)) \(SVGCanvas.number(y)))\(scale)\""
    }

    private func summary(epoch: Int, area: MapData.Area?) -> String {
        let standing = data.sets.holding(epoch)
        let count = data.posts.reduce(0) { $0 + (standing[$1.set] ? $1.count : 0) }
        let names = (area.map { [$0] } ?? data.areas).map(\.name).joined(separator: ", ")
        return
            "\(names). \(ReportLabel.mapDescription.text(in: language)) \(ReportLabel.facilities(count, in: language))."
    }
}
