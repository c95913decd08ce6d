/// Sorting of keys by their digits: stable and linear.
package enum RadixSort {
    /// Values in increasing order; linear where all are finite and none is negative.
    package static func sorted(_ values: [Double]) -> [Double] {
        // The bits of numbers from 0 up are in the order of the numbers.
        guard values.count > 4096, values.allSatisfy({ $0 >= 0 && $0.sign == .plus }) else { return values.sorted() }
        return order(values.map(\.bitPattern)).map { values[Int($0)] }
    }

    /// The indices of `keys` in increasing order of key; equal keys keep their order.
    package static func order(_ keys: [UInt64]) -> [Int32] {
        let count = keys.count
        guard count > 1 else { return keys.indices.map { Int32($0) } }
        let highest = keys.reduce(0, |)
        let bits = 64 - highest.leadingZeroBitCount
        let digit = 11
        var source = [(key: UInt64, index: Int32)](unsafeUninitializedCapacity: count) { buffer, filled in
            for i in 0..<count { buffer.initializeElement(at: i, to: (keys[i], Int32(i))) }
            filled = count
        }
        var target = source
        var shift = 0
        while shift < bits {
            var starts = [Int](repeating: 0, count: 1 << digit + 1)
            for entry in source { starts[Int(entry.key >> UInt64(shift)) & (1 << digit - 1) + 1] += 1 }
            for i in 0..<(1 << digit) { starts[i + 1] += starts[i] }
            for entry in source {
                let bucket = Int(entry.key >> UInt64(shift)) & (1 << digit - 1)
                target[starts[bucket]] = entry
                starts[bucket] += 1
            }
            swap(&source, &target)
            shift += digit
        }
        return source.map(\.index)
    }
}
