import BorderModel
import LinearReferencing

/// What the map draws, in degrees; the figure projects it.
struct MapData {
    struct BorderPart {
        var positions: [GeoPosition]
        var measures: [Measure]
    }

    struct Area {
        var id: String
        var name: String
        /// The stretches of border of the area.
        var stretches: [[GeoPosition]]
        /// Fenced border over observed border, one for each epoch; drawn in place of fences where positions are withheld.
        var shares: [Share?] = []
        /// Where the inward side lies, seen from the middle of the area: x east, y south, one unit long.
        var inward: (x: Double, y: Double) = (0, 1)
    }

    struct Fence {
        var layer: FenceLayer
        /// What the fence is at each epoch; `nil` where it does not stand.
        var status: [DrawnStatus?]
        var parts: [[GeoPosition]]
    }

    struct Post {
        var position: GeoPosition
        /// `nil`: of several kinds.
        var kind: FacilityKind?
        /// When it stands: a number in the sets of epochs of the map.
        var set: Int
        /// Its place among the study's facilities; `nil` where positions are withheld.
        var index: Int?
        /// More than 1 where positions are withheld and the facilities of a stretch are one symbol.
        var count = 1
        /// Whether tables count it: not outside the corridor, beyond an end of the border or rejected.
        var isCounted = true
    }

    var epochs: [String]
    var border: [BorderPart]
    var areas: [Area]
    var fences: [Fence]
    var posts: [Post]
    /// When posts stand.
    var sets: EpochSets
    var words: StudyWords

    var places: [StudyWords.Place] { words.places.filter { !$0.isRegion } }
    /// Names of what lies on the two sides, with a position on each.
    var countries: [StudyWords.Place] { words.places.filter(\.isRegion) }

    /// A conformal plane on the middle of the border: angles are true, and scale to 1 in 1000 within 250 km of its meridian.
    var plane: TransverseMercator {
        let middle = GeoBox(border.lazy.flatMap(\.positions))?.middle.longitude ?? 0
        return TransverseMercator(centralMeridian: Degrees(middle), originLatitude: Degrees(0))
    }

    /// The areas, or the whole border where there are none, with a margin of a share of the larger side. Areas that reach over half of the border
    /// are shown with all of it: cut off a little before its ends, it would look like a mistake.
    func extent(of wanted: [Area], in plane: TransverseMercator, margin: Double = 0.08) -> BoundingBox<PlanarPoint>? {
        let positions = wanted.isEmpty ? border.flatMap(\.positions) : wanted.flatMap { $0.stretches.joined() }
        guard var box = BoundingBox(positions.lazy.filter(\.isOnEarth).map { plane.project($0) }) else { return nil }
        let line = border.flatMap(\.positions).lazy.filter(\.isOnEarth).map { plane.project($0) }
        if wanted.count > 1, let whole = BoundingBox(line),
            max(box.maxX - box.minX, box.maxY - box.minY) > max(whole.maxX - whole.minX, whole.maxY - whole.minY) / 2
        {
            box.minX = min(box.minX, whole.minX)
            box.minY = min(box.minY, whole.minY)
            box.maxX = max(box.maxX, whole.maxX)
            box.maxY = max(box.maxY, whole.maxY)
        }
        let pad = max(box.maxX - box.minX, box.maxY - box.minY, 1000) * margin
        box.minX -= pad
        box.minY -= pad
        box.maxX += pad
        box.maxY += pad
        return box
    }
}

extension MapData.BorderPart {
    /// The line of a border, part by part.
    static func parts(of border: Border) -> [MapData.BorderPart] {
        let vertices = border.route.vertices
        let measures = border.route.measures
        return border.route.parts.map { part in
            MapData.BorderPart(positions: Array(vertices[part]), measures: Array(measures[part]))
        }
    }
}
