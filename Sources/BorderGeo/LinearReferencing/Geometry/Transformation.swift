import BorderBase
import GeoHandles
import Synchronization

/// Coordinates from one CRS to another, both ways; longitude before latitude and east before north, always.
///
/// ```swift
/// let toMap = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
/// let post: PlanarPoint = try toMap.forward(GeoPosition(longitude: 129.7, latitude: 42.5))
/// let back: GeoPosition = try toMap.inverse(post)
/// ```
/// The value is the recipe. The PROJ handle behind it costs 1 to 18 ms to build, is built once, and is shared by all copies of the value;
/// a point then takes about 0.2 us. Several tasks may use one transformation at the same time.
public struct Transformation: Sendable {
    /// `nil` for a transformation made from a pipeline.
    public let source: CRS?
    /// `nil` for a transformation made from a pipeline.
    public let target: CRS?
    /// What PROJ chose: for a pair of CRSs with several candidates, the operation in the middle of the area (the one given, else what the
    /// areas of use have in common). `operation(at:)` tells it for any place.
    package let operation: CoordinateOperation
    /// Whether the source's side is degrees; else it is metres, or whatever a bare pipeline takes.
    public let takesDegrees: Bool
    /// Whether the target's side is degrees.
    public let givesDegrees: Bool
    let cache: TransformationCache
    /// Several operations, of which PROJ takes one for each point.
    let hasAlternatives: Bool

    /// Any pair of CRSs. Where PROJ knows several operations it takes, for each point, the most accurate one that holds there.
    ///
    /// `area` is the only area of interest: fewer candidates, a stable choice.
    ///
    /// Throws `ProjError` where no operation leads from one to the other. Grids are used where they are installed; nothing is downloaded.
    public init(from source: CRS, to target: CRS, area: AreaOfUse? = nil) throws(ProjError) {
        self.source = source
        self.target = target
        let recipe = ProjRecipe.between(source: source.definition, target: target.definition, area: area?.record)
        cache = try TransformationCache(recipe)
        operation = try cache.operation(inTheMiddleOf: area ?? Self.commonArea(source, target), from: source)
        hasAlternatives = try cache.run { $0.hasAlternatives }
        takesDegrees = source.isGeographic
        givesDegrees = target.isGeographic
    }

    /// A PROJ pipeline (`+proj=pipeline +step ...`), a single step (`+proj=utm +zone=52`), or an operation's code or WKT, as it stands.
    ///
    /// Angles are degrees here also where the pipeline itself works in radians. `legacyInit` reads `+init=epsg:4326` steps as PROJ 4
    /// did, longitude first.
    public init(pipeline: String, legacyInit: Bool = false) throws(ProjError) {
        source = nil
        target = nil
        cache = try TransformationCache(.operation(pipeline, legacyInit: legacyInit))
        operation = try cache.operation(inTheMiddleOf: nil, from: nil)
        hasAlternatives = false
        (takesDegrees, givesDegrees) = try cache.run { ($0.takesAngles, $0.givesAngles) }
    }

    private static func commonArea(_ source: CRS, _ target: CRS) -> AreaOfUse? {
        guard let a = source.areaOfUse, let b = target.areaOfUse else { return source.areaOfUse ?? target.areaOfUse }
        return a.intersection(b) ?? a
    }
}

/// What PROJ does between two CRSs.
package struct CoordinateOperation: Hashable, Sendable {
    package let name: String
    /// The PROJ string that runs: enough to repeat the computation elsewhere.
    package let pipeline: String
    /// Expected accuracy on the ground; `nil` where it is not known. Zero for a mere map projection.
    package let accuracy: Metres?
    package let areaOfUse: AreaOfUse?
    /// True where PROJ found no datum shift and took coordinates over as they are: errors of hundreds of metres are possible.
    package let isBallpark: Bool
    package let hasInverse: Bool

    init(_ record: ProjOperationRecord) {
        name = record.name
        pipeline = record.pipeline
        accuracy = record.accuracy.map(Metres.init)
        areaOfUse = record.area.map(AreaOfUse.init)
        isBallpark = record.isBallpark
        hasInverse = record.hasInverse
    }
}

extension Transformation {
    public enum Direction: Hashable, Sendable { case forward, inverse }

    /// The operation that a place of the source takes. Throws where the place cannot be transformed.
    package func operation<P: Position>(at place: P) throws(ProjError) -> CoordinateOperation {
        let scale = try scale(of: P.self, source)
        return try cache.run { (projector) throws(CFailure) in
            CoordinateOperation(try projector.record(at: ProjCoordinate(x: place.x * scale, y: place.y * scale)))
        }
    }
}

/// The recipe and its handle. A class only so that copies of a `Transformation` share the handle.
final class TransformationCache: Sendable {
    private let recipe: ProjRecipe
    private let handle: Mutex<Projector>

    /// Builds the handle at once: a recipe that does not work is found here, not at the first point.
    init(_ recipe: ProjRecipe) throws(ProjError) {
        self.recipe = recipe
        handle = Mutex(try proj { () throws(CFailure) in try Projector(recipe) })
    }

    /// Runs `body` with the handle; a long job gets one of its own while another task holds it.
    ///
    /// `body` is `@Sendable` so that nothing of the handle can leak out of the lock: it takes and gives arrays, no buffers.
    func run<R: Sendable>(
        points: Int = 1, _ body: @Sendable (borrowing Projector) throws(CFailure) -> R
    ) throws(ProjError) -> R {
        try proj { () throws(CFailure) in
            // A new handle costs about as much as 20,000 points.
            guard points > 20_000 else { return try handle.withLock { (p) throws(CFailure) in try body(p) } }
            let result = handle.withLockIfAvailable { p in Result { () throws(CFailure) in try body(p) } }
            guard let result else { return try body(try Projector(recipe)) }
            return try result.get()
        }
    }
}

extension TransformationCache {
    func operation(inTheMiddleOf area: AreaOfUse?, from source: CRS?) throws(ProjError) -> CoordinateOperation {
        try run { (projector) throws(CFailure) in
            // With several candidates PROJ chooses by place. The place is known in degrees, the candidates want it as the source has it.
            if projector.hasAlternatives, let place = area?.centre, let source {
                let toSource = ProjRecipe.between(source: "OGC:CRS84", target: source.definition, area: nil)
                let given = ProjCoordinate(x: place.longitude, y: place.latitude)
                // Where the middle cannot be transformed there is nothing to tell it by.
                if let probe = try? Projector(toSource).transform(given, inverse: false),
                    let record = try? projector.record(at: probe)
                {
                    return CoordinateOperation(record)
                }
            }
            return CoordinateOperation(try projector.record(at: nil))
        }
    }
}
