/// Cheap 64-bit fingerprints of property names: equal names give equal ones, and a clash only costs a closer look.
@usableFromInline package enum PropertyKey {
    @inlinable @inline(__always)
    package static func hash(_ text: JSONText) -> UInt64 {
        guard !text.escaped else { return hash(text.string) }
        return hash(text.start, text.count)
    }

    @usableFromInline package static func hash(_ name: String) -> UInt64 {
        let bytes = Array(name.utf8) + [UInt8](repeating: 0, count: 8)
        return bytes.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { hash($0, buffer.count - 8) } ?? 0 }
    }

    /// Eight bytes must be readable behind `start`, also where `count` is less.
    @inlinable @inline(__always)
    static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(start)
        var head = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        var tail: UInt64 = 0
        if count < 8 {
            head &= count == 0 ? 0 : UInt64.max >> UInt64(64 - 8 * count)
        } else {
            tail = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
        }
        return (head ^ (tail << 23 | tail >> 41) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    }
}

/// Fingerprints to look for: most others are told apart by one bit of 64.
struct WatchedKeys: Sendable {
    private let bits: UInt64
    private let keys: Set<UInt64>

    init(_ names: [String]) {
        keys = Set(names.map { PropertyKey.hash($0) })
        bits = keys.reduce(0) { $0 | 1 << ($1 >> 58) }
    }

    @inline(__always)
    func contains(_ key: UInt64) -> Bool { bits & 1 << (key >> 58) != 0 && keys.contains(key) }
}
