import GeoHandles
import LinearReferencing

/// Character sets that field data comes in.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Korean: EUC-KR and its superset that Windows and Korean office programs write.
    case cp949
    /// Chinese: GB 2312, GBK and GB 18030.
    case gb18030

    /// By any of its usual names: `utf8`, `EUC-KR`, `ks_c_5601-1987`, `gbk`.
    public init?(named name: String) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
        case "utf8", "utf8sig", "ascii", "usascii": self = .utf8
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "cp949", "euckr", "uhc", "ms949", "ksc56011987", "ksx1001", "windows949": self = .cp949
        case "gb18030", "gbk", "gb2312", "cp936", "euccn", "windows936": self = .gb18030
        default: return nil
        }
    }

    private var converterName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .cp949: "CP949"
        case .gb18030: "GB18030"
        }
    }
}

extension TextEncoding {
    /// A text as UTF-8 without byte order mark, and the encoding it came in.
    public struct Decoded: Sendable {
        public var bytes: [UInt8]
        public var encoding: TextEncoding
        /// True where neither a mark nor the user said it: the text itself did.
        public var isGuessed: Bool
    }

    /// Decodes a whole text: a byte order mark wins, then what was `declared`, then valid UTF-8, then a plain guess between CP949 and GB 18030.
    ///
    /// Where nothing fits, or both fit about as well, it throws and asks for `--encoding`: a wrong guess would turn names into others.
    public static func decode(_ bytes: [UInt8], declared: TextEncoding? = nil, file: String? = nil) throws(InputError) -> Decoded
    {
        if let (marked, length) = byteOrderMark(bytes) {
            return Decoded(bytes: try marked.utf8(Array(bytes.dropFirst(length)), file: file), encoding: marked, isGuessed: false)
        }
        if let declared {
            return Decoded(bytes: try declared.utf8(bytes, file: file), encoding: declared, isGuessed: false)
        }
        // Before UTF-8: digits and Latin letters as UTF-16 are valid UTF-8 too, every second character a zero.
        if let wide = unmarkedUTF16(bytes) {
            return Decoded(bytes: try wide.utf8(bytes, file: file), encoding: wide, isGuessed: true)
        }
        if isUTF8(bytes) {
            return Decoded(bytes: bytes, encoding: .utf8, isGuessed: false)
        }
        // Hangul fills 25 of the 40 lead bytes that common Chinese characters use: ten characters that are all Hangul are Chinese by chance
        // in less than one text of a hundred, and fewer than ten decide nothing.
        let korean = Candidate(bytes, "CP949") { (0xAC00...0xD7A3).contains($0) }
        let chinese = Candidate(bytes, "GB18030") {
            (0x4E00...0x9FA5).contains($0) || (0x3000...0x303F).contains($0) || (0xFF00...0xFFEF).contains($0)
        }
        if let korean, korean.characters >= 10, korean.share >= 0.95 {
            return Decoded(bytes: korean.utf8, encoding: .cp949, isGuessed: true)
        }
        if let chinese, chinese.characters >= 10, chinese.share >= 0.95, (korean?.share ?? 0) < 0.85 {
            return Decoded(bytes: chinese.utf8, encoding: .gb18030, isGuessed: true)
        }
        throw InputError(
            "the text is not UTF-8 and its encoding cannot be determined", at: Finding.Place(file: file),
            remedy: "Say it with \(.encoding("cp949, gb18030 or utf-16le")), or save the file as UTF-8.")
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return UTF8Check.firstError(base, count: buffer.count) == nil
        }
    }

    private func utf8(_ bytes: [UInt8], file: String?) throws(InputError) -> [UInt8] {
        do throws(CharacterConverter.Failure) {
            return try CharacterConverter.utf8(bytes, from: converterName)
        } catch {
            guard let offset = error.offset else {
                throw InputError(
                    "this system cannot convert \(rawValue)", at: Finding.Place(file: file), remedy: "Save the file as UTF-8.")
            }
            let line = bytes[..<min(offset, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
            throw InputError(
                "byte \(offset) is not \(rawValue)", at: Finding.Place(file: file, line: line),
                remedy: "Name the right encoding with \(.encoding()), or save the file as UTF-8.")
        }
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> (TextEncoding, Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark shows in the zero bytes of its digits and commas.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let head = bytes.prefix(4096)
        let zeros = head.indices.reduce(into: (even: 0, odd: 0)) {
            if bytes[$1] == 0 { if $1 % 2 == 0 { $0.even += 1 } else { $0.odd += 1 } }
        }
        if zeros.odd > head.count / 5, zeros.even == 0 { return .utf16LittleEndian }
        if zeros.even > head.count / 5, zeros.odd == 0 { return .utf16BigEndian }
        return nil
    }

    /// A text as one encoding would have it, with how much of what is not ASCII lies where that language's characters do.
    private struct Candidate {
        var utf8: [UInt8]
        var characters = 0
        var share = 0.0

        init?(_ bytes: [UInt8], _ encoding: String, where belongs: (UInt32) -> Bool) {
            guard let utf8 = try? CharacterConverter.utf8(bytes, from: encoding) else { return nil }
            self.utf8 = utf8
            var found = 0
            for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value > 0x7F {
                characters += 1
                if belongs(scalar.value) { found += 1 }
            }
            if characters > 0 { share = Double(found) / Double(characters) }
        }
    }
}
