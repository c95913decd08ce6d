/// Converts whole texts of other character sets to UTF-8 with the C library's iconv.
package enum CharacterConverter {
    package struct Failure: Error, Hashable, Sendable {
        /// Offset of the first byte that has no meaning in the character set; `nil` where the set is not known to this system.
        package var offset: Int?
    }

    /// `encoding` by iconv's name: `CP949`, `GB18030`, `UTF-16LE`. Strict: the first wrong byte fails the whole text.
    package static func utf8(_ bytes: [UInt8], from encoding: String) throws(Failure) -> [UInt8] {
        guard let converter = IconvHandle(from: encoding, to: "UTF-8") else { throw Failure(offset: nil) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 2 + 64)
        var used = 0
        var failure: Int?
        input.withUnsafeMutableBufferPointer { input in
            var rest = input
            while !rest.isEmpty, failure == nil {
                let offset = input.count - rest.count
                let outcome = output.withUnsafeMutableBufferPointer { output in
                    var room = UnsafeMutableBufferPointer(rebasing: output[used...])
                    let outcome = converter.convert(&rest, into: &room)
                    used = output.count - room.count
                    return outcome
                }
                switch outcome {
                case .done: return
                case .roomNeeded: output.append(contentsOf: [CChar](repeating: 0, count: output.count))
                case .failed: failure = max(offset, input.count - rest.count)
                }
            }
        }
        if let failure { throw Failure(offset: failure) }
        return output[..<used].map { UInt8(bitPattern: $0) }
    }
}
