import Synchronization

/// How far this process has read its inputs, for progress lines: any thread may ask at any time.
package enum ReadMeter {
    private static let taken = Atomic<Int>(0)
    private static let expected = Atomic<Int>(0)
    /// Inputs that do not say how long they are.
    private static let unsized = Atomic<Int>(0)

    /// Bytes read so far, and bytes of all inputs that were opened; `total` is `nil` where an input does not say its size (a pipe).
    package static var state: (taken: Int, total: Int?) {
        let taken = taken.load(ordering: .relaxed)
        let isKnown = unsized.load(ordering: .relaxed) == 0
        return (taken, isKnown ? expected.load(ordering: .relaxed) : nil)
    }

    static func open(_ size: Int?) {
        if let size { expected.add(size, ordering: .relaxed) } else { unsized.add(1, ordering: .relaxed) }
    }

    static func read(_ count: Int) { taken.add(count, ordering: .relaxed) }
}
