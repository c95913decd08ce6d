import LinearReferencing

extension FeatureColumns {
    /// Parses and checks a chunk, replacing what the columns held. Never throws: what is wrong is kept for `FeatureLedger.accept`, which knows
    /// the place; features before the error are there. Linear in the bytes.
    package mutating func read(_ chunk: FeatureChunk) { read(chunk, recovering: false) }

    /// With `recovering` a feature that is wrong becomes an empty one and reading goes on behind it, and places off the Earth are kept: for
    /// those who want to see everything that is wrong at once.
    package mutating func read(_ chunk: FeatureChunk, recovering: Bool) {
        removeAll()
        self.chunk = chunk
        self.recovering = recovering
        chunk.block.withPointer { base in
            var parser = FeatureParser(base, at: chunk.range.lowerBound)
            do throws(ParseFailure) {
                switch chunk.form {
                case .members: try readMembers(&parser, end: chunk.range.upperBound)
                case .texts(let lines): try readTexts(&parser, end: chunk.range.upperBound, lines: lines)
                case .rows(let layout): try readRows(base, in: chunk.range, layout: layout)
                case .values(let run): readValues(run)
                }
            } catch { failure = error }
            if let broken = UTF8Check.firstError(base + chunk.range.lowerBound, count: chunk.range.count) {
                refuse(notUTF8At: chunk.range.lowerBound + broken)
            }
        }
        if let transformation = chunk.transformation {
            if !transformation.takesDegrees { refuseDegrees() }
            convert(transformation)
        } else if let shift = chunk.shift, !positions.isEmpty || !collections.isEmpty {
            movePositions { places in places.map(shift.unshifted) }
            note([ConversionQuality(shift)])
        } else if let origin = chunk.isFrom {
            noteHandedOver(by: origin)
        }
        if !recovering { dropOffEarth() }
    }

    /// Keeps the features before the first bytes that are no characters, so that the place that is told is the right one. What is wrong before them is told first.
    private mutating func refuse(notUTF8At offset: Int) {
        if let failure, failure.offset < offset { return }
        failure = ParseFailure(problem: .notUTF8, offset: offset)
        if rowStarts.isEmpty {
            while let last = records.last, last.bytes.upperBound > offset { records.removeLast() }
        } else {
            let before = rowStarts.dropFirst().prefix { Int($0) <= offset }.count
            if before < records.count { records.removeLast(records.count - before) }
        }
    }

    /// Metres of a projection that are all below 180 are degrees in truth: within 180 m of its origin lies nobody's border.
    private mutating func refuseDegrees() {
        guard !positions.isEmpty, positions.allSatisfy({ $0.x.magnitude <= 180 && $0.y.magnitude <= 180 }),
            let record = records.firstIndex(where: { $0.positionCount > 0 })
        else { return }
        let offset = rowStarts.isEmpty ? records[record].whole.range.lowerBound : Int(rowStarts[record])
        let error = ParseFailure(problem: .degreesInPlane, offset: offset)
        guard !recovering else { return failures.append((error, record)) }
        // As wherever reading stops: what is there is what stands before.
        records.removeLast(records.count - record)
        failure = error
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
        var qualities: [ConversionQuality] = []
        func converted<P: Position>(_ places: [GeoPosition], as _: P.Type) -> [GeoPosition] {
            let places = places.map { P(x: $0.x, y: $0.y) }
            var extremes = ExtremePositions<P>()
            extremes.add(places)
            if !extremes.isEmpty { qualities += transformation.qualities(at: extremes) }
            let moved: TransformedPositions<GeoPosition>? = try? transformation.transform(places, .forward)
            return moved?.positions ?? places.map { _ in GeoPosition(longitude: .nan, latitude: .nan) }
        }
        let takesDegrees = transformation.takesDegrees
        movePositions { takesDegrees ? converted($0, as: GeoPosition.self) : converted($0, as: PlanarPoint.self) }
        note(qualities)
    }

