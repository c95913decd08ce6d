/// Names of features, each once in a layer: records may share an id where they are versions of one thing.
struct FeatureNames {
    private var counts: [String: Int] = [:]
    private var taken: Set<String> = []

    /// The name itself, and from its second use on with `-v2`, `-v3` behind it.
    mutating func name(_ wanted: String) -> String {
        var name = wanted
        while !taken.insert(name).inserted {
            counts[wanted, default: 1] += 1
            name = "\(wanted)-v\(counts[wanted, default: 2])"
        }
        return name
    }
}
