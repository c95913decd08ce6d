import CProj

/// What a transformation is made from: the value that is kept, while the handle is a cache.
package enum ProjRecipe: Hashable, Sendable {
    /// Any pair of CRSs; `area` narrows the choice of operations to those good there.
    case between(source: String, target: String, area: ProjArea?)
    /// One operation: a PROJ string, or a code or WKT of an operation. `legacyInit` lets `+init=epsg:...` mean longitude before latitude.
    case operation(String, legacyInit: Bool)
}

/// Four coordinates as PROJ takes them; angles in degrees.
package struct ProjCoordinate: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var z: Double
    package var t: Double

    package init(x: Double, y: Double, z: Double = 0, t: Double = .infinity) {
        self.x = x
        self.y = y
        self.z = z
        self.t = t
    }
}

/// A point of a batch that failed.
package struct ProjPointFailure: Sendable {
    package var index: Int
    package var failure: CFailure
}

/// What PROJ chose to do.
package struct ProjOperationRecord: Hashable, Sendable {
    package var name: String
    package var pipeline: String
    /// Metres; `nil` where unknown.
    package var accuracy: Double?
    package var area: ProjArea?
    package var isBallpark: Bool
    package var hasInverse: Bool
}

/// Owner of a PROJ context and an operation on it. Longitude comes before latitude, always.
package struct Projector: ~Copyable {
    private let operation: OpaquePointer
    private let session: ProjSession
    /// Where PROJ wants or gives radians, forward: the caller's side is degrees.
    private let radiansIn: Bool
    private let radiansOut: Bool
    /// Several candidate operations, chosen per point: what is chosen is known only after a point.
    package let hasAlternatives: Bool
    /// Whether the source's and the target's side are angles, as far as PROJ says so.
    package let takesAngles: Bool
    package let givesAngles: Bool
    /// PROJ 9.1 inverts the authalic latitude by a short series: up to 8e-9 degrees (0.9 mm) off. One correction removes that.
    private let correctsInverse: Bool

    package init(_ recipe: ProjRecipe) throws(CFailure) {
        let session = try ProjSession()
        let operation = try session.operation(recipe)
        radiansIn = proj_angular_input(operation.pointer, PJ_FWD) != 0
        radiansOut = proj_angular_output(operation.pointer, PJ_FWD) != 0
        takesAngles = radiansIn || proj_degree_input(operation.pointer, PJ_FWD) != 0
        givesAngles = radiansOut || proj_degree_output(operation.pointer, PJ_FWD) != 0
        let only = proj_trans_get_last_used_operation(operation.pointer)
        if let only { _ = ProjObject(owning: only) }
        hasAlternatives = only == nil
        correctsInverse = session.record(of: operation.pointer).pipeline.contains("proj=laea")
        self.operation = operation.release()
        self.session = session
    }

    // The operation refers to its context: it goes first, the session goes with the stored properties after this body.
    deinit { proj_destroy(operation) }
}

extension Projector {
    /// One point. Throws where PROJ marks the result with HUGE_VAL, and for coordinates that are no finite numbers.
    package func transform(_ c: ProjCoordinate, inverse: Bool) throws(CFailure) -> ProjCoordinate {
        guard c.x.isFinite, c.y.isFinite, c.z.isFinite else {
            throw CFailure("proj_trans", "a coordinate is not a finite number")
        }
        guard inverse, correctsInverse else { return try once(c, inverse: inverse) }
        let first = try once(c, inverse: true)
        guard let again = try? once(try once(first, inverse: false), inverse: true) else { return first }
        var result = first
        // inverse(forward(p)) is p plus the error of the inverse there: taken off once.
        result.x += (first.x - again.x).magnitude < 1e-6 ? first.x - again.x : 0
        result.y += (first.y - again.y).magnitude < 1e-6 ? first.y - again.y : 0
        return result
    }

