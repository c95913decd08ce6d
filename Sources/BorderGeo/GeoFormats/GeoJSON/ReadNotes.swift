import LinearReferencing

/// What is doubtful in GeoJSON without being wrong: noted while reading at no cost, told as findings afterwards.
package enum ReadRule: UInt8, CaseIterable, Sendable {
    case offEarth, duplicateKey, missingProperties, fourthOrdinate, nestedCollection, ringOrientation, excessPrecision,
        heightDropped
    case byteOrderMark, oldCRS, shortRow, mixedColumn, duplicateColumn, noPlace
    case unknownCRS, incomplete, measureDropped, bandDecided, southDecided

    package var id: String {
        switch self {
        case .offEarth: "off-earth"
        case .duplicateKey: "duplicate-property"
        case .missingProperties: "missing-properties"
        case .fourthOrdinate: "fourth-ordinate"
        case .nestedCollection: "nested-collection"
        case .ringOrientation: "ring-orientation"
        case .excessPrecision: "excess-precision"
        case .heightDropped: "height-dropped"
        case .byteOrderMark: "byte-order-mark"
        case .oldCRS: "old-crs-member"
        case .shortRow: "short-row"
        case .mixedColumn: "mixed-column"
        case .duplicateColumn: "duplicate-column"
        case .noPlace: "no-place-columns"
        case .unknownCRS: "unknown-crs-member"
        case .incomplete: "incomplete"
        case .measureDropped: "measure-dropped"
        case .bandDecided: "band-decided"
        case .southDecided: "hemisphere-decided"
        }
    }

    package var severity: Finding.Severity {
        switch self {
        case .offEarth: .error
        case .duplicateKey, .missingProperties, .fourthOrdinate, .nestedCollection, .oldCRS, .byteOrderMark, .shortRow,
            .mixedColumn,
            .duplicateColumn, .noPlace, .unknownCRS, .incomplete, .measureDropped, .bandDecided,
            .southDecided:
            .warning
        case .ringOrientation, .excessPrecision, .heightDropped: .note
        }
    }

    package var sentence: String {
        switch self {
        case .offEarth: "a coordinate is outside -180...180, -90...90"
        case .duplicateKey: "a property is given more than once; the last value counts"
        case .missingProperties: "the feature has no \"properties\"; it is read as having none"
        case .fourthOrdinate: "positions carry more than three numbers; those behind the second are dropped"
        case .nestedCollection: "a geometry collection is nested in another one"
        case .ringOrientation: "a ring runs against the right-hand rule; outputs turn it"
        case .excessPrecision: "coordinates carry more than 9 decimals; outputs carry 7 (1 cm)"
        case .heightDropped: "positions carry heights; they are dropped"
        case .byteOrderMark: "the file starts with a byte order mark"
        case .shortRow: "the row has fewer cells than the header has columns; the missing ones count as empty"
        case .mixedColumn: "text in a column that has held numbers so far; it is passed on as text"
        case .duplicateColumn: "two columns have the same name; a number is added to the later one"
        case .noPlace: "no column of the table says where a row is"
        case .unknownCRS: "the \"crs\" member is not understood and is ignored: the coordinates count as WGS 84"
        case .incomplete: "the service says that this is not everything: it is one page of an answer, or it was cut off"
        case .measureDropped: "the geometry carries heights (Z) or measures (M); they are dropped"
        case .bandDecided:
            "the zone's S is read as the band of 32 to 40 N, which is near the border; it could mean the southern hemisphere"
        case .southDecided:
            "the zone's S is read as the southern hemisphere, which is near the border; it could mean the band of 32 to 40 N"
        case .oldCRS: "the file carries a \"crs\" member, which RFC 7946 removed; it is followed"
        }
    }

    package var remedy: Remedy {
        switch self {
        case .offEarth:
            "Check the order (longitude first) and the reference system; \(.crs("EPSG:n")) converts coordinates in metres."
        case .duplicateKey: "Keep one of the two."
        case .missingProperties: "Write \"properties\": null or {}."
        case .fourthOrdinate: "Write [longitude, latitude]; put measures into properties."
        case .nestedCollection: "Flatten it into one collection, or better into one kind of geometry."
        case .ringOrientation: "Nothing to do here; exterior rings run counter-clockwise in RFC 7946."
        case .excessPrecision: "Nothing to do here; 7 decimals are enough for imagery."
        case .heightDropped: "Nothing to do here."
        case .byteOrderMark: "Save as UTF-8 without byte order mark."
        case .shortRow: "Add the missing cells, or their delimiters."
        case .mixedColumn: "Write numbers, or leave the cell empty."
        case .duplicateColumn: "Name every column once."
        case .noPlace:
            "Call them lat and lon (or easting, northing, zone; mgrs; wkt), or name them: \(.fields("latitude=Breite,longitude=Länge"))."
        case .unknownCRS: "Say what the coordinates are in with \(.crs("EPSG:n")), or remove the member."
        case .incomplete: "Fetch the rest (next page, larger limit) and put the pages together before anything is counted."
        case .measureDropped: "Nothing to do here; put measures that are needed into a column."
        case .bandDecided: "Write the zone as 52N, or as \"52S north\"."
        case .southDecided: "Write the zone as \"52S south\"."
        case .oldCRS: "Write WGS 84 longitude and latitude without \"crs\"."
        }
    }
}

/// Counts per rule, and the first places of each.
package struct ReadNotes: Sendable {
    package struct Note: Sendable {
        var rule: ReadRule
        var record: Int
        package var offset: Int
    }

    /// Places told one by one; the rest is told as a number.
    package static let limit = 20

    package var counts = [Int](repeating: 0, count: ReadRule.allCases.count)
    package var first: [Note] = []
    /// Record of the last note per rule, for what is noted once a record.
    var last = [Int](repeating: -1, count: ReadRule.allCases.count)

    mutating func add(_ rule: ReadRule, record: Int, offset: Int) {
        let index = Int(rule.rawValue)
        counts[index] += 1
        if counts[index] <= Self.limit { first.append(Note(rule: rule, record: record, offset: offset)) }
    }
}
