/// Sets of epochs, each held once: a million facilities share a few of them, and a study may have any number of epochs.
struct EpochSets {
    /// Epochs of each set, ascending.
    private(set) var sets: [[Int]] = []
    private var numbers: [[Int]: Int] = [:]

    /// The number of the set that holds `epochs`, which ascend.
    mutating func number(of epochs: [Int]) -> Int {
        if let number = numbers[epochs] { return number }
        numbers[epochs] = sets.count
        sets.append(epochs)
        return sets.count - 1
    }

    /// For each of `count` things the number of the set of epochs at which it stands; `nil` where it never does. `present` names things by epoch.
    ///
    /// Sets grow epoch by epoch along a tree, so the work is linear in what stands and a set costs nothing per thing.
    init(count: Int, present: [[Int]]) {
        var parents = [-1]
        var epochs = [-1]
        var nodes = [Int](repeating: 0, count: count)
        for (epoch, indexes) in present.enumerated() {
            var grown: [Int: Int] = [:]
            for index in indexes where nodes.indices.contains(index) {
                let node = nodes[index]
                if let next = grown[node] {
                    nodes[index] = next
                } else {
                    grown[node] = parents.count
                    nodes[index] = parents.count
                    parents.append(node)
                    epochs.append(epoch)
                }
            }
        }
        var known: [Int: Int] = [:]
        of = [Int?](repeating: nil, count: count)
        for (index, node) in nodes.enumerated() where node != 0 {
            if let number = known[node] {
                of[index] = number
                continue
            }
            var set: [Int] = []
            var at = node
            while at > 0 {
                set.append(epochs[at])
                at = parents[at]
            }
            let grown = number(of: set.reversed())
            known[node] = grown
            of[index] = grown
        }
    }

    init() { of = [] }

    /// The set of each thing.
    private(set) var of: [Int?]

    /// For each set, whether it holds `epoch`.
    func holding(_ epoch: Int) -> [Bool] { sets.map { $0.contains(epoch) } }

    /// Runs of epochs, first and one beyond the last, one after another.
    func runs(_ number: Int) -> [Int] {
        var runs: [Int] = []
        for epoch in sets[number] {
            if runs.last == epoch { runs[runs.count - 1] = epoch + 1 } else { runs += [epoch, epoch + 1] }
        }
        return runs
    }
}