    private func once(_ c: ProjCoordinate, inverse: Bool) throws(CFailure) -> ProjCoordinate {
        let radiansBefore = inverse ? radiansOut : radiansIn
        let radiansAfter = inverse ? radiansIn : radiansOut
        let given =
            radiansBefore
            ? proj_coord(c.x * Double.pi / 180, c.y * Double.pi / 180, c.z, c.t) : proj_coord(c.x, c.y, c.z, c.t)
        let got = proj_trans(operation, inverse ? PJ_INV : PJ_FWD, given).xyzt
        guard got.x.isFinite, got.y.isFinite else {
            let code = proj_errno(operation)
            proj_errno_reset(operation)
            throw session.failure("proj_trans", code: code)
        }
        let scale = radiansAfter ? 180 / Double.pi : 1
        return ProjCoordinate(x: got.x * scale, y: got.y * scale, z: got.z, t: got.t)
    }

    /// Contiguous buffers in place, after multiplying by `scaleIn` and before multiplying by `scaleOut`. A point that fails becomes NaN and is reported; the others are not touched by it.
    package func transform(
        x: UnsafeMutableBufferPointer<Double>, y: UnsafeMutableBufferPointer<Double>, inverse: Bool, scaleIn: Double = 1,
        scaleOut: Double = 1
    ) -> [ProjPointFailure] {
        var failures: [ProjPointFailure] = []
        for i in 0..<min(x.count, y.count) {
            do throws(CFailure) {
                let result = try transform(ProjCoordinate(x: x[i] * scaleIn, y: y[i] * scaleIn), inverse: inverse)
                x[i] = result.x * scaleOut
                y[i] = result.y * scaleOut
            } catch {
                x[i] = .nan
                y[i] = .nan
                failures.append(ProjPointFailure(index: i, failure: error))
            }
        }
        return failures
    }

    /// The operation used at a place, in coordinates of the source: with several candidates PROJ chooses per point.
    package func record(at place: ProjCoordinate?) throws(CFailure) -> ProjOperationRecord {
        if let place { _ = try transform(place, inverse: false) }
        // Null where there is one operation only: that is the answer itself then.
        if let used = proj_trans_get_last_used_operation(operation) {
            let used = ProjObject(owning: used)
            return session.record(of: used.pointer)
        }
        return session.record(of: operation)
    }
}

extension ProjSession {
    fileprivate func operation(_ recipe: ProjRecipe) throws(CFailure) -> ProjObject {
        switch recipe {
        case .between(let source, let target, let area):
            let from = try crs(source)
            let to = try crs(target)
            var extent: OpaquePointer?
            if let area {
                guard let pointer = proj_area_create() else { throw CFailure("proj_area_create", "out of memory") }
                proj_area_set_bbox(pointer, area.west, area.south, area.east, area.north)
                extent = pointer
            }
            defer { if let extent { proj_area_destroy(extent) } }
            let chosen = try owned("proj_create_crs_to_crs_from_pj", about: "\(source)\" to \"\(target)") {
                proj_create_crs_to_crs_from_pj(context, from.pointer, to.pointer, extent, nil)
            }
            return try owned("proj_normalize_for_visualization") { proj_normalize_for_visualization(context, chosen.pointer) }
        case .operation(let text, let legacyInit):
            proj_context_use_proj4_init_rules(context, legacyInit ? 1 : 0)
            let object = try object(text)
            guard proj_is_crs(object.pointer) == 0 else {
                throw CFailure("proj_create", "this is a CRS, not an operation: \"\(text.prefix(200))\"")
            }
            // Operations of the database have authority axis order; PROJ strings have the order that they say.
            guard let source = proj_get_source_crs(context, object.pointer) else { return object }
            _ = ProjObject(owning: source)
            return try owned("proj_normalize_for_visualization") { proj_normalize_for_visualization(context, object.pointer) }
        }
    }

    fileprivate func record(of operation: OpaquePointer) -> ProjOperationRecord {
        let info = proj_pj_info(operation)
        var pipeline = text(info.definition)
        if let text = proj_as_proj_string(context, operation, PJ_PROJ_5, nil) { pipeline = String(cString: text) }
        forgetMessages()
        let accuracy = proj_coordoperation_get_accuracy(context, operation)
        let ballpark = proj_coordoperation_has_ballpark_transformation(context, operation)
        forgetMessages()
        return ProjOperationRecord(
            name: proj_get_name(operation).map { String(cString: $0) } ?? text(info.description), pipeline: pipeline,
            accuracy: accuracy >= 0 ? accuracy : nil, area: area(of: operation), isBallpark: ballpark == 1,
            hasInverse: info.has_inverse != 0)
    }
}
