import LinearReferencing

extension KMLParser {
    /// The geometry of an element, read to its end; `nil` for any other element, which is skipped.
    package mutating func geometry(_ element: String) throws -> GeoGeometry? {
        switch element {
        case "Point":
            let positions = try coordinates()
            guard let first = positions.first else { return nil }
            return .point(first)
        case "LineString", "LinearRing": return .lineString(Polyline(try coordinates()))
        case "Polygon": return try polygon()
        case "MultiGeometry", "MultiTrack":
            var members: [GeoGeometry] = []
            try children { parser, child in
                if let member = try parser.geometry(child) { members.append(member) }
            }
            return members.isEmpty ? nil : Self.joined(members)
        case "Track":
            let positions = try track()
            return positions.count > 1 ? .lineString(Polyline(positions)) : positions.first.map { .point($0) }
        case "Model":
            note("model")
            try xml.skipElement()
            return nil
        default:
            try xml.skipElement()
            return nil
        }
    }

    /// Members of one kind become its multi geometry, others a collection.
    static func joined(_ members: [GeoGeometry]) -> GeoGeometry {
        let points = members.compactMap { (member: GeoGeometry) -> [GeoPosition]? in
            switch member {
            case .point(let p): [p]
            case .multiPoint(let points): points
            default: nil
            }
        }
        if points.count == members.count { return .multiPoint(points.flatMap { $0 }) }
        if members.allSatisfy({ if case .lineString = $0 { true } else if case .multiLineString = $0 { true } else { false } }) {
            return .multiLineString(members.flatMap(\.polylines))
        }
        if members.allSatisfy({ if case .polygon = $0 { true } else if case .multiPolygon = $0 { true } else { false } }) {
            return .multiPolygon(members.flatMap(\.polygons))
        }
        return .collection(members)
    }

    private mutating func polygon() throws -> GeoGeometry {
        var exterior: [GeoPosition] = []
        var holes: [[GeoPosition]] = []
        try children { parser, child in
            guard child == "outerBoundaryIs" || child == "innerBoundaryIs" else { return try parser.xml.skipElement() }
            try parser.children { parser, ring in
                guard ring == "LinearRing" else { return try parser.xml.skipElement() }
                var positions = try parser.coordinates()
                if let first = positions.first, positions.last != first {
                    positions.append(first)
                    parser.note("open-ring")
                }
                if child == "outerBoundaryIs" { exterior = positions } else { holes.append(positions) }
            }
        }
        return .polygon(Polygon(exterior: exterior, holes: holes))
    }

    /// The `coordinates` among the children of a geometry.
    private mutating func coordinates() throws -> [GeoPosition] {
        var positions: [GeoPosition] = []
        try children { parser, child in
            guard child == "coordinates" else { return try parser.xml.skipElement() }
            positions += try parser.tuples(try parser.xml.elementText())
        }
        return positions
    }

    /// `gx:Track`: places as `lon lat altitude`; its times are those of a walk, not of the thing, and are left out.
    private mutating func track() throws -> [GeoPosition] {
        var positions: [GeoPosition] = []
        try children { parser, child in
            switch child {
            case "coord":
                let numbers = try parser.xml.elementText().split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
                if numbers.isEmpty {
                    parser.note("empty-coord")
                    return
                }
                guard numbers.count >= 2 else { throw parser.bad(coordinate: numbers.joined(separator: " ")) }
                positions.append(
                    try parser.position(
                        String(numbers[0]), String(numbers[1]), altitude: numbers.count > 2 ? String(numbers[2]) : nil))
            case "when":
                parser.note("track-times")
                try parser.xml.skipElement()
            default: try parser.xml.skipElement()
            }
        }
        return positions
    }

    /// `lon,lat[,altitude]` apart by white space; white space around commas is forgiven.
    private mutating func tuples(_ text: String) throws -> [GeoPosition] {
        let bytes = Array(text.utf8)
        var positions: [GeoPosition] = []
        var at = 0
        func skipSpace() { while at < bytes.count, bytes[at] <= 0x20 { at += 1 } }
        func word() -> String {
            let start = at
            while at < bytes.count, bytes[at] > 0x20, bytes[at] != 0x2C { at += 1 }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
        while true {
            skipSpace()
            guard at < bytes.count else { return positions }
            var numbers = [word()]
            while true {
                let mark = at
                skipSpace()
                guard at < bytes.count, bytes[at] == 0x2C else {
                    at = mark
                    break
                }
                at += 1
                skipSpace()
                numbers.append(word())
            }
            guard (2...3).contains(numbers.count) else { throw bad(coordinate: numbers.joined(separator: ",")) }
            positions.append(try position(numbers[0], numbers[1], altitude: numbers.count == 3 ? numbers[2] : nil))
        }
    }

    private mutating func position(_ longitude: String, _ latitude: String, altitude: String?) throws -> GeoPosition {
        guard let x = Double(longitude), let y = Double(latitude) else { throw bad(coordinate: "\(longitude),\(latitude)") }
        let position = GeoPosition(longitude: x, latitude: y)
        guard position.isOnEarth else { throw bad(coordinate: "\(longitude),\(latitude)") }
        if let altitude, !altitude.isEmpty, Double(altitude) != 0 { note("altitude") }
        return position
    }

    private func bad(coordinate: String) -> InputError {
        InputError(
            "\"\(coordinate.prefix(60))\" is not a longitude and latitude in degrees",
            at: .init(file: file, feature: placemarks.count, line: xml.line, pointer: "Placemark/coordinates"),
            remedy: "Write longitude,latitude with a decimal point: 129.75,42.43 (longitude first).")
    }
}
