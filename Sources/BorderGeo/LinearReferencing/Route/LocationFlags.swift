/// The flags of a location in one byte; `[LocationFlag]` in the fixed order for those who read.
public struct LocationFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let ambiguous = LocationFlags(rawValue: 1)
    public static let atGap = LocationFlags(rawValue: 2)
    public static let outsideCorridor = LocationFlags(rawValue: 4)
    public static let outsideAreas = LocationFlags(rawValue: 8)
    public static let outsideMask = LocationFlags(rawValue: 16)

    public init(_ flag: LocationFlag) {
        self =
            switch flag {
            case .ambiguous: .ambiguous
            case .atGap: .atGap
            case .outsideCorridor: .outsideCorridor
            case .outsideAreas: .outsideAreas
            case .outsideMask: .outsideMask
            }
    }

    public var list: [LocationFlag] { LocationFlag.allCases.filter { contains(LocationFlags($0)) } }
}
