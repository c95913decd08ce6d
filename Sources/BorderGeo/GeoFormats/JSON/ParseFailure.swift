import LinearReferencing

/// Where a parser gave up and why. Small, so that throwing it costs the hot path nothing.
package struct ParseFailure: Error, Hashable, Sendable {
    package var problem: ParseProblem
    /// Byte offset from the start of the block.
    package var offset: Int
}

/// Why a text is no JSON, or no GeoJSON.
package enum ParseProblem: UInt8, Sendable {
    case unexpectedEnd, expectedValue, expectedKey, expectedColon, expectedCommaOrBracket, expectedCommaOrBrace, trailingComma
    case badNumber, numberOutOfRange, controlCharacter, unterminatedString, badEscape, loneSurrogate, notUTF8, tooDeep,
        trailingBytes
    case expectedObject, expectedFeature, missingType, unknownType, missingGeometry, missingCoordinates, missingGeometries
    case geometryNotObject, propertiesNotObject, badID, badBBox, definingMember, duplicateMember, coordinatesNotArray, badPosition
    case nestingMismatch, shortLine, shortRing, openRing, tooDeepCollection, featuresNotArray, missingFeatures,
        nestedCollectionOfFeatures
    case recordTooLong, crsInsideFeature
    case openQuote, textAfterQuote, binaryBytes, tooManyCells, noHeader, badCell, unknownProjection, titleLine, degreesInPlane

    /// What is the matter, one clause.
    package var sentence: String {
        switch self {
        case .unexpectedEnd: "the text ends inside a value"
        case .expectedValue: "a value is expected here"
        case .expectedKey: "a member name in double quotes is expected here"
        case .expectedColon: "a colon is expected after a member name"
        case .expectedCommaOrBracket: "a comma or ] is expected here"
        case .expectedCommaOrBrace: "a comma or } is expected here"
        case .trailingComma: "there is a comma before a closing bracket"
        case .badNumber: "this is not a JSON number"
        case .numberOutOfRange: "the number is too large for a double"
        case .controlCharacter: "there is an unescaped control character in a string"
        case .unterminatedString: "a string is not closed"
        case .badEscape: "no such escape in a string"
        case .loneSurrogate: "half of a surrogate pair is not a character"
        case .notUTF8: "the bytes are not UTF-8"
        case .tooDeep: "values are nested deeper than 128 levels"
        case .trailingBytes: "something follows the end of the document"
        case .expectedObject: "a GeoJSON object is expected here"
        case .expectedFeature: "every member of \"features\" must be an object with \"type\": \"Feature\""
        case .missingType: "the object has no \"type\""
        case .unknownType: "no such GeoJSON type"
        case .missingGeometry: "the feature has no \"geometry\""
        case .missingCoordinates: "the geometry has no \"coordinates\""
        case .missingGeometries: "the collection has no array \"geometries\""
        case .geometryNotObject: "\"geometry\" must be an object or null"
        case .propertiesNotObject: "\"properties\" must be an object or null"
        case .badID: "\"id\" must be a string or a number"
        case .badBBox: "\"bbox\" must be an array of 4 or 6 numbers"
        case .definingMember: "the object carries a member that defines another type"
        case .duplicateMember: "a member that GeoJSON defines is given more than once"
        case .coordinatesNotArray: "\"coordinates\" must be an array"
        case .badPosition: "a position must be two or more numbers"
        case .nestingMismatch: "the brackets of \"coordinates\" do not fit the geometry's type"
        case .shortLine: "a line needs two or more positions"
        case .shortRing: "a ring needs four or more positions"
        case .openRing: "a ring's last position must repeat its first"
        case .tooDeepCollection: "geometry collections are nested deeper than 8 levels"
        case .featuresNotArray: "\"features\" must be an array"
        case .missingFeatures: "the FeatureCollection has no \"features\""
        case .nestedCollectionOfFeatures: "there is a FeatureCollection inside a sequence of features"
        case .openQuote: "a quote is opened here and never closed"
        case .textAfterQuote: "text follows a closing quote"
        case .binaryBytes: "there is a zero byte here, so this is not text"
        case .tooManyCells: "the row has more cells than the header has columns"
        case .noHeader: "the first row is not a header: all its cells are numbers"
        case .unknownProjection: "the columns hold metres of a map projection that is not said"
        case .badCell: "a cell cannot be read"
        case .titleLine: "the first row has one cell: it is a title, not the names of the columns"
        case .degreesInPlane: "the coordinates are degrees, but the system given for them is a projection in metres"
        case .crsInsideFeature: "a single feature or geometry carries its own \"crs\""
        case .recordTooLong: "one feature is longer than 256 MB"
        }
    }

    /// What to do about it, one sentence.
    package var remedy: Remedy {
        switch self {
        case .unexpectedEnd, .unterminatedString:
            "The file may be cut off: compare its size with the source, or write it again."
        case .notUTF8: "Save the file as UTF-8, or say what it is with \(.encoding("cp949, gb18030 or utf-16"))."
        case .tooDeep, .tooDeepCollection: "Flatten the nested values; GeoJSON needs 8 levels."
        case .numberOutOfRange: "Write null where there is no value."
        case .loneSurrogate, .badEscape, .controlCharacter: "Write the character itself in UTF-8, or escape it as JSON says."
        case .expectedFeature, .unknownType, .missingType:
            "Types are FeatureCollection, Feature, Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection."
        case .missingGeometry: "Write \"geometry\": null for a feature without a place."
        case .definingMember: "Move that member into \"properties\"."
        case .duplicateMember: "Keep one of the two."
        case .badPosition, .coordinatesNotArray: "Write positions as [longitude, latitude]; no null and no text."
        case .nestingMismatch: "Point has [x, y]; a line a list of those; a polygon a list of rings; Multi... one level more."
        case .shortLine: "Remove the line or add its other end; a single place is a Point."
        case .shortRing, .openRing: "Close the ring with its first position; a line that does not close is a LineString."
        case .badBBox: "Write west, south, east, north, or leave the member out."
        case .nestedCollectionOfFeatures: "Write one feature a line, or one FeatureCollection alone."
        case .openQuote: "Close the quote, or double quotes that belong to the text."
        case .textAfterQuote: "Put the whole cell into quotes and double the quotes inside."
        case .binaryBytes: "Save the file as UTF-8 text; spreadsheets: \"CSV UTF-8\"."
        case .tooManyCells: "Put cells that hold the delimiter into quotes."
        case .unknownProjection:
            "Say which: \(.crs("EPSG:32652")) for UTM zone 52N, or the code of the national grid they are from; or add a column \"zone\"."
        case .titleLine: "Delete the lines above the names of the columns."
        case .degreesInPlane: "Leave out \(.crs()) if they are WGS 84, or say which degrees: \(.crs("EPSG:4326"))."
        case .noHeader: "Add a first row with the names of the columns."
        case .crsInsideFeature: "Convert it to WGS 84 first, or remove the member and say \(.crs("EPSG:n"))."
        case .recordTooLong: "Split the feature, or simplify it first."
        default: "Correct the file at that place, or write it again with a tool that writes JSON."
        }
    }
}
