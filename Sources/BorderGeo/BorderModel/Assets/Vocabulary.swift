/// What a facility is. The default vocabulary has five kinds; ids are those of files.
public struct FacilityKind: AssetClass {
    public let rawValue: String
    private let place: UInt8

    public init(_ id: String, rank: Int) {
        rawValue = id
        place = UInt8(clamping: rank)
    }

    public var rank: Int { Int(place) }
    public static let field = "kind"

    public static let guardPost = FacilityKind("guard_post", rank: 0)
    public static let watchtower = FacilityKind("watchtower", rank: 1)
    public static let garrison = FacilityKind("garrison", rank: 2)
    public static let camera = FacilityKind("camera", rank: 3)
    public static let other = FacilityKind("other", rank: 4)
    public static let allCases: [FacilityKind] = [.guardPost, .watchtower, .garrison, .camera, .other]
}

/// Which fence counted from the border inland, or what sort of fence: not a layer of a map. The default vocabulary has three.
public struct FenceLayer: AssetClass {
    public let rawValue: String
    private let place: UInt8

    public init(_ id: String, rank: Int) {
        rawValue = id
        place = UInt8(clamping: rank)
    }

    public var rank: Int { Int(place) }
    public static let field = "layer"
    /// As many as a set of layers at a place holds.
    package static let most = 64

    public static let primary = FenceLayer("primary", rank: 0)
    public static let secondary = FenceLayer("secondary", rank: 1)
    public static let tertiary = FenceLayer("tertiary", rank: 2)
    public static let allCases: [FenceLayer] = [.primary, .secondary, .tertiary]
}

public struct FenceMaterial: AssetClass {
    public let rawValue: String
    private let place: UInt8

    public init(_ id: String, rank: Int) {
        rawValue = id
        place = UInt8(clamping: rank)
    }

    public var rank: Int { Int(place) }
    public static let field = "material"

    public static let wire = FenceMaterial("wire", rank: 0)
    public static let concrete = FenceMaterial("concrete", rank: 1)
    public static let electrified = FenceMaterial("electrified", rank: 2)
    public static let reed = FenceMaterial("reed", rank: 3)
    public static let levee = FenceMaterial("levee", rank: 4)
    public static let unknown = FenceMaterial("unknown", rank: 5)
    public static let allCases: [FenceMaterial] = [.wire, .concrete, .electrified, .reed, .levee, .unknown]
}

/// On whose bank a fence stands. The default vocabulary has the two sides of a line; a study names its own and says which of them count.
public struct Bank: AssetClass {
    public let rawValue: String
    private let place: UInt8

    public init(_ id: String, rank: Int) {
        rawValue = id
        place = UInt8(clamping: rank)
    }

    public var rank: Int { Int(place) }
    public static let field = "bank"

    public static let inward = Bank("inward", rank: 0)
    public static let outward = Bank("outward", rank: 1)
    public static let allCases: [Bank] = [.inward, .outward]
}

/// The classes of a study, in the order in which outputs list them.
public struct AssetVocabulary: Hashable, Sendable {
    public var layers: [FenceLayer]
    public var kinds: [FacilityKind]
    public var materials: [FenceMaterial]
    public var banks: [Bank]
    /// The banks whose fences count where nothing else is asked for; the first is that of a fence that names none.
    public var countedBanks: [Bank]

    public init(
        layers: [FenceLayer] = FenceLayer.allCases, kinds: [FacilityKind] = FacilityKind.allCases,
        materials: [FenceMaterial] = FenceMaterial.allCases, banks: [Bank] = Bank.allCases, countedBanks: [Bank] = [.inward]
    ) {
        self.layers = layers
        self.kinds = kinds
        self.materials = materials
        self.banks = banks
        self.countedBanks = countedBanks
    }

    /// What a study without words of its own uses: three layers, five kinds, six materials and the two sides of the line.
    public static let standard = AssetVocabulary()

    /// Of a facility whose kind is missing or not known.
    package var otherKind: FacilityKind { kinds.first { $0 == .other } ?? kinds.last ?? .other }
    package var unknownMaterial: FenceMaterial { materials.first { $0 == .unknown } ?? .unknown }
    package var ownBank: Bank { countedBanks.first ?? banks.first ?? .inward }
}
