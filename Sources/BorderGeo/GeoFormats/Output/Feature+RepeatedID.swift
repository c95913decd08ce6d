import LinearReferencing

extension Feature {
    /// Features without the attribute `id` where it repeats the id of every one of them as text and leads the others, as writers put it who have no other place for ids;
    /// otherwise as they are.
    public static func withoutRepeatedIDs(_ features: [Feature]) -> [Feature] {
        let isRepeated = features.allSatisfy { feature in
            guard let value = feature.properties["id"] else { return true }
            guard feature.properties.keys.first == "id" else { return false }
            return value == .null ? feature.id == nil : value.text != nil && value.text == feature.id
        }
        guard isRepeated else { return features }
        return features.map {
            var feature = $0
            feature.properties.removeValue(forKey: "id")
            return feature
        }
    }
}
