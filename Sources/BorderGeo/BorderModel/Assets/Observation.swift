import LinearReferencing

/// What one image, or one table row, says about which part of the border was seen at an epoch (F6).
public struct Observation: Hashable, Sendable {
    /// Whether the image settles what stands there. `inconclusive` (cloud, snow, resolution) counts as not observed.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable { case observed, inconclusive }

    /// Where: the footprint of an image, or spans of measures given outright.
    public enum Extent: Hashable, Sendable {
        case footprint([Polygon<GeoPosition>])
        case spans(MeasureSpanSet)
    }

    public var epoch: String
    public var extent: Extent
    public var state: State
    public var image: String?
    public var date: CalendarDate?
    /// Ground sample distance of the image.
    public var groundSampleDistance: Metres?

    public init(
        epoch: String, extent: Extent, state: State = .observed, image: String? = nil, date: CalendarDate? = nil,
        groundSampleDistance: Metres? = nil
    ) {
        self.epoch = epoch
        self.extent = extent
        self.state = state
        self.image = image
        self.date = date
        self.groundSampleDistance = groundSampleDistance
    }
}
