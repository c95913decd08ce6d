import BorderBase

/// Points of the plane along Morton's curve, by the bits of both coordinates in turn: what follows each other lies close together, at any scale.
enum MortonOrder {
    private struct Key: Sendable {
        var code: UInt64
        var row: Int32
    }

    /// Leading bits that points are dealt out by before they are sorted.
    private static let leadingBits: UInt64 = 16

    /// 2^32 steps across the longer side of the points' box. The points must be finite. On `jobs` threads, in the same order at any number; n log n.
    static func sorted(_ points: [PointTree.Entry], jobs: Int?) -> [PointTree.Entry] {
        let codes = codes(points, jobs: jobs)
        let (dealt, starts) = deal(codes)
        // Some groups of equal leading bits for each piece of work.
        let share = Parallel.pieces(of: points.count, atLeast: 4096, jobs: jobs).first?.count ?? 1
        var groups = [0]
        for group in 1..<starts.count where starts[group] - starts[groups[groups.count - 1]] >= share || group == starts.count - 1
        {
            groups.append(group)
        }
        let limits = groups
        return Parallel.map(limits.count - 1, jobs: jobs) { piece in
            let first = starts[limits[piece]]
            var keys = Array(dealt[first..<starts[limits[piece + 1]]])
            keys.withUnsafeMutableBufferPointer { keys in
                for group in limits[piece]..<limits[piece + 1] where starts[group + 1] - starts[group] > 1 {
                    keys[starts[group] - first..<starts[group + 1] - first].sort { ($0.code, $0.row) < ($1.code, $1.row) }
                }
            }
            return keys.map { points[Int($0.row)] }
        }.flatMap { $0 }
    }

    private static func codes(_ points: [PointTree.Entry], jobs: Int?) -> [UInt64] {
        var low = SIMD2<Double>(repeating: .infinity)
        var high = -low
        for p in points {
            low.replace(with: p.place, where: p.place .< low)
            high.replace(with: p.place, where: p.place .> high)
        }
        let origin = low
        let extent = (high - low).max()
        // All at one place: any order will do.
        let scale = extent > 0 ? 0x1p32 / extent * (1 - 0x1p-40) : 0
        let pieces = Parallel.pieces(of: points.count, atLeast: 8192, jobs: jobs)
        return Parallel.map(pieces.count, jobs: jobs) { piece in
            points[pieces[piece]].map { point in
                let steps = (point.place - origin) * scale
                return spread(UInt32(steps.x)) | spread(UInt32(steps.y)) << 1
            }
        }.flatMap { $0 }
    }

    /// The bits of a number with a zero before each.
    private static func spread(_ x: UInt32) -> UInt64 {
        var z = UInt64(x)
        z = (z | z << 16) & 0x0000_ffff_0000_ffff
        z = (z | z << 8) & 0x00ff_00ff_00ff_00ff
        z = (z | z << 4) & 0x0f0f_0f0f_0f0f_0f0f
        z = (z | z << 2) & 0x3333_3333_3333_3333
        return (z | z << 1) & 0x5555_5555_5555_5555
    }

    /// In groups by their leading bits, and where each group starts.
    private static func deal(_ codes: [UInt64]) -> (keys: [Key], starts: [Int]) {
        func group(_ code: UInt64) -> Int { Int(truncatingIfNeeded: code >> (64 - leadingBits)) }
        var starts = [Int](repeating: 0, count: 1 << Int(leadingBits) + 1)
        for code in codes { starts[group(code) + 1] += 1 }
        for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
        var next = starts
        let keys = [Key](unsafeUninitializedCapacity: codes.count) { keys, count in
            for (row, code) in codes.enumerated() {
                keys.initializeElement(at: next[group(code)], to: Key(code: code, row: Int32(row)))
                next[group(code)] += 1
            }
            count = codes.count
        }
        return (keys, starts)
    }
}
