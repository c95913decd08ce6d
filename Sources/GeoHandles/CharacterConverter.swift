#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Converts whole texts of other character sets to UTF-8 with the C library's iconv.
package enum CharacterConverter {
    package struct Failure: Error, Hashable, Sendable {
        /// Offset of the first byte that has no meaning in the character set; `nil` where the set is not known to this system.
        package var offset: Int?
    }

    /// `encoding` by iconv's name: `CP949`, `GB18030`, `UTF-16LE`. Strict: the first wrong byte fails the whole text.
    package static func utf8(_ bytes: [UInt8], from encoding: String) throws(Failure) -> [UInt8] {
        guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else { throw Failure(offset: nil) }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 2 + 64)
        var used = 0
        var failure: Int?
        input.withUnsafeMutableBufferPointer { input in
            var source: UnsafeMutablePointer<CChar>? = input.baseAddress
            var left = input.count
            while left > 0, failure == nil {
                let offset = input.count - left
                let (written, result) = output.withUnsafeMutableBufferPointer { output in
                    var target: UnsafeMutablePointer<CChar>? = output.baseAddress.map { $0 + used }
                    var room = output.count - used
                    let result = iconv(converter, &source, &left, &target, &room)
                    return (output.count - room, result)
                }
                used = written
                // (size_t)-1 arrives as -1.
                if result != -1 { break }
                if errno == E2BIG {
                    output.append(contentsOf: [CChar](repeating: 0, count: output.count))
                } else {
                    failure = max(offset, input.count - left)
                }
            }
        }
        if let failure { throw Failure(offset: failure) }
        return output[..<used].map { UInt8(bitPattern: $0) }
    }
}
