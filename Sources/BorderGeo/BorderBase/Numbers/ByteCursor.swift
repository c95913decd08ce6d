/// Writes into room that is known to be enough: no check and no call for each byte. Made by `ByteWriter.withRoom`.
@usableFromInline package struct ByteCursor {
    @usableFromInline private(set) var next: UnsafeMutablePointer<UInt8>

    /// More bytes than a number takes.
    package static let numberRoom = 64
    /// Bytes that `put(oneLine:)` may touch behind those that it writes.
    package static let slack = 16

    @usableFromInline init(_ start: UnsafeMutablePointer<UInt8>) { next = start }
}

extension ByteCursor {
    @inlinable @inline(__always)
    package mutating func put(_ byte: UInt8) {
        next.pointee = byte
        next += 1
    }

    @inlinable @inline(__always)
    package mutating func put(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        UnsafeMutableRawPointer(next).copyMemory(from: text.utf8Start, byteCount: count)
        next += count
    }

    @inlinable @inline(__always)
    package mutating func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            next.update(from: base, count: source.count)
            next += source.count
        }
    }

    /// A number with `decimals` places (0...9), as `ByteWriter.append(fixed:decimals:)` writes it.
    package mutating func put(fixed value: Double, decimals: Int) {
        // Code of their own for metres and degrees: other targets cannot see that their decimals are constant.
        switch decimals {
        case 3: putDigits(value, 3)
        case 7: putDigits(value, 7)
        default: putDigits(value, decimals)
        }
    }

    @inline(__always)
    private mutating func putDigits(_ value: Double, _ decimals: Int) {
        if let count = value.writeFixed(decimals, to: next) { next += count } else { putWide(value, decimals) }
    }

    @inline(never)
    private mutating func putWide(_ value: Double, _ decimals: Int) {
        put(Array(FixedDecimal.string(value, decimals: decimals).utf8))
    }

    /// Bytes of checked JSON on one line: a line end outside of strings is white space, and inside of strings there is none.
    ///
    /// Reads and writes sixteen bytes at a time: up to `slack` behind the last on either side, which a `ByteBlock` and the room must have.
    @inlinable @inline(__always)
    package mutating func put(oneLine json: UnsafePointer<UInt8>, count: Int) {
        var i = 0
        while i < count {
            var bytes = ByteScan.load(json + i)
            bytes.replace(
                with: 0x20, where: ByteScan.equal(bytes, UInt8(ascii: "\n")) .| ByteScan.equal(bytes, UInt8(ascii: "\r")))
            UnsafeMutableRawPointer(next + i).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
            i += 16
        }
        next += count
    }
}

extension ByteWriter {
    /// Lends `room` bytes at the end to a cursor, which must not leave them.
    @inlinable @inline(__always)
    package mutating func withRoom(_ room: Int, _ body: (inout ByteCursor) -> Void) {
        append(room: room) { target in
            var cursor = ByteCursor(target)
            body(&cursor)
            return cursor.next - target
        }
    }
}
