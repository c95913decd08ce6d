import CKernels

/// Where the members of a JSON array end, found by brackets, strings and commas alone.
package struct JSONMembers {
    /// Offset of the comma behind the last whole member.
    package let lastComma: Int?
    /// Whether the array's bracket was reached.
    package let isClosed: Bool
    /// Offset of that bracket, or where the bytes end.
    package let stop: Int

    /// Walks from the start of a member at `start` to the end of the array or of the bytes; at gigabytes per second. At least 63 bytes must be readable behind `count`.
    ///
    /// What is malformed it leaves to the parser, which meets the first mistake before any cut that the mistake led astray.
    package init(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) {
        let found = json_members(base, start, count)
        lastComma = found.last_comma < 0 ? nil : found.last_comma
        isClosed = found.closed != 0
        stop = found.stop
    }
}
