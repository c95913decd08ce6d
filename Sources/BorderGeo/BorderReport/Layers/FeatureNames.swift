import BorderBase

/// Names of features, each once in a layer: records may share an id where they are versions of one thing.
struct FeatureNames {
    private var unique = UniqueNames { "\($0)-v\($1)" }

    /// The name itself, and from its second use on with `-v2`, `-v3` behind it.
    mutating func name(_ wanted: String) -> String { unique.name(wanted) }
}
