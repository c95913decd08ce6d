import CZlib

/// How deflated bytes are wrapped.
package enum ZlibFormat: Sendable {
    /// Bare deflate, as inside a zip.
    case raw
    case zlib
    case gzip

    var windowBits: Int32 {
        switch self {
        case .raw: -MAX_WBITS
        case .zlib: MAX_WBITS
        case .gzip: MAX_WBITS + 16
        }
    }
}

/// Where a step of a stream stopped.
struct ZStreamStep {
    var consumed: Int
    var produced: Int
    var ended: Bool
}

/// Owner of one inflating `z_stream`.
///
/// The struct lives on the heap: zlib keeps a pointer from its state back to it and checks it, so it must never move.
struct InflateStream: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ format: ZlibFormat) throws(ZlibError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = inflateInit2_(stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw ZlibError(.failed, function: "inflateInit2", message: "code \(code)")
        }
        self.stream = stream
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Decompresses as much of `input` as fits in `output`.
    func step(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) throws(ZlibError) -> ZStreamStep {
        let (given, room) = stream.lend(input, output)
        let code = inflate(stream, Z_NO_FLUSH)
        let step = ZStreamStep(
            consumed: given - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
            ended: code == Z_STREAM_END)
        switch code {
        // Z_BUF_ERROR says that no progress was possible: the caller sees it in the counts.
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: return step
        case Z_NEED_DICT: throw ZlibError(.corrupt, function: "inflate", message: "needs a preset dictionary")
        case Z_DATA_ERROR: throw ZlibError(.corrupt, function: "inflate", message: stream.message(code))
        default: throw ZlibError(.failed, function: "inflate", message: stream.message(code))
        }
    }

    /// Makes the stream ready for the next member.
    func reset() throws(ZlibError) {
        let code = inflateReset(stream)
        guard code == Z_OK else { throw ZlibError(.failed, function: "inflateReset", message: stream.message(code)) }
    }
}

/// Owner of one deflating `z_stream`; on the heap for the same reason as `InflateStream`.
struct DeflateStream: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    /// `level` 0 (stored) to 9 (smallest); outside it is clamped.
    init(_ format: ZlibFormat, level: Int) throws(ZlibError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, Int32(min(max(level, 0), 9)), Z_DEFLATED, format.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw ZlibError(.failed, function: "deflateInit2", message: "code \(code)")
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses as much of `input` as fits in `output`; `finish` closes the stream once the input is used up.
    func step(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, finish: Bool
    ) throws(ZlibError) -> ZStreamStep {
        let (given, room) = stream.lend(input, output)
        let isLastPiece = given == input.count
        let code = deflate(stream, finish && isLastPiece ? Z_FINISH : Z_NO_FLUSH)
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            throw ZlibError(.failed, function: "deflate", message: stream.message(code))
        }
        return ZStreamStep(
            consumed: given - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
            ended: code == Z_STREAM_END)
    }
}

extension UnsafeMutablePointer<z_stream> {
    /// Points the stream at both buffers; zlib counts in 32 bits, so a huge buffer is lent in pieces.
    fileprivate func lend(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
    ) -> (given: Int, room: Int) {
        let given = Swift.min(input.count, 1 << 30)
        let room = Swift.min(output.count, 1 << 30)
        // zlib reads through `next_in` only; its type lacks the `const` without ZLIB_CONST.
        pointee.next_in = UnsafeMutablePointer<Bytef>(mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
        pointee.avail_in = uInt(given)
        pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        pointee.avail_out = uInt(room)
        return (given, room)
    }

    fileprivate func message(_ code: Int32) -> String {
        if let text = pointee.msg { return String(cString: text) }
        return code == Z_MEM_ERROR ? "out of memory" : "code \(code)"
    }
}
