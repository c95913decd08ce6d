/// What a facility is. Raw values are those of files.
public enum FacilityKind: String, Hashable, Sendable, Codable, CaseIterable {
    case guardPost = "guard_post"
    case watchtower, garrison, camera, other
}

/// Which fence counted from the river inland. Not a layer of a map.
public enum FenceLayer: String, Hashable, Sendable, Codable, CaseIterable {
    case primary, secondary, tertiary
}

public enum FenceMaterial: String, Hashable, Sendable, Codable, CaseIterable {
    case wire, concrete, electrified, reed, levee, unknown
}

/// On whose bank a fence stands. Chinese and Russian fences never count as the DPRK's unless asked for.
public enum Bank: String, Hashable, Sendable, Codable, CaseIterable {
    case dprk, china, russia
}
