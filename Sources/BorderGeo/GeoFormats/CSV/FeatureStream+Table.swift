import LinearReferencing

extension FeatureStream {
    /// Reads the header and looks at the rows of the first block: columns, places, types.
    mutating func readHeader(from start: Int) throws {
        while true {
            do throws(ParseFailure) {
                let layout = try layout(from: start)
                state = .rows(layout)
                return
            } catch {
                if error.offset + 16 >= block.count || error.problem == .openQuote, try refill() { continue }
                throw self.error(error)
            }
        }
    }

    /// The columns of a table that say where on a route its rows are, where no column says where on the ground; `nil` for every other input. Nothing is taken.
    package mutating func columnsOfMeasures() throws -> [String]? {
        if case .start = state { try readHead() }
        guard case .rows(let layout) = state, layout.place == .none else { return nil }
        let theirs = ["measure_m", "from_m", "to_m"].map { options.mapping.fields[$0] ?? $0 }
        let found = layout.names.filter { name in theirs.contains { CSVLayout.key($0) == CSVLayout.key(name) } }
        return found.count == 1 && CSVLayout.key(found[0]) != CSVLayout.key(theirs[0]) || found.isEmpty ? nil : found
    }

    private mutating func layout(from start: Int) throws(ParseFailure) -> CSVLayout {
        let (limit, ended, file, options) = (block.count, sourceEnded, name, options)
        var notes: [ReadRule] = []
        let (layout, bodyStart) = try block.withPointer { (base) throws(ParseFailure) in
            if let broken = UTF8Check.firstError(base + start, count: limit - start), ended || broken + 8 < limit - start {
                throw ParseFailure(problem: .notUTF8, offset: start + broken)
            }
            let (start, said) = Self.delimiterLine(base, from: start, to: limit)
            let isTabbed = InputFormat(path: file) == .tsv
            let delimiter = said ?? CSVScanner.delimiter(base, from: start, to: limit, usual: isTabbed ? UInt8(ascii: "\t") : nil)
            var scanner = CSVScanner(base, from: start, to: limit, delimiter: delimiter)
            var cells: [CSVCell] = []
            guard try scanner.row(into: &cells) else { throw ParseFailure(problem: .noHeader, offset: start) }
            guard ended || scanner.offset < limit else { throw ParseFailure(problem: .unexpectedEnd, offset: limit) }
            if cells.allSatisfy({ $0.count > 0 && CSVPlaceReader.number(scanner.bytes($0)) != nil }) {
                throw ParseFailure(problem: .noHeader, offset: start)
            }
            if cells.count > 2 && cells.dropFirst().allSatisfy({ $0.count == 0 })
                || cells.count == 1 && said == nil && Self.isWider(base, from: scanner.offset, to: limit)
            {
                throw ParseFailure(problem: .titleLine, offset: start)
            }
            let nameless = Set(cells.indices.filter { cells[$0].count == 0 })
            let names = Self.uniqueNames(cells.map { scanner.text($0).trimmed }, &notes)
            var layout = CSVLayout(
                delimiter: delimiter, names: names,
                place: CSVLayout.place(in: names, mapping: options.mapping, hasCRS: options.crs != nil))
            layout.file = file
            // Rows of measures along the border need no other place.
            let keys = names.map(CSVLayout.key)
            if layout.place == .none, !(keys.contains("fromm") && keys.contains("tom")), options.mapping.fields["from_m"] == nil {
                notes.append(.noPlace)
            }
            layout.crs = options.crs
            layout.shift = options.shift
            layout.expected = options.expected
            if case .degrees = layout.place { layout.hemispheres = CSVLayout.hemispheres(in: names) }
            let bodyStart = scanner.offset
            var types = CSVTypes(columns: names.count)
            // The last row of a block may be cut off: its start would give a column the wrong type.
            let lastLine = ended ? limit : Self.lastLineEnd(base, from: bodyStart, count: limit) ?? bodyStart
            scanner = CSVScanner(base, from: bodyStart, to: lastLine, delimiter: delimiter)
            while (try? scanner.row(into: &cells)) ?? false { types.add(cells, scanner) }
            layout.types = types.result
            layout.emptyColumns = nameless.intersection(types.empty)
            return (layout, bodyStart)
        }
        fileNotes += notes
        if case .plane = layout.place, options.crs == nil { throw ParseFailure(problem: .unknownProjection, offset: start) }
        // Grid references say their own CRS; degrees only where they are the declared CRS's.
        switch layout.place {
        case .utm, .mgrs: transformation = nil
        default: break
        }
        cursor = bodyStart
        return layout
    }

