/// A name of a file without its ending that may be made from data, safe on every file system: at most 100 bytes, letters and digits of any script,
/// `-`, `_` and `.`, nothing at the start that hides it or reads as an option, and none of the names that Windows keeps for devices.
///
/// Different texts can give one stem: `FileStems` tells siblings apart.
package struct FileStem: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package static let longest = 100

    package let text: String

    /// The compiler passes literals only.
    package init(stringLiteral text: StaticString) { self.init("\(text)") }

    /// `prefix` says what kind of thing it is: `map-`. What stands in no file name becomes `-`; a longer text is cut and gets a mark of its whole.
    package init(_ data: String, after prefix: StaticString = "") {
        var stem = String(String.UnicodeScalarView("\(prefix)\(data)".unicodeScalars.map { Self.isKept($0) ? $0 : "-" }))
        while let first = stem.unicodeScalars.first, first == "." || first == "-" { stem.unicodeScalars.removeFirst() }
        while stem.unicodeScalars.last == "." { stem.unicodeScalars.removeLast() }
        if stem.isEmpty { stem = "unnamed" }
        if Self.devices.contains(stem.lowercased().prefix { $0 != "." }.description) { stem = "_" + stem }
        text = Self.cut(stem, to: Self.longest, marking: data)
    }

    private init(verbatim text: String) { self.text = text }

    package var description: String { text }

    /// With a few characters more at its end.
    package func appending(_ suffix: StaticString) -> FileStem { appending("\(suffix)") }

    fileprivate func appending(_ suffix: String) -> FileStem {
        FileStem(verbatim: Self.cut(text, to: Self.longest - suffix.utf8.count, marking: text) + suffix)
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar == "-" || scalar == "_" || scalar == "." || scalar.properties.isAlphabetic
                || ("0"..."9").contains(scalar)
        }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .nonspacingMark, .spacingMark, .decimalNumber:
            true
        default: false
        }
    }

    /// At most so many bytes; what is cut ends in sixteen hexadecimal digits of its whole (FNV-1a), so that long texts stay apart.
    private static func cut(_ stem: String, to limit: Int, marking whole: String) -> String {
        guard stem.utf8.count > limit else { return stem }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in whole.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var short = stem.unicodeScalars[...]
        while String(short).utf8.count > limit - 17 { short.removeLast(max(1, (String(short).utf8.count - limit + 17) / 4)) }
        let digits = String(hash, radix: 16)
        return String(short) + "-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static let devices: Set<String> = Set(["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
}

/// Stems of one folder: no two are the same without letter case, whatever they are made from.
package struct FileStems: Sendable {
    private var taken: Set<String> = []

    package init() {}

    /// The stem, with `-2`, `-3` ... behind it where a sibling has it already.
    package mutating func unique(_ stem: FileStem) -> FileStem {
        var candidate = stem
        var number = 2
        while !taken.insert(candidate.text.lowercased()).inserted {
            candidate = stem.appending("-\(number)")
            number += 1
        }
        return candidate
    }

    /// Whether no sibling has it yet; it is taken then.
    package mutating func take(_ stem: FileStem) -> Bool { taken.insert(stem.text.lowercased()).inserted }
}
