import BorderBase
import GeoHandles

/// Small pictures drawn by ourselves: the marks that a KMZ carries, so that Google Earth fetches nothing from the network.
enum PNGImage {
    /// A white mark with a dark rim on a transparent ground, 32 by 32; KML's IconStyle multiplies its colour in.
    static func icon(_ shape: MapSymbol.Shape) throws(ZipError) -> [UInt8] {
        let side = 32
        let samples = 4
        var pixels: [UInt8] = []  // filter byte, then grey and alpha in turn, row by row
        for row in 0..<side {
            pixels.append(0)
            for column in 0..<side {
                var covered = 0
                var white = 0
                for i in 0..<(samples * samples) {
                    let x = (Double(column) + (Double(i % samples) + 0.5) / Double(samples)) / Double(side) * 2 - 1
                    let y = 1 - (Double(row) + (Double(i / samples) + 0.5) / Double(samples)) / Double(side) * 2
                    if contains(shape, x: x, y: y) { covered += 1 }
                    if contains(shape, x: x * 1.3, y: y * 1.3) { white += 1 }
                }
                pixels.append(UInt8(covered == 0 ? 0 : 255 * white / covered))
                pixels.append(UInt8(255 * covered / (samples * samples)))
            }
        }
        return try file(greyAlpha: pixels, width: side, height: side)
    }

    /// Whether a point of the square -1...1 (y up) lies on the mark.
    static func contains(_ shape: MapSymbol.Shape, x: Double, y: Double) -> Bool {
        switch shape {
        case .circle: x * x + y * y <= 0.81
        case .square: max(x.magnitude, y.magnitude) <= 0.8
        case .diamond: x.magnitude + y.magnitude <= 0.95
        case .triangle: y >= -0.75 && y <= 0.9 - 1.9 * x.magnitude
        case .cross: min(x.magnitude, y.magnitude) <= 0.2 && max(x.magnitude, y.magnitude) <= 0.9
        case .cross2: min((x + y).magnitude, (x - y).magnitude) <= 0.28 && max(x.magnitude, y.magnitude) <= 0.85
        case .pentagon: contains(regular(5), x: x, y: y)
        case .hexagon: contains(regular(6), x: x, y: y)
        case .star: contains(star, x: x, y: y)
        }
    }

    private static func regular(_ corners: Int) -> [(Double, Double)] {
        (0..<corners).map { corner($0, of: corners, radius: 0.92) }
    }

    private static var star: [(Double, Double)] { (0..<10).map { corner($0, of: 10, radius: $0 % 2 == 0 ? 0.97 : 0.42) } }

    private static func corner(_ index: Int, of count: Int, radius: Double) -> (Double, Double) {
        let angle = 2 * Double.pi * Double(index) / Double(count)
        return (radius * Elementary.sin(angle), radius * Elementary.cos(angle))
    }

    private static func contains(_ ring: [(Double, Double)], x: Double, y: Double) -> Bool {
        var inside = false
        var previous = ring.count - 1
        for current in ring.indices {
            let (a, b) = (ring[current], ring[previous])
            if (a.1 > y) != (b.1 > y), x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 { inside.toggle() }
            previous = current
        }
        return inside
    }

    /// A picture of red, green, blue and alpha, row by row.
    static func file(rgba pixels: [UInt8], width: Int, height: Int) throws(ZipError) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(pixels.count + height)
        for row in 0..<height {
            rows.append(0)
            rows += pixels[(row * width * 4)..<((row + 1) * width * 4)]
        }
        return try file(rows, kind: 6, width: width, height: height)
    }

    private static func file(greyAlpha pixels: [UInt8], width: Int, height: Int) throws(ZipError) -> [UInt8] {
        try file(pixels, kind: 4, width: width, height: height)
    }

    /// `kind`: PNG's colour type; each row begins with its filter byte.
    private static func file(_ pixels: [UInt8], kind: UInt8, width: Int, height: Int) throws(ZipError) -> [UInt8] {
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        append("IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, kind, 0, 0, 0], to: &out)
        do {
            append("IDAT", [0x78, 0x9C] + (try Zlib.deflateRaw(pixels, level: 9)) + big(adler32(pixels)), to: &out)
        } catch {
            throw .compression(entry: "icon", message: error.description)
        }
        append("IEND", [], to: &out)
        return out
    }

    private static func append(_ type: String, _ data: [UInt8], to out: inout [UInt8]) {
        let body = Array(type.utf8) + data
        out += big(UInt32(data.count)) + body + big(Zlib.crc32(body))
    }

    private static func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var a: UInt32 = 1
        var b: UInt32 = 0
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }
}
