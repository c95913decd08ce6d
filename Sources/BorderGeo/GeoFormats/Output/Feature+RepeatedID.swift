import LinearReferencing

extension Feature {
    /// Features without the attribute `id` where it repeats the id of every one of them as text and leads the others, as writers put it who have no other place for ids;
    /// otherwise as they are.
    public static func withoutRepeatedIDs(_ features: [Feature]) -> [Feature] {
        guard features.allSatisfy(\.repeatsID) else { return features }
        return features.map(\.withoutIDAttribute)
    }

    /// The attribute `id` is the id as text and leads the others, or there is none.
    var repeatsID: Bool {
        guard let value = properties["id"] else { return true }
        guard properties.keys.first == "id" else { return false }
        return value == .null ? id == nil : value.text != nil && value.text == id
    }

    var withoutIDAttribute: Feature {
        var feature = self
        feature.properties.removeValue(forKey: "id")
        return feature
    }
}
