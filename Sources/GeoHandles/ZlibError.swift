/// A failed zlib call as a value: the C function, what it said, and what kind of failure it was.
package struct ZlibError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// The stream ends before its end mark.
        case truncated
        /// The bytes are no such stream, or a checksum does not fit.
        case corrupt
        /// The output would pass the caller's limit: guards against decompression bombs.
        case limitExceeded
        /// Out of memory, or wrong parameters.
        case failed
    }

    package var kind: Kind
    package var function: String
    package var message: String

    package init(_ kind: Kind, function: String, message: String) {
        self.kind = kind
        self.function = function
        self.message = message
    }

    package var description: String { "\(function): \(message)" }
}
