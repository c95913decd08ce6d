import Synchronization

/// Bytes of an input in memory that several threads may read: fixed once made, followed by zeros that stop every scanner.
///
/// The address is kept as a number because a pointer is not `Sendable`; nobody writes after `init`, so sharing is safe.
@usableFromInline package final class ByteBlock: Sendable {
    /// Zero bytes behind the last one: scanners look ahead at most 63 bytes and stop at a zero.
    static let padding = 64

    @usableFromInline let address: UInt
    package let count: Int
    /// A place whose line ends were counted: the next one that is asked for mostly lies behind it.
    private let counted = Mutex<(offset: Int, lines: Int)>((0, 0))

    /// Room for `capacity` bytes; `fill` writes the first of them and returns how many.
    init(capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows {
        let room = UnsafeMutableRawPointer.allocate(byteCount: capacity + Self.padding, alignment: 16)
        do {
            count = max(0, min(try fill(UnsafeMutableRawBufferPointer(start: room, count: capacity)), capacity))
        } catch {
            room.deallocate()
            throw error
        }
        (room + count).initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
        address = UInt(bitPattern: room)
    }

    convenience init(_ bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count) { room in
            room.copyBytes(from: bytes)
            return bytes.count
        }
    }

    /// Line ends before a byte. Linear over questions in rising order, as messages about one record after the other ask them.
    func lineEnds(before offset: Int) -> Int {
        let offset = min(max(offset, 0), count)
        return counted.withLock { counted in
            if offset < counted.offset { counted = (0, 0) }
            counted.lines += withPointer { base in (counted.offset..<offset).count { base[$0] == 0x0A } }
            counted.offset = offset
            return counted.lines
        }
    }

    deinit { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }

    /// Lends the bytes and the zeros behind them (`count` leaves those out).
    @inlinable @inline(__always)
    package func withPointer<R, E: Error>(_ body: (UnsafePointer<UInt8>) throws(E) -> R) throws(E) -> R {
        guard let pointer = UnsafePointer<UInt8>(bitPattern: address) else { preconditionFailure("a block has memory") }
        return try withExtendedLifetime(self) { () throws(E) in try body(pointer) }
    }
}
