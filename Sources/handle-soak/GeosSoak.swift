import GeoHandles

// The inputs are computed anew each time: Swift marks pointers inside enums, and a leak checker does not recognise those of a static.

/// Contexts, geometries, sequences, members, prepared geometries, parameters; each built, failed and dropped half-way.
enum GeosSoak {
    private static var square: GeosShape {
        GeosShape.polygon([[0, 0, 10, 0, 10, 10, 0, 10, 0, 0], [2, 2, 4, 2, 4, 4, 2, 4, 2, 2]])
    }
    private static var bowtie: GeosShape { GeosShape.polygon([[0, 0, 10, 10, 10, 0, 0, 10, 0, 0]]) }
    private static var line: GeosShape { GeosShape.line([-5, 5, 15, 5, 20, 9]) }
    private static var point: GeosShape { GeosShape.point(x: 1, y: 1) }
    private static var style: GeosBufferStyle {
        GeosBufferStyle(cap: .flat, join: .mitre, mitreLimit: 3, quadrantSegments: 4, singleSided: false)
    }

    private static var shapes: [GeosShape] {
        [
            point, line, square, bowtie, .line([]), .polygon([]),
            .collection(.points, [point, .collection(.points, [])]), .collection(.lines, [line, .line([])]),
            .collection(.polygons, [square, .polygon([])]), .collection(.mixed, [point, .collection(.mixed, [line, square])]),
        ]
    }

    /// No geometry comes of these: the call fails before, inside or behind the taking over of its parts.
    private static var broken: [GeosShape] {
        [
            .line([1, 1]), .line([.nan, 0, 1, 1]), .point(x: .infinity, y: 0), .polygon([[0, 0, 1, 1, 2, 0]]),
            .polygon([[0, 0, 10, 0, 10, 10, 0, 0], [1, 1, 2, 2]]),
            .polygon([[0, 0, 10, 0, 10, 10, 0, 0], [1, 1, 2, 1, 2, 2, 1, 1], [1, 1, .nan, 2, 1, 1]]),
            .polygon([[], [1, 1, 2, 1, 2, 2, 1, 1]]), .collection(.mixed, [point, square, .line([3, 3])]),
            .collection(.polygons, [square, .polygon([[0, 0, 1, 1, 2, 0]])]),
        ]
    }

    private static var unary: [GeosUnary] {
        [
            .unaryUnion, .convexHull, .centroid, .pointOnSurface, .envelope, .mergeLines, .mergeLinesDirected, .node,
            .simplify(1),
            .simplifyPreservingTopology(1), .densify(1), .buffer(1, style), .makeValidFromLinework,
            .makeValidFromStructure(keepCollapsed: true), .normalise,
        ]
    }

    static func round(_ counts: inout Counts) {
        for shape in shapes {
            counts.works("build \(shape)") {
                try GeosContext.run { c throws(CFailure) in _ = try c.shape(try c.geometry(shape)) }
            }
        }
        for shape in broken {
            counts.fails("build \(shape)") { try GeosContext.run { c throws(CFailure) in _ = try c.geometry(shape) } }
        }
        for operation in unary {
            counts.works("\(operation)") { try GeosContext.run { c throws(CFailure) in _ = try c.apply(operation, to: square) } }
        }
        for operation in [GeosBinary.union, .intersection, .difference, .symmetricDifference, .snap(1)] {
            counts.works("\(operation)") {
                try GeosContext.run { c throws(CFailure) in _ = try c.apply(operation, to: square, and: line) }
            }
        }
        relations(&counts)
        failures(&counts)
    }

    private static func relations(_ counts: inout Counts) {
        for predicate in GeosPredicate.allCases {
            counts.works("\(predicate)") {
                try GeosContext.run { c throws(CFailure) in
                    _ = try c.test(predicate, of: square, with: line)
                    _ = try c.test(predicate, of: square, withEach: shapes.filter { $0 != bowtie })
                }
            }
        }
        for distance in [GeosDistance.shortest, .hausdorff, .hausdorffDensified(0.5), .frechet, .frechetDensified(0.5)] {
            counts.works("\(distance)") {
                try GeosContext.run { c throws(CFailure) in _ = try c.distance(distance, from: line, to: .line([0, 0, 1, 2])) }
            }
        }
        counts.works("relations") {
            try GeosContext.run { c throws(CFailure) in
                _ = try c.relate(square, line)
                _ = try c.relate(square, line, pattern: "T********")
                _ = try c.nearestPoints(square, .point(x: 20, y: 20))
                _ = try c.isWithin(3, from: square, to: line)
                _ = try c.invalidity(bowtie)
                _ = try c.invalidity(square)
                _ = try c.isSimple(line)
                _ = try c.measure(.area, square)
            }
        }
    }

    private static func failures(_ counts: inout Counts) {
        let calls: [(String, (GeosContext) throws(CFailure) -> Void)] = [
            (
                "prepared with a broken other",
                { c throws(CFailure) in _ = try c.test(.contains, of: square, withEach: [point, .line([1, 1])]) }
            ),
            ("prepared from broken", { c throws(CFailure) in _ = try c.test(.contains, of: .line([1, 1]), withEach: [point]) }),
            ("buffer of no width", { c throws(CFailure) in _ = try c.apply(.buffer(.nan, style), to: line) }),
            ("densify by a negative edge", { c throws(CFailure) in _ = try c.apply(.densify(-1), to: line) }),
            (
                "boundary of a collection",
                { c throws(CFailure) in _ = try c.apply(.boundary, to: .collection(.mixed, [line, square])) }
            ),
            ("shared paths of polygons", { c throws(CFailure) in _ = try c.apply(.sharedPaths, to: square, and: square) }),
            ("pattern", { c throws(CFailure) in _ = try c.relate(square, line, pattern: "T") }),
            ("second broken", { c throws(CFailure) in _ = try c.apply(.union, to: square, and: .line([1, 1])) }),
        ]
        for (name, call) in calls { counts.fails(name) { try GeosContext.run(call) } }
    }
}
