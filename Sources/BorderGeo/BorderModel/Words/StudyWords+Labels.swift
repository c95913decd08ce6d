import BorderBase

/// What outputs call the classes of a study. The words of the default vocabulary are here too, so that every output has them from one place.
extension StudyWords {
    /// Plural, as a legend has it: `guard posts`.
    package func label(of kind: FacilityKind) -> LocalText {
        look(of: kind).label ?? Self.kinds[kind.rawValue] ?? ownLabel(of: kind)
    }

    /// As a legend has it: `primary`.
    package func label(of layer: FenceLayer) -> LocalText {
        look(of: layer).label ?? Self.layers[layer.rawValue] ?? ownLabel(of: layer)
    }

    /// At the start of a sentence: `Guard posts`.
    package func title(of kind: FacilityKind) -> String {
        let text = label(of: kind).english
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The name of a segment; `nil` where the study gives it none.
    package func name(ofSegment id: String) -> String? { id == "border" ? "Border" : segments[id]?.english }

    private static let kinds: [String: LocalText] = [
        "guard_post": LocalText("guard posts", korean: "초소"), "watchtower": LocalText("watchtowers", korean: "감시탑"),
        "garrison": LocalText("garrisons", korean: "병영"), "camera": LocalText("cameras", korean: "카메라"),
        "other": LocalText("other facilities", korean: "기타"),
    ]

    private static let layers: [String: LocalText] = [
        "primary": LocalText("primary", korean: "1차"), "secondary": LocalText("secondary", korean: "2차"),
        "tertiary": LocalText("tertiary", korean: "3차"),
    ]
}
