/// Numbers as text with fixed places or fixed figures, for tables and sentences: the same digits as `ByteWriter` writes into files.
package enum FixedDecimal {
    /// `decimals` places (0...17), nearest, ties on the exact binary value to even, no negative zero. `undefined` stands for NaN and infinities.
    package static func string(_ value: Double, decimals: Int, undefined: String = "null") -> String {
        guard value.isFinite else { return undefined }
        var writer = ByteWriter(capacity: 32)
        writer.append(fixed: value, decimals: decimals)
        return writer.text
    }

    /// `figures` significant figures without trailing zeros: how rates are written (6).
    package static func string(_ value: Double, significant figures: Int, undefined: String = "null") -> String {
        guard value.isFinite else { return undefined }
        var writer = ByteWriter(capacity: 32)
        writer.append(value, significant: figures)
        return writer.text
    }

    /// The shortest digits that read back as the same double; `keepingPoint` writes whole values as `2.0`.
    package static func string(shortest value: Double, keepingPoint: Bool = false, undefined: String = "null") -> String {
        guard value.isFinite else { return undefined }
        var writer = ByteWriter(capacity: 32)
        writer.append(shortest: value, keepingPoint: keepingPoint)
        return writer.text
    }

    /// Metres to 0.001.
    package static func string(_ length: Metres) -> String { string(length.value, decimals: 3) }

    /// Metres along a route to 0.001.
    package static func string(_ measure: Measure) -> String { string(measure.metres, decimals: 3) }

    /// Signed metres to 0.001.
    package static func string(_ offset: Offset) -> String { string(offset.metres, decimals: 3) }
}
