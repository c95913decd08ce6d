/// Reads a gzip stream piece by piece in constant memory: concatenated members are joined, zero padding behind the last is skipped.
package struct GzipReader: ~Copyable {
    /// Fills the buffer from the compressed source and returns how many bytes; 0 at the end.
    package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    private let stream: InflateStream
    private let source: Source
    private let limit: Int
    private var input: [UInt8]
    private var unread = 0..<0
    private var sourceEnded = false
    private var insideMember = false
    private var members = 0
    private var finished = false
    /// Decompressed bytes handed out so far.
    package private(set) var total = 0

    /// - Parameters:
    ///   - limit: the most bytes that may come out in all.
    ///   - chunk: bytes asked of `source` at once.
    package init(limit: Int, chunk: Int = 1 << 16, source: @escaping Source) throws(ZlibError) {
        stream = try InflateStream(.gzip)
        input = [UInt8](repeating: 0, count: max(chunk, 16))
        self.limit = limit
        self.source = source
    }

    /// Decompresses into `output` and returns how many bytes, at least 1; 0 at the end of the last member.
    ///
    /// Throws what the source throws, and `ZlibError`: `.truncated` for an early end (also for no bytes at all), `.corrupt` for a wrong
    /// header, checksum or bytes behind the last member, `.limitExceeded`.
    package mutating func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        guard output.count > 0 else { return 0 }
        while !finished {
            if unread.isEmpty && !sourceEnded { try fill() }
            if !insideMember && members > 0 {
                try skipPadding()
                if finished { break }
                if unread.isEmpty { continue }
                try stream.reset()
                insideMember = true
            }
            let step = try input[unread].withUnsafeBytes { try stream.step($0, output) }
            if step.consumed > 0 { insideMember = true }
            unread = unread.lowerBound + step.consumed..<unread.upperBound
            if step.ended {
                insideMember = false
                members += 1
            }
            if step.produced > 0 {
                total += step.produced
                guard total <= limit else {
                    throw ZlibError(.limitExceeded, function: "inflate", message: "more than \(limit) bytes")
                }
                return step.produced
            }
            if !step.ended && step.consumed == 0 && unread.isEmpty && sourceEnded {
                throw ZlibError(.truncated, function: "inflate", message: "the gzip stream ends early")
            }
        }
        return 0
    }

    /// The rest as one buffer.
    package mutating func readToEnd() throws -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var count = 0
            // `withUnsafeMutableBytes` and `mutating` together: the buffer is local, so no access overlaps.
            try chunk.withUnsafeMutableBytes { count = try read(into: $0) }
            if count == 0 { return result }
            result += chunk[..<count]
        }
    }

    private mutating func fill() throws {
        let count = try input.withUnsafeMutableBytes { try source($0) }
        unread = 0..<min(max(count, 0), input.count)
        sourceEnded = unread.isEmpty
    }

    /// Between members: tapes and some writers pad with zeros, anything else must be another member.
    private mutating func skipPadding() throws(ZlibError) {
        while let byte = input[unread].first, byte == 0 { unread = unread.lowerBound + 1..<unread.upperBound }
        if unread.isEmpty { finished = sourceEnded }
    }
}
