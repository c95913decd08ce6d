/// What a record's geometry is.
package enum GeometryShape: UInt8, Hashable, Sendable {
    /// No geometry, or one whose positions lie outside the earth (a finding says so).
    case none
    case point, lineString, polygon, multiPoint, multiLineString, multiPolygon, collection
}

/// One feature of a batch: where its parts lie in the columns and in the bytes. 48 bytes, no objects.
package struct FeatureRecord: Sendable {
    package var shape: GeometryShape = .none
    package var flags: Flags = []
    var positionStart: UInt32 = 0
    package var positionCount: UInt32 = 0
    var partStart: UInt32 = 0
    var partCount: UInt32 = 0
    var groupStart: UInt32 = 0
    var groupCount: UInt32 = 0
    var whole = ByteRange()
    var idRange = ByteRange()
    var geometryRange = ByteRange()
    var propertiesRange = ByteRange()

    package struct Flags: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A property is named twice: the last one counts.
        static let duplicateKeys = Flags(rawValue: 1)
        /// A property has one of `FeatureColumns.watchedNames`.
        static let watchedKey = Flags(rawValue: 2)
        static let offEarth = Flags(rawValue: 4)
    }

    struct ByteRange: Sendable {
        package var start: UInt32 = 0
        package var count: UInt32 = 0
        @inline(__always) var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    /// Indices of its positions in `FeatureColumns.positions`, in file order over all parts.
    @inline(__always) package var positions: Range<Int> { Int(positionStart)..<Int(positionStart) + Int(positionCount) }
    /// The feature as it stands in the batch's bytes.
    package var bytes: Range<Int> { whole.range }
    /// The id as JSON (a string with its quotes, or a number); empty where there is none.
    package var id: Range<Int> { idRange.range }
    /// The geometry object; empty where it is null.
    package var geometry: Range<Int> { geometryRange.range }
    /// The properties object with its braces; empty where it is null.
    package var properties: Range<Int> { propertiesRange.range }
    /// A property of this feature has one of the watched names, or a name stands twice: copying the bytes would repeat a name.
    package var needsRewriting: Bool { !flags.isDisjoint(with: [.duplicateKeys, .watchedKey]) }
}
