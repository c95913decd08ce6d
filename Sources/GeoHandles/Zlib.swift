import CZlib

/// Whole buffers in, whole buffers out. Every inflating call takes a limit: an archive of a few kilobytes can hold terabytes.
package enum Zlib {
    /// The bytes of a bare deflate stream (an entry of a zip).
    ///
    /// Throws `.truncated`, `.corrupt`, or `.limitExceeded` where more than `limit` bytes would come out. Bytes behind the end are ignored.
    package static func inflateRaw(_ bytes: [UInt8], limit: Int) throws(ZlibError) -> [UInt8] {
        try inflateRaw(bytes[...], limit: limit)
    }

    /// The same for a part of a buffer.
    package static func inflateRaw(_ bytes: ArraySlice<UInt8>, limit: Int) throws(ZlibError) -> [UInt8] {
        try inflated(bytes, .raw, limit: limit)
    }

    /// The bytes of a zlib stream.
    package static func inflate(_ bytes: [UInt8], limit: Int) throws(ZlibError) -> [UInt8] {
        try inflated(bytes[...], .zlib, limit: limit)
    }

    /// A bare deflate stream of `bytes`; `level` 0 to 9. The same input gives the same bytes with one zlib version.
    package static func deflateRaw(_ bytes: [UInt8], level: Int = 6) throws(ZlibError) -> [UInt8] {
        try deflated(bytes, .raw, level: level)
    }

    /// A gzip file of `bytes`, without name and time: the same input gives the same bytes.
    package static func gzip(_ bytes: [UInt8], level: Int = 6) throws(ZlibError) -> [UInt8] {
        try deflated(bytes, .gzip, level: level)
    }

    /// The bytes of a gzip file, members joined.
    package static func gunzip(_ bytes: [UInt8], limit: Int) throws -> [UInt8] {
        var rest = bytes[...]
        var reader = try GzipReader(limit: limit) { buffer in
            let count = min(rest.count, buffer.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        return try reader.readToEnd()
    }

    /// CRC-32 as zip and gzip use it; `continuing` a former value over the next piece.
    package static func crc32(_ bytes: [UInt8], continuing crc: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { crc32($0, continuing: crc) }
    }

    package static func crc32(_ bytes: UnsafeRawBufferPointer, continuing crc: UInt32 = 0) -> UInt32 {
        let base = bytes.baseAddress?.assumingMemoryBound(to: Bytef.self)
        // A null buffer would reset the value to zero.
        guard let base, bytes.count > 0 else { return crc }
        return UInt32(truncatingIfNeeded: crc32_z(uLong(crc), base, bytes.count))
    }

    private static func inflated(_ bytes: ArraySlice<UInt8>, _ format: ZlibFormat, limit: Int) throws(ZlibError) -> [UInt8] {
        let stream = try InflateStream(format)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(bytes.count * 4, 1 << 12), 1 << 18))
        var at = bytes.startIndex
        while true {
            let step = try bytes[at...].withBytes { (input) throws(ZlibError) in
                try chunk.withMutableBytes { (room) throws(ZlibError) in try stream.step(input, room) }
            }
            at += step.consumed
            guard output.count + step.produced <= limit else {
                throw ZlibError(.limitExceeded, function: "inflate", message: "more than \(limit) bytes")
            }
            output += chunk[..<step.produced]
            if step.ended { return output }
            guard step.consumed > 0 || step.produced > 0 else {
                throw ZlibError(.truncated, function: "inflate", message: "the stream ends early")
            }
        }
    }

    private static func deflated(_ bytes: [UInt8], _ format: ZlibFormat, level: Int) throws(ZlibError) -> [UInt8] {
        let stream = try DeflateStream(format, level: level)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var at = 0
        while true {
            let step = try bytes[at...].withBytes { (input) throws(ZlibError) in
                try chunk.withMutableBytes { (room) throws(ZlibError) in try stream.step(input, room, finish: true) }
            }
            at += step.consumed
            output += chunk[..<step.produced]
            if step.ended { return output }
        }
    }
}

extension ArraySlice<UInt8> {
    /// `withUnsafeBytes` rethrows untyped; this one keeps the error's type.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws(ZlibError) -> R) throws(ZlibError) -> R {
        let result = withUnsafeBytes { bytes in Result { () throws(ZlibError) in try body(bytes) } }
        return try result.get()
    }
}

extension [UInt8] {
    mutating func withMutableBytes<R>(_ body: (UnsafeMutableRawBufferPointer) throws(ZlibError) -> R) throws(ZlibError) -> R {
        let result = withUnsafeMutableBytes { bytes in Result { () throws(ZlibError) in try body(bytes) } }
        return try result.get()
    }
}
