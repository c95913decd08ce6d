import GeoFormats
import GeoHandles

/// Whole numbers that a page carries in bulk: columns of bytes, deflated, in base64. A browser unpacks a million rows in a blink.
///
/// A column's numbers are folded to positive ones (0, -1, 1, -2 become 0, 1, 2, 3) and laid out byte by byte: all lowest bytes, then all second ones.
/// Small numbers leave their upper planes empty, which costs nothing once deflated.
struct PageColumns {
    private var bytes: [UInt8] = []
    private var index: [(name: String, offset: Int, count: Int, planes: Int, differences: Bool)] = []

    /// `differences`: each number is held as what it adds to the one before.
    mutating func append(_ name: String, _ values: [Int], differences: Bool = false) {
        var folded: [UInt64] = []
        folded.reserveCapacity(values.count)
        var last = 0
        var all: UInt64 = 0
        for value in values {
            // Far beyond what a place on Earth needs, and what a script can add up exactly.
            let now = max(-(1 << 50), min(1 << 50, value))
            let step = differences ? now - last : now
            last = now
            let fold = UInt64(bitPattern: Int64((step << 1) ^ (step >> 63)))
            all |= fold
            folded.append(fold)
        }
        let planes = max(1, (64 - all.leadingZeroBitCount + 7) / 8)
        index.append((name, bytes.count, values.count, planes, differences))
        bytes.reserveCapacity(bytes.count + planes * folded.count)
        for plane in 0..<planes {
            for value in folded { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * plane))) }
        }
    }

    /// Texts one after another, each ended by a line feed.
    mutating func append(_ name: String, _ texts: [String]) {
        let start = bytes.count
        for text in texts {
            bytes += text.replacing("\n", with: " ").utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        index.append((name, start, bytes.count - start, 0, false))
    }

    /// Where each column is: offset, count, planes (0: text), whether its numbers are differences.
    var directory: JSONValue {
        .object(
            .init(
                uniqueKeysWithValues: index.map {
                    (
                        $0.name,
                        .array([.integer($0.offset), .integer($0.count), .integer($0.planes), .integer($0.differences ? 1 : 0)])
                    )
                }))
    }

    /// What stands in the page: letters, digits, `+`, `/` and `=` only.
    func text() throws -> Markup { Markup(vouchedFor: Self.base64(try Zlib.deflateRaw(bytes, level: 9))) }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var at = 0
        while at < bytes.count {
            let rest = bytes.count - at
            var group = UInt32(bytes[at]) << 16
            if rest > 1 { group |= UInt32(bytes[at + 1]) << 8 }
            if rest > 2 { group |= UInt32(bytes[at + 2]) }
            text.append(letters[Int(group >> 18)])
            text.append(letters[Int(group >> 12 & 63)])
            text.append(rest > 1 ? letters[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(rest > 2 ? letters[Int(group & 63)] : UInt8(ascii: "="))
            at += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
