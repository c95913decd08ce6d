/// Looks at sixteen bytes at once: where is the first one of a kind? One comparison of vector registers for each kind, on x86 and ARM alike.
@usableFromInline package enum ByteScan {
    @usableFromInline package typealias Mask = SIMDMask<SIMD16<Int8>>

    @inlinable @inline(__always)
    package static func load(_ p: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
        UnsafeRawPointer(p).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    @inlinable @inline(__always)
    package static func equal(_ bytes: SIMD16<UInt8>, _ byte: UInt8) -> Mask { bytes .== SIMD16(repeating: byte) }

    /// Index of the first lane that is set; 16 where none is.
    @inlinable @inline(__always)
    package static func first(_ mask: Mask) -> Int {
        let lanes = unsafeBitCast(SIMD16<UInt8>.zero.replacing(with: 0xFF, where: mask), to: SIMD2<UInt64>.self)
        let low = UInt64(littleEndian: lanes[0])
        if low != 0 { return low.trailingZeroBitCount >> 3 }
        let high = UInt64(littleEndian: lanes[1])
        return high != 0 ? 8 + high.trailingZeroBitCount >> 3 : 16
    }
}
