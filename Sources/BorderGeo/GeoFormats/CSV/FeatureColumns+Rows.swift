import LinearReferencing

extension FeatureColumns {
    /// Reads the rows of a table: the place columns become positions, the others JSON properties in bytes of the batch's own.
    mutating func readRows(_ base: UnsafePointer<UInt8>, in range: Range<Int>, layout: CSVLayout) throws(ParseFailure) {
        var scanner = CSVScanner(base, from: range.lowerBound, to: range.upperBound, delimiter: layout.delimiter)
        var places = CSVPlaceReader(layout)
        var cells: [CSVCell] = []
        var text = ByteWriter(capacity: range.count * 2)
        let keys = layout.names.map { name in
            var key = ByteWriter(capacity: 32)
            key.append(quoted: name)
            key.append(UInt8(ascii: ":"))
            return key.bytes
        }
        let columns = layout.names.indices.filter { !layout.isPlaceColumn($0) && !layout.emptyColumns.contains($0) }
        let watched = columns.contains { watchedNames.contains(layout.names[$0]) }
        defer {
            textBlock = ByteBlock(text)
            note(places.conversions)
        }
        while true {
            let start = scanner.offset
            guard try scanner.row(into: &cells) else { return }
            // Spreadsheets write rows below the data that hold nothing.
            if cells.count > 1, cells.allSatisfy({ $0.count == 0 && !$0.quoted }) { continue }
            rowStarts.append(UInt32(truncatingIfNeeded: start))
            if cells.count > layout.names.count
                || layout.emptyColumns.contains(where: { $0 < cells.count && cells[$0].count > 0 })
            {
                let error = ParseFailure(problem: .tooManyCells, offset: start)
                guard recovering else { throw error }
                failures.append((error, count))
            }
            if cells.count < layout.names.count {
                notes.add(.shortRow, record: count, offset: start)
                while cells.count < layout.names.count { cells.append(CSVCell(start: start, count: 0)) }
            }
            var record = FeatureRecord()
            if watched { record.flags.insert(.watchedKey) }
            record.positionStart = UInt32(truncatingIfNeeded: positions.count)
            do throws(CSVPlaceReader.Problem) {
                defer {
                    for note in places.takeNotes() { notes.add(note, record: count, offset: start) }
                }
                switch try places.place(cells, scanner) {
                case .none: break
                case .position(let position):
                    positions.append(position)
                    record.shape = .point
                    record.positionCount = 1
                case .geometry(let geometry): append(geometry, to: &record)
                }
            } catch {
                cellProblems.append((error, layout.names[error.column]))
                let failure = ParseFailure(problem: .badCell, offset: cells[error.column].start)
                guard recovering else { throw failure }
                failures.append((failure, count))
            }
            let propertiesStart = text.count
            text.append(UInt8(ascii: "{"))
            var first = true
            for column in columns {
                if !first { text.append(UInt8(ascii: ",")) }
                first = false
                text.append(keys[column])
                if !text.append(cells[column], scanner, as: layout.types[column]) {
                    notes.add(.mixedColumn, record: count, offset: start)
                }
            }
            text.append(UInt8(ascii: "}"))
            record.propertiesRange = FeatureRecord.ByteRange(
                start: UInt32(truncatingIfNeeded: propertiesStart),
                count: UInt32(truncatingIfNeeded: text.count - propertiesStart))
            record.whole = record.propertiesRange
            records.append(record)
        }
    }

    /// Adds a geometry value's positions and parts.
    mutating func append(_ geometry: GeoGeometry, to record: inout FeatureRecord) {
        record.partStart = UInt32(truncatingIfNeeded: parts.count)
        record.groupStart = UInt32(truncatingIfNeeded: groups.count)
        switch geometry {
        case .point(let p):
            record.shape = .point
            positions.append(p)
        case .lineString(let line):
            record.shape = .lineString
            positions.append(contentsOf: line.positions)
        case .multiPoint(let points):
            record.shape = .multiPoint
            positions.append(contentsOf: points)
        case .multiLineString(let lines):
            record.shape = .multiLineString
            for line in lines {
                positions.append(contentsOf: line.positions)
                parts.append(UInt32(truncatingIfNeeded: positions.count))
            }
        case .polygon(let polygon):
            record.shape = .polygon
            append(polygon)
        case .multiPolygon(let polygons):
            record.shape = .multiPolygon
            for polygon in polygons {
                append(polygon)
                groups.append(UInt32(truncatingIfNeeded: parts.count))
            }
        case .collection:
            record.shape = .collection
            collections[count] = geometry
        }
        record.positionCount = UInt32(truncatingIfNeeded: positions.count) - record.positionStart
        record.partCount = UInt32(truncatingIfNeeded: parts.count) - record.partStart
        record.groupCount = UInt32(truncatingIfNeeded: groups.count) - record.groupStart
    }
}

extension FeatureColumns {
    private mutating func append(_ polygon: Polygon<GeoPosition>) {
        for ring in polygon.rings {
            positions.append(contentsOf: ring)
            parts.append(UInt32(truncatingIfNeeded: positions.count))
        }
    }
}

extension ByteBlock {
    convenience init(_ writer: ByteWriter) {
        self.init(capacity: writer.count) { room in
            writer.withBytes { room.copyMemory(from: $0) }
            return writer.count
        }
    }
}

extension ByteWriter {
    /// A cell as a JSON value of its column's type; `false` where it does not fit and was written as text.
    package mutating func append(_ cell: CSVCell, _ scanner: CSVScanner, as type: FieldType) -> Bool {
        let bytes = UnsafeRawBufferPointer(scanner.bytes(cell))
        if bytes.isEmpty {
            if cell.quoted, type == .text { append("\"\"" as StaticString) } else { append("null" as StaticString) }
            return true
        }
        var fits = true
        if type == .integer || type == .real || type == .bool {
            let own = CSVTypes.type(scanner.bytes(cell))
            if own == type || (type == .real && own == .integer) {
                append(bytes)
                return true
            }
            fits = false
        }
        if cell.hasDoubledQuotes { append(quoted: scanner.text(cell)) } else { append(quoted: bytes) }
        return fits
    }
}
