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

    /// Whether the cause is the installation of PROJ, not what was asked of it.
    package var isMissingDatabase: Bool { message == CFailure.missingDatabase }

    /// What to do: about the installation where that is the cause, else as the caller says.
    package func remedy(otherwise remedy: Remedy) -> Remedy {
        isMissingDatabase ? "Install PROJ's data (Debian: proj-data), or set PROJ_DATA to the folder that holds proj.db." : remedy
    }
}

extension InputError {
    /// Rule of an error whose cause is no input: PROJ's database is missing.
    package static let missingDatabase = "missing-database"

    /// `nil` for every other error.
    package init?(missingDatabase error: any Error, at place: Finding.Place = Finding.Place()) {
        guard let error = error as? ProjError, error.isMissingDatabase else { return nil }
        self.init(error.message, rule: Self.missingDatabase, at: place, remedy: error.remedy(otherwise: ""))
    }
}

/// The one gate through which failures of PROJ leave the handles.
func proj<R: ~Copyable>(_ body: () throws(CFailure) -> R) throws(ProjError) -> R {
    do throws(CFailure) { return try body() } catch {
        throw ProjError(function: error.function, message: error.message, code: error.code)
    }
}
