import GeoHandles

extension Border {
    /// The built-in line: Digital Chart of the World, 1:1,000,000, in four segments. See `source` for its licence and what it is worth.
    ///
    /// Read anew at each call (under a millisecond): keep the value.
    public static func builtinDCW(inwardSide: Side = .right) throws -> Border {
        guard let bytes = BuiltInFile.bytes("border/dcw.geojson"), let file = BuiltInLine(bytes) else {
            // The file is built in and tested; only a broken build gets here.
            throw InputError("the built-in border line cannot be read", remedy: "Build the tool again from a clean checkout.")
        }
        return try Border(features: file.features, id: "dcw", source: file.source, inwardSide: inwardSide)
    }
}

/// The one file that `Fixtures/border/extract.py` writes, read by its fixed layout: no escapes, six decimals, keys in a known order.
///
/// Not a reader of GeoJSON. It exists because the default border is read at every start, and this takes 0.1 ms.
private struct BuiltInLine {
    var features: [Feature] = []
    var source: BorderSource

    init?(_ bytes: UnsafeRawBufferPointer) {
        var cursor = Cursor(bytes: bytes)
        guard let title = cursor.string(after: "\"title\":\""), let scale = cursor.string(after: "\"scale\":\""),
            let licence = cursor.string(after: "\"licence\":\""), cursor.skip(past: "\"caveats\":[")
        else { return nil }
        var caveats: [String] = []
        while cursor.byte != UInt8(ascii: "]"), let caveat = cursor.string(after: "\"") { caveats.append(caveat) }
        source = BorderSource(origin: .builtIn("dcw"), title: title, scale: scale, licence: licence, caveats: caveats)
        while let segment = cursor.string(after: "\"segment\":\"") {
            guard let name = cursor.string(after: "\"name\":\""), let neighbour = cursor.string(after: "\"neighbour\":\""),
                cursor.skip(past: "\"coordinates\":[")
            else { return nil }
            var positions: [GeoPosition] = []
            while cursor.byte == UInt8(ascii: "[") || cursor.byte == UInt8(ascii: ",") {
                guard let longitude = cursor.number(), let latitude = cursor.number() else { return nil }
                positions.append(GeoPosition(longitude: longitude, latitude: latitude))
                cursor.advance()
            }
            features.append(
                Feature(
                    id: segment, geometry: .lineString(Polyline(positions)),
                    properties: ["segment": .text(segment), "name": .text(name), "neighbour": .text(neighbour)]))
        }
    }

    private struct Cursor {
        let bytes: UnsafeRawBufferPointer
        var at = 0

        /// The byte here, 0 at the end.
        var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

        mutating func advance() { at += 1 }

        mutating func skip(past key: StaticString) -> Bool {
            let length = key.utf8CodeUnitCount
            let pattern = UnsafeRawBufferPointer(start: key.utf8Start, count: length)
            var i = at
            while i + length <= bytes.count {
                if bytes[i] == pattern[0], bytes[i..<i + length].elementsEqual(pattern) {
                    at = i + length
                    return true
                }
                i += 1
            }
            return false
        }

        mutating func string(after key: StaticString) -> String? {
            guard skip(past: key) else { return nil }
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += 1 }
            defer { at += 1 }
            return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        }

        /// The next number with six decimals: whole millionths divided once, so it is the nearest double.
        mutating func number() -> Double? {
            while byte == UInt8(ascii: "[") || byte == UInt8(ascii: ",") { at += 1 }
            var millionths = 0
            var digits = 0
            while digits < 12 {
                if case UInt8(ascii: "0")...UInt8(ascii: "9") = byte {
                    millionths = millionths * 10 + Int(byte - UInt8(ascii: "0"))
                    digits += 1
                } else if byte != UInt8(ascii: ".") {
                    break
                }
                at += 1
            }
            return digits > 6 ? Double(millionths) / 1e6 : nil
        }
    }
}