    /// `sep=;`, which spreadsheet programs put before a table: where the table starts, and its delimiter.
    private static func delimiterLine(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> (
        start: Int, delimiter: UInt8?
    ) {
        let isQuoted = base[start] == UInt8(ascii: "\"")
        let word = isQuoted ? start + 1 : start
        guard limit - word > 6, (0..<4).allSatisfy({ base[word + $0] | 0x20 == Array("sep=".utf8)[$0] | 0x20 }) else {
            return (start, nil)
        }
        let delimiter = base[word + 4]
        var end = word + 5
        if isQuoted {
            guard base[end] == UInt8(ascii: "\"") else { return (start, nil) }
            end += 1
        }
        guard base[end] == 0x0A || base[end] == 0x0D else { return (start, nil) }
        while end < limit, base[end] == 0x0A || base[end] == 0x0D { end += 1 }
        return (end, delimiter)
    }

    /// Whether the first line that is not empty has three cells or more, whichever the delimiter is. Coordinates of a geometry are no cells.
    private static func isWider(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> Bool {
        var at = start
        while at < limit, base[at] <= 0x20, base[at] != 0x09 { at += 1 }
        var counts: [UInt8: Int] = [:]
        while at < limit, base[at] != 0x0A, base[at] != 0x0D {
            if base[at] == UInt8(ascii: "(") || base[at] == UInt8(ascii: "{") { return false }
            counts[base[at], default: 0] += 1
            at += 1
        }
        return ([0x2C, 0x3B, 0x09, 0x7C] as [UInt8]).contains { counts[$0, default: 0] >= 2 }
    }

    private static func uniqueNames(_ names: [String], _ notes: inout [ReadRule]) -> [String] {
        var unique = UniqueNames { "\($0)_\($1)" }
        let result = names.enumerated().map { i, name in unique.name(name.isEmpty ? "column_\(i + 1)" : name) }
        if unique.renamedAny { notes.append(.duplicateColumn) }
        return result
    }

    /// The next run of whole rows; `nil` at the end of the input.
    mutating func cutRows(_ layout: CSVLayout) throws -> Range<Int>? {
        while true {
            let start = cursor
            let end: Int? = block.withPointer { base in
                // The first block is large, for the types of columns: it is cut into pieces that several threads can read.
                let limit = start + chunkBytes
                if limit < block.count,
                    let end = Self.lastRowEnd(base, from: start, count: limit, delimiter: layout.delimiter), end > start
                {
                    return end
                }
                if sourceEnded { return block.count }
                return Self.lastRowEnd(base, from: start, count: block.count, delimiter: layout.delimiter)
            }
            if let end, end > start {
                cursor = end
                return start..<end
            }
            if try refill() { continue }
            state = .end
            guard cursor < block.count else { return nil }
            let rest = cursor..<block.count
            cursor = block.count
            return rest
        }
    }

    /// Behind the last line end that ends a row. Without a quote in the block that is the last one; with quotes the rows are walked.
    private static func lastRowEnd(_ base: UnsafePointer<UInt8>, from start: Int, count: Int, delimiter: UInt8) -> Int? {
        var quoted = false
        for i in start..<count where base[i] == UInt8(ascii: "\"") {
            quoted = true
            break
        }
        if !quoted { return lastLineEnd(base, from: start, count: count) }
        var scanner = CSVScanner(base, from: start, to: count, delimiter: delimiter)
        var cells: [CSVCell] = []
        var end: Int?
        while (try? scanner.row(into: &cells)) ?? false, scanner.offset < count { end = scanner.offset }
        return end
    }
}
