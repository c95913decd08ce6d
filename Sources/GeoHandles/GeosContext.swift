import CGeos

/// What GEOS said last through its message handler.
private final class GeosLog {
    var message: String?
}

/// A GEOS context: 0.1 us to make, so every operation or batch has its own.
///
/// Not Sendable, and it must not become so: GEOS keeps its error state in the context, and two threads on one context race.
/// Give the other thread a context of its own.
package final class GeosContext {
    let handle: GEOSContextHandle_t
    private let log = GeosLog()

    private init() throws(CFailure) {
        guard let handle = GEOS_init_r() else { throw CFailure("GEOS_init_r", "out of memory") }
        self.handle = handle
        _ = GEOSContext_setErrorMessageHandler_r(
            handle,
            { message, log in
                guard let message, let log else { return }
                Unmanaged<GeosLog>.fromOpaque(log).takeUnretainedValue().message = String(cString: message)
            }, Unmanaged.passUnretained(log).toOpaque())
    }

    deinit { GEOS_finish_r(handle) }

    /// Runs `body` with a fresh context, which outlives every handle made in it: noncopyable handles cannot be returned.
    package static func run<R>(_ body: (GeosContext) throws(CFailure) -> R) throws(CFailure) -> R {
        let context = try GeosContext()
        let result = withExtendedLifetime(context) { Result { () throws(CFailure) in try body(context) } }
        return try result.get()
    }
}

/// The sentinels of GEOS, each turned into a throw here and nowhere else.
extension GeosContext {
    /// The failure of `function`, with GEOS's own words.
    func failure(_ function: String) -> CFailure {
        defer { log.message = nil }
        // "IllegalArgumentException: ..." and the like: the part before the colon tells C++ programmers only.
        return CFailure(function, log.message ?? "no reason given")
    }

    /// A geometry that the caller owns; null is a failure.
    func owned(_ function: String, _ call: (GEOSContextHandle_t) -> OpaquePointer?) throws(CFailure) -> GeosGeometry {
        log.message = nil
        guard let pointer = call(handle) else { throw failure(function) }
        return GeosGeometry(owning: pointer, handle)
    }

    /// Any other pointer; null is a failure.
    func pointer(_ function: String, _ call: (GEOSContextHandle_t) -> OpaquePointer?) throws(CFailure) -> OpaquePointer {
        log.message = nil
        guard let pointer = call(handle) else { throw failure(function) }
        return pointer
    }

    /// A predicate: 0, 1, or 2 for a failure.
    func flag(_ function: String, _ call: (GEOSContextHandle_t) -> CChar) throws(CFailure) -> Bool {
        log.message = nil
        switch call(handle) {
        case 0: return false
        case 1: return true
        default: throw failure(function)
        }
    }

    /// A call that fills something: 0 is a failure.
    func fill(_ function: String, _ call: (GEOSContextHandle_t) -> Int32) throws(CFailure) {
        log.message = nil
        guard call(handle) != 0 else { throw failure(function) }
    }

    /// A count: -1 is a failure.
    func count(_ function: String, _ call: (GEOSContextHandle_t) -> Int32) throws(CFailure) -> Int {
        log.message = nil
        let count = call(handle)
        guard count >= 0 else { throw failure(function) }
        return Int(count)
    }

    /// Text that the caller owns: null is a failure.
    func text(_ function: String, _ call: (GEOSContextHandle_t) -> UnsafeMutablePointer<CChar>?) throws(CFailure) -> String {
        log.message = nil
        guard let text = call(handle) else { throw failure(function) }
        defer { GEOSFree_r(handle, text) }
        return String(cString: text)
    }
}
