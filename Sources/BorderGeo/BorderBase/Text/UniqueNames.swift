/// Gives every name once: the first to ask for a name gets it, the next ones a variant of it.
///
/// Each base keeps its own count, so that n equal names take n steps and not n squared.
package struct UniqueNames {
    private let ignoresCase: Bool
    /// The variant of a name from its second use on: the name, and a number from 2.
    private let variant: @Sendable (String, Int) -> String
    private var taken: Set<String>
    private var next: [String: Int] = [:]
    /// Whether any name was not free.
    package private(set) var renamedAny = false

    /// `taken`: names that nobody gets, in lower case where `ignoresCase`.
    package init(taken: Set<String> = [], ignoresCase: Bool = false, variant: @escaping @Sendable (String, Int) -> String) {
        self.taken = taken
        self.ignoresCase = ignoresCase
        self.variant = variant
    }

    /// The name wanted, or the first of its variants that is free.
    package mutating func name(_ wanted: String) -> String {
        var name = wanted
        let base = key(wanted)
        while !taken.insert(key(name)).inserted {
            renamedAny = true
            let number = next[base, default: 2]
            next[base] = number + 1
            name = variant(wanted, number)
        }
        return name
    }

    private func key(_ name: String) -> String { ignoresCase ? name.lowercased() : name }
}
