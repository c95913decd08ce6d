import BorderModel
import LinearReferencing

/// Roughly where the border is, to tell swapped axes from other mistakes.
struct LintRegion {
    private var box: GeoBox
    private static let margin = 0.5

    init(_ border: Border?) {
        // Without a border: around both rivers.
        box =
            border.flatMap { GeoBox($0.route.vertices) }
            ?? GeoBox([GeoPosition(longitude: 124, latitude: 39), GeoPosition(longitude: 131, latitude: 43.5)])
            ?? GeoBox(around: GeoPosition(longitude: 127.5, latitude: 41.5))
    }

    func contains(_ p: GeoPosition) -> Bool { box.contains(p, margin: Self.margin) }
}
