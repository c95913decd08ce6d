/// A growing run of bytes that text is written into: numbers and strings go in without becoming a `String` first.
///
/// Every append is amortised O(bytes written). Reuse one writer for many records with `removeAll()`, which keeps the room.
@usableFromInline package struct ByteWriter: Sendable {
    /// Room, of which the first `count` bytes are written: growing zero-fills once, appends then only store.
    @usableFromInline var storage: [UInt8]
    /// How many bytes have been written.
    @usableFromInline package internal(set) var count: Int

    package init(capacity: Int = 256) {
        storage = [UInt8](repeating: 0, count: max(capacity, 32))
        count = 0
    }
}

extension ByteWriter {
    /// What has been written, copied.
    package var bytes: [UInt8] { Array(storage[..<count]) }

    /// What has been written, as text; broken UTF-8 becomes U+FFFD.
    package var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    /// Forgets what was written and keeps the room.
    package mutating func removeAll() { count = 0 }

    /// Forgets all but the first `newCount` bytes; a larger `newCount` changes nothing.
    package mutating func truncate(to newCount: Int) { count = max(0, min(count, newCount)) }

    /// Lends what has been written without copying it.
    package func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    /// Lends `room` writable bytes at the end; `body` returns how many of them it wrote.
    @inlinable @inline(__always)
    package mutating func append(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(room)
        let start = count
        let written = storage.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { body($0 + start) } ?? 0
        }
        count += min(written, room)
    }

    /// Makes room for `room` more bytes.
    @inlinable @inline(__always)
    package mutating func reserve(_ room: Int) {
        if storage.count - count < room { grow(room) }
    }

    @inline(never) @usableFromInline
    mutating func grow(_ room: Int) {
        let wanted = max(storage.count * 2, count + room)
        storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
    }
}

extension ByteWriter {
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        storage[count] = byte
        count += 1
    }

    @inlinable
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        append(room: bytes.count) { target in
            UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: bytes.count)
            return bytes.count
        }
    }

    package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    package mutating func append(_ other: ByteWriter) { other.withBytes { append($0) } }

    /// The text's UTF-8, unescaped.
    package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// A literal, copied from the program's own bytes.
    @inlinable @inline(__always)
    package mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
