/// Whether bytes are UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// Offset of the first byte of the first broken sequence, `nil` where all is well. ASCII passes at 32 bytes a step.
    static func firstError(_ bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
        var i = 0
        while i < count {
            if bytes[i] < 0x80 {
                i += 1
                while i + 32 <= count {
                    let raw = UnsafeRawPointer(bytes + i)
                    let a = raw.loadUnaligned(as: UInt64.self) | raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                    let b =
                        raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                        | raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
                    if (a | b) & 0x8080_8080_8080_8080 != 0 { break }
                    i += 32
                }
                continue
            }
            let length = sequenceLength(bytes + i, available: count - i)
            if length == 0 { return i }
            i += length
        }
        return nil
    }

    /// 2...4 for a sound multi-byte sequence, 0 for a broken one.
    @inline(__always)
    private static func sequenceLength(_ p: UnsafePointer<UInt8>, available: Int) -> Int {
        let lead = p[0]
        switch lead {
        case 0xC2...0xDF: return available >= 2 && p[1] & 0xC0 == 0x80 ? 2 : 0
        case 0xE0...0xEF:
            guard available >= 3, p[1] & 0xC0 == 0x80, p[2] & 0xC0 == 0x80 else { return 0 }
            if lead == 0xE0, p[1] < 0xA0 { return 0 }
            if lead == 0xED, p[1] > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard available >= 4, p[1] & 0xC0 == 0x80, p[2] & 0xC0 == 0x80, p[3] & 0xC0 == 0x80 else { return 0 }
            if lead == 0xF0, p[1] < 0x90 { return 0 }
            if lead == 0xF4, p[1] > 0x8F { return 0 }
            return 4
        default: return 0
        }
    }
}
