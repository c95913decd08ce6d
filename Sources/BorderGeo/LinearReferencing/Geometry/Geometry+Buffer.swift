import GeoHandles

/// How a buffer or an offset curve turns corners and ends.
public struct BufferStyle: Hashable, Sendable {
    /// The end of a line: half a circle, cut at the end, or half a square beyond it.
    public enum Cap: Hashable, Sendable, CaseIterable { case round, flat, square }
    /// An outer corner: an arc, a point, or a cut.
    public enum Join: Hashable, Sendable, CaseIterable { case round, mitre, bevel }

    public var cap: Cap
    public var join: Join
    /// With mitred corners: how far the point may reach, in widths.
    public var mitreLimit: Double
    /// Edges per quarter circle, 1 to 10,000: 8 err by at most 0.5 % of the width.
    public var quadrantSegments: Int

    public init(cap: Cap = .round, join: Join = .round, mitreLimit: Double = 5, quadrantSegments: Int = 8) {
        self.cap = cap
        self.join = join
        self.mitreLimit = mitreLimit
        self.quadrantSegments = quadrantSegments
    }

    fileprivate func handle(singleSided: Bool) -> GeosBufferStyle {
        let cap: GeosBufferStyle.Cap =
            switch cap {
            case .round: .round
            case .flat: .flat
            case .square: .square
            }
        let join: GeosBufferStyle.Join =
            switch join {
            case .round: .round
            case .mitre: .mitre
            case .bevel: .bevel
            }
        return GeosBufferStyle(
            cap: cap, join: join, mitreLimit: mitreLimit, quadrantSegments: quadrantSegments, singleSided: singleSided)
    }
}

extension Geometry {
    /// All points within `width`; a negative width shrinks polygons (and leaves nothing of lines and points).
    ///
    /// The result is a polygon, several, or an empty one. The plane counts: for metres on the ground bring the geometry into a plane first.
    public func buffer(by width: P.Length, style: BufferStyle = BufferStyle()) throws(GeosError) -> Geometry {
        try derive(.buffer(width.value, style.handle(singleSided: false)))
    }

    /// The points on one side of a line only: a positive width lies on the left. Ends are always flat.
    public func singleSidedBuffer(by width: P.Length, style: BufferStyle = BufferStyle()) throws(GeosError) -> Geometry {
        try derive(.buffer(width.value, style.handle(singleSided: true)))
    }

    /// The line beside a line at `offset`: positive on the left. It runs the same way; caps do not matter.
    ///
    /// An empty line where nothing is left, several where it falls apart. Throws for geometries other than lines and polygons.
    public func offsetCurve(by offset: P.Length, style: BufferStyle = BufferStyle()) throws(GeosError) -> Geometry {
        try derive(.offsetCurve(offset.value, style.handle(singleSided: true)))
    }
}
