extension String {
    /// How labels are compared: lower case, blanks and `-` as `_`, no blanks at the ends.
    package var foldedLabel: String {
        if utf8.allSatisfy({ $0 < 0x80 }) {
            var bytes = utf8.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                case UInt8(ascii: " "), UInt8(ascii: "-"): UInt8(ascii: "_")
                default: byte
                }
            }[...]
            while bytes.first == UInt8(ascii: "_") { bytes.removeFirst() }
            while bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
        var result = ""
        for character in lowercased() {
            result.append(character == " " || character == "-" ? "_" : character)
        }
        while result.first == "_" { result.removeFirst() }
        while result.last == "_" { result.removeLast() }
        return result
    }
}
