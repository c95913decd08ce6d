/// One cell of a row: where its text lies, without its quotes.
package struct CSVCell {
    package var start: Int
    package var count: Int
    /// Written in quotes: an empty quoted cell is an empty text, and doubled quotes inside stand for one.
    var quoted = false
    var hasDoubledQuotes = false
}

/// Rows and cells of RFC 4180 over bytes: quoted cells may hold delimiters and line ends, lines end with LF, CRLF or CR.
///
/// Beyond the RFC: a quote inside an unquoted cell is an ordinary character (`42°25'37"N`), spaces around a quoted cell are dropped. Needs the
/// zeros of a `ByteBlock` behind the bytes.
package struct CSVScanner {
    let base: UnsafePointer<UInt8>
    let delimiter: UInt8
    let end: Int
    package var offset: Int

    init(_ base: UnsafePointer<UInt8>, from offset: Int, to end: Int, delimiter: UInt8) {
        self.base = base
        self.offset = offset
        self.end = end
        self.delimiter = delimiter
    }

    /// The next row's cells; `false` at the end. Empty lines are passed over.
    mutating func row(into cells: inout [CSVCell]) throws(ParseFailure) -> Bool {
        cells.removeAll(keepingCapacity: true)
        while offset < end, base[offset] == 0x0A || base[offset] == 0x0D { offset += 1 }
        guard offset < end else { return false }
        while true {
            cells.append(try cell())
            guard offset < end, base[offset] == delimiter else { break }
            offset += 1
        }
        if offset < end, base[offset] == 0x0D { offset += 1 }
        if offset < end, base[offset] == 0x0A { offset += 1 }
        return true
    }

    @inline(__always)
    private mutating func cell() throws(ParseFailure) -> CSVCell {
        var start = offset
        while start < end, base[start] == 0x20 { start += 1 }
        if start < end, base[start] == UInt8(ascii: "\"") { return try quotedCell(start) }
        start = offset
        while offset < end, base[offset] != delimiter, base[offset] != 0x0A, base[offset] != 0x0D {
            if base[offset] == 0 { throw ParseFailure(problem: .binaryBytes, offset: offset) }
            offset += 1
        }
        return CSVCell(start: start, count: offset - start)
    }

    private mutating func quotedCell(_ quote: Int) throws(ParseFailure) -> CSVCell {
        var i = quote + 1
        var doubled = false
        while true {
            guard i < end else { throw ParseFailure(problem: .openQuote, offset: quote) }
            if base[i] == UInt8(ascii: "\"") {
                guard i + 1 < end, base[i + 1] == UInt8(ascii: "\"") else { break }
                doubled = true
                i += 1
            }
            i += 1
        }
        let cell = CSVCell(start: quote + 1, count: i - quote - 1, quoted: true, hasDoubledQuotes: doubled)
        i += 1
        while i < end, base[i] == 0x20 { i += 1 }
        guard i >= end || base[i] == delimiter || base[i] == 0x0A || base[i] == 0x0D else {
            throw ParseFailure(problem: .textAfterQuote, offset: i)
        }
        offset = i
        return cell
    }

    /// The cell's bytes; valid while the block is.
    @inline(__always)
    func bytes(_ cell: CSVCell) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base + cell.start, count: cell.count) }

    package func text(_ cell: CSVCell) -> String {
        guard cell.hasDoubledQuotes else { return String(decoding: bytes(cell), as: UTF8.self) }
        var result: [UInt8] = []
        var i = 0
        let bytes = bytes(cell)
        while i < bytes.count {
            result.append(bytes[i])
            i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What may be between cells.
    static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    /// Of the delimiters the one that the first line has most of, outside of quotes; comma where it has none. `usual`, which a file's ending says, wherever the line has it.
    static func delimiter(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int, usual: UInt8? = nil) -> UInt8 {
        let candidates = delimiters
        var counts = [0, 0, 0, 0]
        var inQuotes = false
        for i in start..<end {
            if base[i] == UInt8(ascii: "\"") { inQuotes.toggle() }
            if inQuotes { continue }
            if base[i] == 0x0A || base[i] == 0x0D { break }
            for (j, candidate) in candidates.enumerated() where base[i] == candidate { counts[j] += 1 }
        }
        if let usual, let place = candidates.firstIndex(of: usual), counts[place] > 0 { return usual }
        let most = counts.max() ?? 0
        return most == 0 ? candidates[0] : zip(candidates, counts).first { $1 == most }?.0 ?? candidates[0]
    }
}
