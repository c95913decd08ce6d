import LinearReferencing

/// A piece of an input that holds whole features, not read yet. Chunks can be read on any thread; `index` tells their order.
package struct FeatureChunk: Sendable {
    enum Form: Sendable {
        /// Members of "features", commas between them.
        case members
        /// GeoJSON texts one after the other: features or geometries; one a line where `lines`.
        case texts(lines: Bool)
        /// Rows of a table.
        case rows(CSVLayout)
        /// Features that are in memory already.
        case values(FeatureRun)
    }

    /// 0, 1, 2, ... in the order of the input.
    package let index: Int
    package let block: ByteBlock
    let range: Range<Int>
    let form: Form
    /// Bytes and line ends of the input before `block`.
    let blockOffset: Int
    let blockLine: Int
    /// From the declared CRS to WGS 84, where that is another one.
    let transformation: Transformation?
    /// What is taken off degrees before anything else, where they are a web map's.
    var shift: MapShift?
    /// By which the positions came to be in WGS 84 before they were handed over.
    var isFrom: Transformation?
    /// Conversions that may be worse are refused.
    var accuracy: Metres?

    /// Length of the piece in bytes.
    package var byteCount: Int { range.count }

    /// 1-based line of a byte of the block.
    func line(at offset: Int) -> Int {
        1 + blockLine + block.lineEnds(before: offset)
    }
}
