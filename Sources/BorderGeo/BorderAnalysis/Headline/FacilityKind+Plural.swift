import BorderModel

extension FacilityKind {
    /// `Guard posts`.
    var plural: String {
        switch self {
        case .guardPost: "Guard posts"
        case .watchtower: "Watchtowers"
        case .garrison: "Garrisons"
        case .camera: "Cameras"
        case .other: "Other facilities"
        }
    }
}
