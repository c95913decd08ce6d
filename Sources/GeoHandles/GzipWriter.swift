/// Writes a gzip stream piece by piece in constant memory. Name and time stay out of the header: the same input gives the same bytes.
package struct GzipWriter: ~Copyable {
    package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    private let stream: DeflateStream
    private let sink: Sink
    private var output: [UInt8]

    package init(level: Int = 6, chunk: Int = 1 << 16, sink: @escaping Sink) throws(ZlibError) {
        stream = try DeflateStream(.gzip, level: level)
        output = [UInt8](repeating: 0, count: max(chunk, 64))
        self.sink = sink
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let step = try output.withUnsafeMutableBytes {
                try stream.step(UnsafeRawBufferPointer(rebasing: rest), $0, finish: false)
            }
            rest = rest.dropFirst(step.consumed)
            try flush(step.produced)
        }
    }

    package mutating func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    /// Writes what is held back and the checksum. Without it the file is cut short.
    package consuming func finish() throws {
        while true {
            let step = try output.withUnsafeMutableBytes {
                try stream.step(UnsafeRawBufferPointer(start: nil, count: 0), $0, finish: true)
            }
            try flush(step.produced)
            if step.ended { return }
        }
    }

    private func flush(_ count: Int) throws {
        guard count > 0 else { return }
        try output[..<count].withUnsafeBytes(sink)
    }
}
