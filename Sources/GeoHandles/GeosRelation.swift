import CGeos

/// Questions about two geometries that are answered with yes or no.
package enum GeosPredicate: String, Hashable, Sendable, CaseIterable {
    case intersects, disjoint, touches, crosses, overlaps, contains, within, covers, coveredBy, equals
}

/// Why and where a geometry is not valid.
package struct GeosInvalidity: Hashable, Sendable {
    package var reason: String
    package var x: Double
    package var y: Double
}

extension GeosContext {
    package func test(_ predicate: GeosPredicate, of a: GeosShape, with b: GeosShape) throws(CFailure) -> Bool {
        let first = try geometry(a)
        let second = try geometry(b)
        return try test(predicate, of: first, with: second)
    }

    /// One geometry against many, prepared once.
    package func test(_ predicate: GeosPredicate, of a: GeosShape, withEach others: [GeosShape]) throws(CFailure) -> [Bool] {
        var answers: [Bool] = []
        answers.reserveCapacity(others.count)
        let prepared = try GeosPrepared(try geometry(a), self)
        for other in others {
            let second = try geometry(other)
            // GEOS 3.11 overlooks members of mixed collections in prepared tests.
            answers.append(
                a.isMixed || other.isMixed
                    ? try test(predicate, of: prepared.geometry, with: second)
                    : try test(predicate, of: prepared, with: second))
        }
        return answers
    }

    private func test(
        _ predicate: GeosPredicate, of a: borrowing GeosGeometry, with b: borrowing GeosGeometry
    ) throws(CFailure) -> Bool {
        let (p, q) = (a.pointer, b.pointer)
        return switch predicate {
        case .intersects: try flag("GEOSIntersects_r") { GEOSIntersects_r($0, p, q) }
        case .disjoint: try flag("GEOSDisjoint_r") { GEOSDisjoint_r($0, p, q) }
        case .touches: try flag("GEOSTouches_r") { GEOSTouches_r($0, p, q) }
        case .crosses: try flag("GEOSCrosses_r") { GEOSCrosses_r($0, p, q) }
        case .overlaps: try flag("GEOSOverlaps_r") { GEOSOverlaps_r($0, p, q) }
        case .contains: try flag("GEOSContains_r") { GEOSContains_r($0, p, q) }
        case .within: try flag("GEOSWithin_r") { GEOSWithin_r($0, p, q) }
        case .covers: try flag("GEOSCovers_r") { GEOSCovers_r($0, p, q) }
        case .coveredBy: try flag("GEOSCoveredBy_r") { GEOSCoveredBy_r($0, p, q) }
        case .equals: try flag("GEOSEquals_r") { GEOSEquals_r($0, p, q) }
        }
    }

    private func test(
        _ predicate: GeosPredicate, of a: borrowing GeosPrepared, with b: borrowing GeosGeometry
    ) throws(CFailure) -> Bool {
        let (p, q) = (a.pointer, b.pointer)
        return switch predicate {
        case .intersects: try flag("GEOSPreparedIntersects_r") { GEOSPreparedIntersects_r($0, p, q) }
        case .disjoint: try flag("GEOSPreparedDisjoint_r") { GEOSPreparedDisjoint_r($0, p, q) }
        case .touches: try flag("GEOSPreparedTouches_r") { GEOSPreparedTouches_r($0, p, q) }
        case .crosses: try flag("GEOSPreparedCrosses_r") { GEOSPreparedCrosses_r($0, p, q) }
        case .overlaps: try flag("GEOSPreparedOverlaps_r") { GEOSPreparedOverlaps_r($0, p, q) }
        case .contains: try flag("GEOSPreparedContains_r") { GEOSPreparedContains_r($0, p, q) }
        case .within: try flag("GEOSPreparedWithin_r") { GEOSPreparedWithin_r($0, p, q) }
        case .covers: try flag("GEOSPreparedCovers_r") { GEOSPreparedCovers_r($0, p, q) }
        case .coveredBy: try flag("GEOSPreparedCoveredBy_r") { GEOSPreparedCoveredBy_r($0, p, q) }
        // GEOS prepares nothing for equality.
        case .equals: try test(.equals, of: a.geometry, with: b)
        }
    }

    /// The nine characters of the DE-9IM matrix.
    package func relate(_ a: GeosShape, _ b: GeosShape) throws(CFailure) -> String {
        let first = try geometry(a)
        let second = try geometry(b)
        let (p, q) = (first.pointer, second.pointer)
        return try text("GEOSRelate_r") { GEOSRelate_r($0, p, q) }
    }

    package func relate(_ a: GeosShape, _ b: GeosShape, pattern: String) throws(CFailure) -> Bool {
        let function = "GEOSRelatePattern_r"
        guard pattern.utf8.count == 9, pattern.allSatisfy({ "TF*012".contains($0) }) else {
            throw CFailure(function, "no pattern of nine characters T F * 0 1 2: \"\(pattern.prefix(20))\"")
        }
        let first = try geometry(a)
        let second = try geometry(b)
        let (p, q) = (first.pointer, second.pointer)
        return try withCText(pattern, for: function) { (text) throws(CFailure) in
            try flag(function) { GEOSRelatePattern_r($0, p, q, text) }
        }
    }

    package func isSimple(_ shape: GeosShape) throws(CFailure) -> Bool {
        let g = try geometry(shape)
        let p = g.pointer
        return try flag("GEOSisSimple_r") { GEOSisSimple_r($0, p) }
    }

    /// `nil` where the geometry is valid.
    package func invalidity(_ shape: GeosShape) throws(CFailure) -> GeosInvalidity? {
        let g = try geometry(shape)
        let p = g.pointer
        var reason: UnsafeMutablePointer<CChar>?
        var place: OpaquePointer?
        defer { if let reason { GEOSFree_r(handle, reason) } }
        let outcome = Result { () throws(CFailure) in
            try flag("GEOSisValidDetail_r") { GEOSisValidDetail_r($0, p, 0, &reason, &place) }
        }
        var found = GeosInvalidity(reason: reason.map { String(cString: $0) } ?? "", x: .nan, y: .nan)
        if let place {
            let owner = GeosGeometry(owning: place, handle)
            if case .point(let x, let y) = try self.shape(owner) { (found.x, found.y) = (x, y) }
        }
        return try outcome.get() ? nil : found
    }
}
