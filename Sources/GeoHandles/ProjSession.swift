import CProj

/// What PROJ wrote to its log since the last look: its messages say more than its error numbers.
private final class ProjLog {
    var lines: [String] = []
}

/// Owner of a PROJ object (a CRS, an operation, an ellipsoid ...). It must not outlive the session that made it.
struct ProjObject: ~Copyable {
    let pointer: OpaquePointer

    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { proj_destroy(pointer) }

    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }
}

/// Owner of a PROJ context. The network stays off, and messages become errors instead of lines on stderr.
///
/// A context belongs to one thread at a time. `proj_cleanup` is never called: it would free the caches of every other session.
struct ProjSession: ~Copyable {
    let context: OpaquePointer
    private let log: Unmanaged<ProjLog>

    init() throws(CFailure) {
        guard let context = proj_context_create() else { throw CFailure("proj_context_create", "out of memory") }
        self.context = context
        log = Unmanaged.passRetained(ProjLog())
        proj_log_level(context, PJ_LOG_ERROR)
        proj_log_func(context, log.toOpaque()) { log, _, text in
            guard let log, let text else { return }
            Unmanaged<ProjLog>.fromOpaque(log).takeUnretainedValue().lines.append(String(cString: text))
        }
        proj_context_set_enable_network(context, 0)
    }

    deinit {
        proj_context_destroy(context)
        log.release()
    }

    /// The failure of `function`: error number and log are drained into it.
    func failure(_ function: String, code given: Int32? = nil, about text: String? = nil) -> CFailure {
        let code = given ?? proj_context_errno(context)
        let log = log.takeUnretainedValue()
        var parts: [String] = []
        // Lines look like "proj_create: no such thing"; the function is named already.
        if let line = log.lines.last {
            parts.append(line.hasPrefix(function + ": ") ? String(line.dropFirst(function.count + 2)) : line)
        }
        if code != 0, let meaning = proj_context_errno_string(context, code) {
            let meaning = String(cString: meaning)
            if parts.first?.contains(meaning) != true { parts.append(meaning) }
        }
        if parts.isEmpty { parts.append("no reason given") }
        log.lines.removeAll()
        if parts.contains(where: { $0.contains("no database context") || $0.contains("Cannot find proj.db") }) {
            return CFailure(function, CFailure.missingDatabase)
        }
        let about = text.map { ": \"\($0.prefix(200))\"" } ?? ""
        return CFailure(function, parts.joined(separator: "; ") + about, code: code == 0 ? nil : Int(code))
    }

    func forgetMessages() { log.takeUnretainedValue().lines.removeAll() }

    /// The object that `text` defines: code, PROJ string, WKT, PROJJSON, name.
    func object(_ text: String) throws(CFailure) -> ProjObject {
        try owned("proj_create", about: text) { () throws(CFailure) in
            try withCText(text, for: "proj_create") { proj_create(context, $0) }
        }
    }

    /// Takes a returned object over; a null pointer becomes the failure of `function`.
    func owned(
        _ function: String, about text: String? = nil, _ make: () throws(CFailure) -> OpaquePointer?
    ) throws(CFailure) -> ProjObject {
        forgetMessages()
        guard let pointer = try make() else { throw failure(function, about: text) }
        return ProjObject(owning: pointer)
    }

    func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
