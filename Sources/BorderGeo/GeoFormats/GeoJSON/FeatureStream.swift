import LinearReferencing

/// Cuts an input into chunks of whole features: GeoJSON (FeatureCollections, single features or geometries, GeoJSONSeq of RFC 8142, NDJSON) and
/// tables (CSV, TSV), told apart by their first bytes; gzip or not; file, stdin or memory.
///
/// Sequential and cheap: it looks for brackets and strings (or line ends) only. `FeatureColumns.read` does the work, on any thread.
/// Memory: one block of about `chunkBytes` at a time plus what chunks in flight hold; a block grows only for a feature longer than it.
package struct FeatureStream: ~Copyable {
    /// The longest feature that is read.
    static let longestRecord = 256 << 20

    enum State {
        case start
        /// Inside "features"; `first` until a member has been seen.
        case members(first: Bool)
        /// GeoJSON texts one after the other, one a line where `lines`.
        case texts(lines: Bool)
        /// Rows of a table behind its header.
        case rows(CSVLayout)
        /// Features in memory that no piece has yet.
        case values(FeatureRun)
        case trailer
        case end
    }

    let reader: ByteReader
    let chunkBytes: Int
    /// How much is read before the first piece is cut: the types of a table's columns come from it.
    let headBytes: Int
    package let options: InputOptions
    /// From what the file, or else the user, says its coordinates are in.
    var transformation: Transformation?
    var state = State.start
    package var block: ByteBlock
    /// Where the part of `block` starts that no chunk has.
    var cursor = 0
    var sourceEnded = false
    var chunkCount = 0
    var hasType = false
    /// Notes about the file as a whole.
    package var fileNotes: [ReadRule] = []
    /// What members beside the features say of how many there are.
    var page = PageMembers()
    /// What was found before the first piece, where the input had to be read whole to be streamed.
    package var openingFindings: [Finding] = []
    /// Bytes of the input before `block`.
    var blockOffset = 0
    /// Line ends of the input before `block`.
    var blockLine = 0
    /// The old "crs" member's name, where there is one that is not WGS 84.
    package var declaredCRS: String?
    /// The member is there and says WGS 84.
    var declaredWGS84 = false

    /// Opens the input. Throws `FileError` where it cannot be opened and `InputError` where its first bytes are broken gzip.
    package init(_ source: InputSource, options: InputOptions = InputOptions(), chunkBytes: Int = 1 << 20) throws {
        try self.init(try ByteReader(source), options: options, chunkBytes: chunkBytes)
    }

    package init(
        _ reader: ByteReader, options: InputOptions = InputOptions(), chunkBytes: Int = 1 << 20, headBytes: Int = 0
    ) throws {
        self.reader = reader
        self.options = options
        transformation = try options.transformation()
        self.chunkBytes = max(chunkBytes, 64)
        self.headBytes = headBytes
        block = ByteBlock([])
    }

    /// Features that were read whole, under the name of the reader they came from: their columns are the same as if they had been streamed.
    ///
    /// Throws `InputError` at the first position that is not on Earth.
    init(_ features: [Feature], of reader: ByteReader) throws {
        let run = FeatureRun(features)
        try run.checkIsOnEarth()
        try self.init(reader)
        state = .values(run)
    }

    /// The name that messages call the input.
    package var name: String { reader.name }

    /// The next piece of the input, `nil` at its end. Throws `InputError` for what is wrong outside of features, `FileError` for what cannot be read.
    package mutating func next() throws -> FeatureChunk? {
        while true {
            switch state {
            case .start: try readHead()
            case .members(let first): if let range = try cutMembers(first: first) { return chunk(range, .members) }
            case .texts(let lines): if let range = try cutTexts(lines: lines) { return chunk(range, .texts(lines: lines)) }
            case .rows(let layout): if let range = try cutRows(layout) { return chunk(range, .rows(layout)) }
            case .values(let run): if let piece = try cutValues(run) { return chunk(0..<0, .values(piece)) }
            case .trailer: try readTrailer()
            case .end: return nil
            }
        }
    }

    private mutating func chunk(_ range: Range<Int>, _ form: FeatureChunk.Form) -> FeatureChunk {
        defer { chunkCount += 1 }
        return FeatureChunk(
            index: chunkCount, block: block, range: range, form: form, blockOffset: blockOffset, blockLine: blockLine,
            transformation: transformation, shift: options.shift, isFrom: reader.programTransformation, accuracy: options.accuracy
        )
    }

    /// Carries the rest of the block over into a new one and reads on; `false` where the end of the input was known before. Where it is met just now, at
    /// the very end of a block, nothing has come but the look at the rest is another one.
    mutating func refill() throws -> Bool {
        guard !sourceEnded else { return false }
        let old = block
        let carry = old.count - cursor
        guard carry <= Self.longestRecord else { throw error(.recordTooLong, at: cursor) }
        var read = 0
        let wanted = max(blockOffset == 0 && old.count == 0 ? max(headBytes, chunkBytes) : chunkBytes, carry)
        let start = cursor
        let fresh = try ByteBlock(capacity: carry + wanted) { room in
            old.withPointer { room.copyMemory(from: UnsafeRawBufferPointer(start: $0 + start, count: carry)) }
            read = try reader.fill(UnsafeMutableRawBufferPointer(rebasing: room[carry...]))
            return carry + read
        }
        blockLine += old.withPointer { base in Self.lineEnds(base, start) }
        blockOffset += start
        block = fresh
        cursor = 0
        sourceEnded = read < wanted
        return true
    }

    /// Line ends among the first bytes: sixteen at a time.
    private static func lineEnds(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var lines = 0
        var i = 0
        while i + 16 <= count {
            let stop = min(i + 255 * 16, count - 15)
            var sums = SIMD16<UInt8>.zero
            while i < stop {
                sums.replace(with: sums &+ 1, where: ByteScan.equal(ByteScan.load(base + i), UInt8(ascii: "\n")))
                i += 16
            }
            lines += Int(SIMD16<UInt16>(truncatingIfNeeded: sums).wrappedSum())
        }
        while i < count {
            if base[i] == UInt8(ascii: "\n") { lines += 1 }
            i += 1
        }
        return lines
    }

    /// An error outside of features.
    package func error(_ problem: ParseProblem, at offset: Int) -> InputError {
        InputError(
            ParseFailure(problem: problem, offset: offset), in: block, file: name, linesBefore: blockLine, pointerFrom: nil)
    }

    package func error(_ failure: ParseFailure) -> InputError { error(failure.problem, at: failure.offset) }
}
