/// Text or bytes that are no geometry: what is wrong, and at which byte.
public struct GeometryFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Format: String, Hashable, Sendable { case wkt = "WKT", wkb = "WKB" }

    public var format: Format
    /// 0-based offset in bytes.
    public var offset: Int
    public var problem: String

    /// It is a geometry, of arcs.
    package var isCurve = false

    public init(_ format: Format, at offset: Int, _ problem: String) {
        self.format = format
        self.offset = offset
        self.problem = problem
    }

    public var description: String { "\(format.rawValue), byte \(offset): \(problem)" }
}

/// Collections in collections in collections: no file needs more, and a reader that recurses must stop somewhere.
let deepestNesting = 64
