/// A failed call into PROJ or GEOS as a value: the C function, what it said, its error number where it has one.
package struct CFailure: Error, Hashable, Sendable {
    package var function: String
    package var message: String
    package var code: Int?

    package init(_ function: String, _ message: String, code: Int? = nil) {
        self.function = function
        self.message = message
        self.code = code
    }
}

extension CFailure {
    /// What PROJ's several messages come to where its database is not installed.
    package static let missingDatabase = "PROJ does not find its database, proj.db"
}

/// C reads text up to its first NUL: text that holds one would be silently cut.
func withCText<R>(
    _ text: String, for function: String, _ body: (UnsafePointer<CChar>) throws(CFailure) -> R
) throws(CFailure) -> R {
    guard !text.utf8.contains(0) else { throw CFailure(function, "the text holds a NUL character") }
    let result = text.withCString { pointer in Result { () throws(CFailure) in try body(pointer) } }
    return try result.get()
}