    /// Another program converted the positions: which operation held where they were says PROJ, by the outermost of them.
    private mutating func noteHandedOver(by transformation: Transformation) {
        var extremes = ExtremePositions<GeoPosition>()
        extremes.add(positions)
        for collection in collections.values { collection.forEachPosition { extremes.add($0) } }
        if transformation.takesDegrees {
            var places = ExtremePositions<GeoPosition>()
            for place in extremes.all { if let own: GeoPosition = try? transformation.inverse(place) { places.add(own) } }
            if !places.isEmpty { note(transformation.qualities(at: places)) }
        } else {
            var places = ExtremePositions<PlanarPoint>()
            for place in extremes.all { if let own: PlanarPoint = try? transformation.inverse(place) { places.add(own) } }
            if !places.isEmpty { note(transformation.qualities(at: places)) }
        }
    }

    /// Keeps what has to be said of a conversion, or may be refused.
    mutating func note(_ qualities: [ConversionQuality]) {
        for quality in qualities where quality.isDoubtful || chunk?.accuracy.map(quality.mayExceed) == true {
            if !conversions.contains(quality) { conversions.append(quality) }
        }
    }

    private mutating func movePositions(_ moved: ([GeoPosition]) -> [GeoPosition]) {
        positions = moved(positions)
        for (index, collection) in collections {
            var places: [GeoPosition] = []
            collection.forEachPosition { places.append($0) }
            let there = moved(places)
            var next = 0
            collections[index] = collection.mapPositions { _ in
                next += 1
                return there[next - 1]
            }
        }
    }

    private mutating func readMembers(_ parser: inout FeatureParser, end: Int) throws(ParseFailure) {
        while true {
            let start = parser.scanner.offset
            do throws(ParseFailure) { try parser.feature(into: &self) } catch {
                guard recovering else { throw error }
                addBroken(error, in: start..<Self.memberEnd(parser.scanner.base, from: start, to: end), skippedBy: &parser)
            }
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

    private mutating func readTexts(_ parser: inout FeatureParser, end: Int, lines: Bool) throws(ParseFailure) {
        while true {
            parser.scanner.skipSpace()
            while parser.scanner.p.pointee == 0x1E {  // RFC 8142's record separator
                parser.scanner.p += 1
                parser.scanner.skipSpace()
            }
            let start = parser.scanner.offset
            guard start < end else { return }
            do throws(ParseFailure) {
                switch try parser.kindOfText() {
                case .feature: try parser.feature(into: &self)
                case .geometry: try parser.bareGeometry(into: &self)
                case .collection: throw parser.scanner.failure(.nestedCollectionOfFeatures)
                }
            } catch {
                let base = parser.scanner.base
                let lineEnd = (start..<end).first { base[$0] == 0x0A || (base[$0] == 0x1E && $0 > start) } ?? end
                // A record cut off at its line's end makes the parser stumble in the next one.
                let failure = lines && error.offset > lineEnd ? ParseFailure(problem: .unexpectedEnd, offset: lineEnd) : error
                guard recovering else { throw failure }
                addBroken(failure, in: start..<lineEnd, skippedBy: &parser)
            }
        }
    }

    /// Puts an empty feature in the place of a broken one, so that the others keep their numbers.
    private mutating func addBroken(
        _ failure: ParseFailure, in range: Range<Int>, skippedBy parser: inout FeatureParser
    ) {
        failures.append((failure, records.count))
        let kept = records.last.map { $0.positionStart + $0.positionCount } ?? 0
        positions.removeLast(max(0, positions.count - Int(kept)))
        var record = FeatureRecord()
        record.positionStart = kept
        record.partStart = UInt32(truncatingIfNeeded: parts.count)
        record.groupStart = UInt32(truncatingIfNeeded: groups.count)
        record.whole = FeatureRecord.ByteRange(
            start: UInt32(truncatingIfNeeded: range.lowerBound), count: UInt32(truncatingIfNeeded: range.count))
        records.append(record)
        parser.scanner.p = parser.scanner.base + range.upperBound
    }

    /// The comma behind a broken member, or the end.
    private static func memberEnd(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var walker = BracketWalker(base, at: start, count: end)
        while true {
            switch walker.next() {
            case .comma: return min(walker.offset - 1, end)
            case .valueEnd: break
            case .closed, .ended: return end
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
    package var isOnEarth: Bool {
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
