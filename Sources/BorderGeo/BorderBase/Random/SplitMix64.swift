/// A seeded generator of random numbers: the same seed gives the same sequence on every machine and in every release.
///
/// Algorithm: SplitMix64 (Steele, Lea and Flood 2014). Not for secrets.
package struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Uniform in [0, 1), 53 random bits.
    package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in `[lower, upper)`.
    package mutating func uniform(_ lower: Double, _ upper: Double) -> Double { lower + (upper - lower) * uniform() }

    /// Uniform whole number in `0..<bound` (Lemire's method without bias); 0 where `bound` is not positive.
    ///
    /// Own code and not `Int.random(in:using:)`, whose sequence may change between releases of the standard library.
    package mutating func index(below bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// A standard normal number (Box and Muller; the second of the pair is not kept, so that state is one word).
    package mutating func normal() -> Double {
        let radius = (-2 * Elementary.log(1 - uniform())).squareRoot()
        return radius * Elementary.cos(2 * .pi * uniform())
    }

    /// The elements in random order (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        var i = elements.count - 1
        while i > 0 {
            elements.swapAt(i, index(below: i + 1))
            i -= 1
        }
    }

    /// The same for numbers, compiled for them: the general one is not from other targets.
    package mutating func shuffle(_ elements: inout [Double]) {
        elements.withUnsafeMutableBufferPointer { elements in
            var i = elements.count - 1
            while i > 0 {
                elements.swapAt(i, index(below: i + 1))
                i -= 1
            }
        }
    }

    /// A generator for one part of a job: results of parts then do not depend on which thread draws first.
    package func stream(_ number: Int) -> SplitMix64 {
        var mixer = SplitMix64(seed: state ^ (UInt64(bitPattern: Int64(number)) &* 0xD6E8_FEB8_6659_FD93))
        return SplitMix64(seed: mixer.next())
    }
}
