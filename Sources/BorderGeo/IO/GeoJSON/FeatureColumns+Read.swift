extension FeatureColumns {
    /// Parses and checks a chunk, replacing what the columns held. Never throws: what is wrong is kept for `FeatureLedger.accept`, which knows
    /// the place; features before the error are there. Linear in the bytes.
    public mutating func read(_ chunk: FeatureChunk) {
        removeAll()
        self.chunk = chunk
        chunk.block.withPointer { base in
            if let broken = UTF8Check.firstError(base + chunk.range.lowerBound, count: chunk.range.count) {
                failure = ParseFailure(problem: .notUTF8, offset: chunk.range.lowerBound + broken)
                return
            }
            var parser = FeatureParser(base, at: chunk.range.lowerBound)
            do throws(ParseFailure) {
                switch chunk.form {
                case .members: try readMembers(&parser, end: chunk.range.upperBound)
                case .texts: try readTexts(&parser, end: chunk.range.upperBound)
                case .rows(let layout): try readRows(base, chunk.range, layout)
                }
            } catch { failure = error }
        }
        if let transformation = chunk.transformation { convert(transformation) }
        dropOffEarth()
    }

    /// One geometry object from a table's cell, as its coordinates stand there.
    mutating func readGeometry(_ bytes: [UInt8]) {
        let block = ByteBlock(bytes)
        block.withPointer { base in
            var parser = FeatureParser(base, at: 0)
            do throws(ParseFailure) { try parser.bareGeometry(into: &self) } catch { failure = error }
        }
    }

    /// All positions at once. What cannot be converted becomes NaN, which is no place on Earth.
    private mutating func convert(_ transformation: Transformation) {
        func converted(_ places: [GeoPosition]) -> [GeoPosition] {
            let moved: TransformedPositions<GeoPosition>? =
                transformation.takesDegrees
                ? try? transformation.transform(places, .forward)
                : try? transformation.transform(places.map { PlanarPoint(x: $0.x, y: $0.y) }, .forward)
            return moved?.positions ?? places.map { _ in GeoPosition(longitude: .nan, latitude: .nan) }
        }
        positions = converted(positions)
        for (index, collection) in collections {
            var places: [GeoPosition] = []
            collection.forEachPosition { places.append($0) }
            let moved = converted(places)
            var next = 0
            collections[index] = collection.mapPositions { _ in
                next += 1
                return moved[next - 1]
            }
        }
    }

    private mutating func readMembers(_ parser: inout FeatureParser, end: Int) throws(ParseFailure) {
        while true {
            try parser.feature(into: &self)
            parser.scanner.skipSpace()
            let offset = parser.scanner.offset
            if offset == end { return }
            guard offset < end, parser.scanner.take(UInt8(ascii: ",")) else {
                throw parser.scanner.failure(offset < end ? .expectedCommaOrBracket : .unexpectedEnd)
            }
            parser.scanner.skipSpace()
            if parser.scanner.p.pointee == UInt8(ascii: "]") { throw parser.scanner.failure(.trailingComma) }
        }
    }

    private mutating func readTexts(_ parser: inout FeatureParser, end: Int) throws(ParseFailure) {
        while true {
            parser.scanner.skipSpace()
            while parser.scanner.p.pointee == 0x1E {  // RFC 8142's record separator
                parser.scanner.p += 1
                parser.scanner.skipSpace()
            }
            guard parser.scanner.offset < end else { return }
            switch try parser.kindOfText() {
            case .feature: try parser.feature(into: &self)
            case .geometry: try parser.bareGeometry(into: &self)
            case .collection: throw parser.scanner.failure(.nestedCollectionOfFeatures)
            }
        }
    }

    /// Records with a position that is no place on Earth lose their geometry, so that nothing behind has to ask again.
    private mutating func dropOffEarth() {
        var bad = false
        for p in positions where !p.isOnEarth { bad = true }
        for (index, geometry) in collections where !geometry.isOnEarth {
            collections[index] = nil
            markOffEarth(index)
        }
        guard bad else { return }
        for i in records.indices where !positions[records[i].positions].allSatisfy(\.isOnEarth) { markOffEarth(i) }
    }

    private mutating func markOffEarth(_ index: Int) {
        records[index].shape = .none
        records[index].flags.insert(.offEarth)
        notes.add(.offEarth, record: index, offset: records[index].geometry.lowerBound)
    }
}

extension Geometry where P == GeoPosition {
    /// Whether every position is a place on Earth.
    public var isOnEarth: Bool {
        var result = true
        forEachPosition { if !$0.isOnEarth { result = false } }
        return result
    }
}

extension FeatureParser {
    enum TextKind { case feature, geometry, collection }

    /// What the object under the cursor is, from its "type"; the cursor stays.
    mutating func kindOfText() throws(ParseFailure) -> TextKind {
        var probe = scanner
        guard probe.take(UInt8(ascii: "{")) else { throw scanner.failure(.expectedObject) }
        guard !probe.take(UInt8(ascii: "}")) else { throw scanner.failure(.missingType) }
        repeat {
            let name = try probe.key()
            probe.skipSpace()
            if name.equals("type"), probe.p.pointee == UInt8(ascii: "\"") {
                let type = try probe.text()
                return type.equals("Feature") ? .feature : type.equals("FeatureCollection") ? .collection : .geometry
            }
            try probe.skipValue()
        } while probe.take(UInt8(ascii: ","))
        throw scanner.failure(.missingType)
    }
}
