import BorderBase

/// Which of a file's ids occur twice. Open addressing on a hash of the bytes, on all cores: each takes the ids of some hashes.
enum IdentifierSet {
    /// An entry whose id an earlier one has: which, and the first that has it, each as a place in a piece.
    struct Repeat: Sendable {
        package var piece: Int
        var entry: Int
        var firstPiece: Int
        var first: Int
    }

    /// For each piece, in order, the entries with an id that occurs before. The same on any number of threads. Linear.
    static func repeats(_ pieces: [(ids: [String], hashes: [UInt64])], jobs: Int?) -> [[Repeat]] {
        let count = pieces.reduce(0) { $0 + $1.ids.count }
        // Every share walks over all hashes, which is cheap beside looking an id up.
        let shares = count < 65_536 ? 1 : 16
        let found = Parallel.map(shares, jobs: jobs) { share in
            Self.repeats(pieces, share: UInt64(share), of: UInt64(shares), count: count)
        }
        var result = [[Repeat]](repeating: [], count: pieces.count)
        for one in found.joined() { result[one.piece].append(one) }
        for piece in result.indices where result[piece].count > 1 { result[piece].sort { $0.entry < $1.entry } }
        return result
    }

    private static func repeats(
        _ pieces: [(ids: [String], hashes: [UInt64])], share: UInt64, of shares: UInt64, count: Int
    ) -> [Repeat] {
        var size = 16
        while size < count / Int(shares) * 3 { size *= 2 }
        var slots = [(piece: Int32, entry: Int32)](repeating: (-1, -1), count: size)
        var filled = 0
        var result: [Repeat] = []
        for (piece, (ids, hashes)) in pieces.enumerated() {
            for (entry, hash) in hashes.enumerated() where hash & (shares - 1) == share {
                var slot = place(hash, in: slots.count)
                var known: (piece: Int32, entry: Int32)?
                while slots[slot].piece >= 0 {
                    let (otherPiece, other) = (Int(slots[slot].piece), Int(slots[slot].entry))
                    if pieces[otherPiece].hashes[other] == hash, pieces[otherPiece].ids[other] == ids[entry] {
                        known = slots[slot]
                        break
                    }
                    slot = (slot + 1) & (slots.count - 1)
                }
                if let known {
                    result.append(Repeat(piece: piece, entry: entry, firstPiece: Int(known.piece), first: Int(known.entry)))
                    continue
                }
                slots[slot] = (Int32(truncatingIfNeeded: piece), Int32(truncatingIfNeeded: entry))
                filled += 1
                if filled * 2 > slots.count { grow(&slots, pieces) }
            }
        }
        return result
    }

    private static func place(_ hash: UInt64, in count: Int) -> Int {
        Int((hash ^ hash >> 32) >> 4 & UInt64(count - 1))
    }

    /// Where hashes are unlike each other less often than hoped, a share gets more than its part.
    private static func grow(
        _ slots: inout [(piece: Int32, entry: Int32)], _ pieces: [(ids: [String], hashes: [UInt64])]
    ) {
        let old = slots
        slots = [(piece: Int32, entry: Int32)](repeating: (-1, -1), count: old.count * 2)
        for known in old where known.piece >= 0 {
            var slot = place(pieces[Int(known.piece)].hashes[Int(known.entry)], in: slots.count)
            while slots[slot].piece >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = known
        }
    }

    static func hash(_ id: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            // Equal texts may differ in their bytes (composed and decomposed Hangul): Swift's own hash knows that.
            guard byte < 0x80 else { return UInt64(bitPattern: Int64(id.hashValue)) }
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return hash
    }
}
