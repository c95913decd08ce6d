import LinearReferencing

extension Feature {
    /// Features without the attribute `id` where it repeats the id of every one of them; otherwise as they are.
    public static func withoutRepeatedIDs(_ features: [Feature]) -> [Feature] {
        let isRepeated = features.allSatisfy { feature in
            guard let value = feature.properties["id"] else { return true }
            return value == .null ? feature.id == nil : value.plainText == feature.id
        }
        guard isRepeated else { return features }
        return features.map {
            var feature = $0
            feature.properties.removeValue(forKey: "id")
            return feature
        }
    }
}
