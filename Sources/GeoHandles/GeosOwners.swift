import CGeos

// Owners of GEOS's handles: one pointer, one deinit each. They carry the raw context, which `GeosContext.run` keeps alive around them.

/// Owner of a geometry.
package struct GeosGeometry: ~Copyable {
    let pointer: OpaquePointer
    private let context: GEOSContextHandle_t

    init(owning pointer: OpaquePointer, _ context: GEOSContextHandle_t) {
        self.pointer = pointer
        self.context = context
    }

    deinit { GEOSGeom_destroy_r(context, pointer) }

    /// Hands the geometry over to C, which destroys it also when its call fails: freeing it here as well would free it twice.
    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }
}

/// Owner of a coordinate sequence.
struct GeosSequence: ~Copyable {
    let pointer: OpaquePointer
    private let context: GEOSContextHandle_t

    init(owning pointer: OpaquePointer, _ context: GEOSContextHandle_t) {
        self.pointer = pointer
        self.context = context
    }

    deinit { GEOSCoordSeq_destroy_r(context, pointer) }

    /// Hands the sequence over to C, which destroys it also when its call fails.
    consuming func release() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }
}

/// Owner of the members of a collection or the rings of a polygon, until a call takes them all.
struct GeosMembers: ~Copyable {
    private var pointers: [OpaquePointer?] = []
    private let context: GEOSContextHandle_t

    init(_ context: GEOSContextHandle_t) { self.context = context }

    deinit { for pointer in pointers { GEOSGeom_destroy_r(context, pointer) } }

    mutating func append(_ member: consuming GeosGeometry) { pointers.append(member.release()) }

    /// Hands all members over to `call`, which owns them from then on, also when it fails.
    mutating func handOver(
        _ call: (UnsafeMutablePointer<OpaquePointer?>?, UInt32) -> OpaquePointer?
    ) -> OpaquePointer? {
        var taken = pointers
        pointers = []
        return taken.withUnsafeMutableBufferPointer { call($0.baseAddress, UInt32(truncatingIfNeeded: $0.count)) }
    }
}

/// Owner of a prepared geometry and of the geometry it was made from.
struct GeosPrepared: ~Copyable {
    let pointer: OpaquePointer
    let geometry: GeosGeometry
    private let context: GEOSContextHandle_t

    init(_ geometry: consuming GeosGeometry, _ context: GeosContext) throws(CFailure) {
        let source = geometry.pointer
        pointer = try context.pointer("GEOSPrepare_r") { GEOSPrepare_r($0, source) }
        self.geometry = geometry
        self.context = context.handle
    }

    // The prepared geometry refers to its source: it goes first, the source goes with the stored properties after this body.
    deinit { GEOSPreparedGeom_destroy_r(context, pointer) }
}

/// Owner of buffer parameters.
struct GeosBufferParameters: ~Copyable {
    let pointer: OpaquePointer
    private let context: GEOSContextHandle_t

    init(_ context: GeosContext) throws(CFailure) {
        pointer = try context.pointer("GEOSBufferParams_create_r") { GEOSBufferParams_create_r($0) }
        self.context = context.handle
    }

    deinit { GEOSBufferParams_destroy_r(context, pointer) }
}

/// Owner of repair parameters.
struct GeosMakeValidParameters: ~Copyable {
    let pointer: OpaquePointer
    private let context: GEOSContextHandle_t

    init(_ context: GeosContext) throws(CFailure) {
        pointer = try context.pointer("GEOSMakeValidParams_create_r") { GEOSMakeValidParams_create_r($0) }
        self.context = context.handle
    }

    deinit { GEOSMakeValidParams_destroy_r(context, pointer) }
}
