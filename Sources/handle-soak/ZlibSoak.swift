import GeoHandles

/// Streams, both ways; finished, failed and dropped half-way.
enum ZlibSoak {
    static func round(_ counts: inout Counts) {
        let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
        counts.works("raw") {
            guard try Zlib.inflateRaw(Zlib.deflateRaw(bytes), limit: bytes.count) == bytes else {
                throw ZlibError(.corrupt, function: "inflate", message: "other bytes")
            }
        }
        counts.works("gzip") { _ = try Zlib.gunzip(Zlib.gzip(bytes) + Zlib.gzip(bytes), limit: 2 * bytes.count) }
        counts.fails("limit") { _ = try Zlib.inflateRaw(Zlib.deflateRaw(bytes), limit: 10) }
        counts.fails("truncated") { _ = try Zlib.gunzip(Array(Zlib.gzip(bytes).dropLast(9)), limit: bytes.count) }
        counts.fails("no gzip") { _ = try Zlib.gunzip(bytes, limit: bytes.count) }
        counts.works("reader dropped half-way") {
            var rest = try Zlib.gzip(bytes)[...]
            var reader = try GzipReader(limit: bytes.count, chunk: 64) { buffer in
                let count = min(buffer.count, rest.count)
                buffer.copyBytes(from: rest.prefix(count))
                rest = rest.dropFirst(count)
                return count
            }
            var piece = [UInt8](repeating: 0, count: 100)
            try piece.withUnsafeMutableBytes { _ = try reader.read(into: $0) }
        }
        counts.works("writer dropped half-way") {
            var writer = try GzipWriter { _ in }
            try writer.write(bytes)
        }
        struct Full: Error {}
        counts.fails("writer with a full sink") {
            var writer = try GzipWriter(chunk: 64) { _ in throw Full() }
            try writer.write(bytes)
            try writer.finish()
        }
    }
}
