import BorderBase
import GeoHandles

/// Where a CRS or an operation is meant to be used: a box in degrees, edges included.
public struct AreaOfUse: Hashable, Sendable {
    /// Greater than `east` where the box crosses the antimeridian.
    public var west: Degrees
    public var south: Degrees
    public var east: Degrees
    public var north: Degrees
    public var name: String

    public init(west: Degrees, south: Degrees, east: Degrees, north: Degrees, name: String = "") {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
        self.name = name
    }

    init(_ area: ProjArea) {
        self.init(
            west: Degrees(area.west), south: Degrees(area.south), east: Degrees(area.east), north: Degrees(area.north),
            name: area.name)
    }

    var record: ProjArea { ProjArea(west: west.value, south: south.value, east: east.value, north: north.value, name: name) }

    public func contains(_ place: GeoPosition) -> Bool {
        guard place.latitude >= south.value, place.latitude <= north.value else { return false }
        return west <= east
            ? place.longitude >= west.value && place.longitude <= east.value
            : place.longitude >= west.value || place.longitude <= east.value
    }

    /// The middle of the box.
    public var centre: GeoPosition {
        let width = west <= east ? east.value - west.value : east.value - west.value + 360
        let longitude = west.value + width / 2
        return GeoPosition(
            longitude: longitude > 180 ? longitude - 360 : longitude, latitude: (south.value + north.value) / 2)
    }

    /// The part that both boxes have in common; `nil` where there is none. Of two boxes across the antimeridian the answer is the smaller box.
    func intersection(_ other: AreaOfUse) -> AreaOfUse? {
        let bottom = max(south, other.south)
        let top = min(north, other.north)
        guard bottom <= top else { return nil }
        guard west <= east, other.west <= other.east else {
            let (a, b) = (width, other.width)
            return a <= b ? self : other
        }
        let left = max(west, other.west)
        let right = min(east, other.east)
        guard left <= right else { return nil }
        return AreaOfUse(west: left, south: bottom, east: right, north: top)
    }

    private var width: Double { west <= east ? east.value - west.value : east.value - west.value + 360 }
}
