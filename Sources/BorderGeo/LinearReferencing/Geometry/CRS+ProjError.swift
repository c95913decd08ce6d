import GeoHandles

/// A failed call into PROJ: the C function, PROJ's own words, its error number.
public struct ProjError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The C function that failed, as in `proj.h`.
    public var function: String
    /// What PROJ said.
    public var message: String
    /// PROJ's error number where it gave one (2049 for an impossible coordinate, 1027 for a bad parameter ...).
    public var code: Int?

    public init(function: String, message: String, code: Int? = nil) {
        self.function = function
        self.message = message
        self.code = code
    }

    public var description: String { "\(function): \(message)" }
}

/// The one gate through which failures of PROJ leave the handles.
func proj<R: ~Copyable>(_ body: () throws(CFailure) -> R) throws(ProjError) -> R {
    do throws(CFailure) { return try body() } catch {
        throw ProjError(function: error.function, message: error.message, code: error.code)
    }
}
