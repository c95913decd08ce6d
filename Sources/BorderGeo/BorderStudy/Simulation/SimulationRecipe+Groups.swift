import BorderModel
import LinearReferencing

extension SimulationRecipe {
    /// Where a group of fences is interrupted.
    public enum Openings: Hashable, Sendable {
        /// That many, anywhere, sharing what is missing to the asked border length.
        case count(Int)
        /// Just there.
        case places([MeasureSpan])
    }

    /// Fences (or patrol paths) with one layer and history, given by totals.
    public struct FenceGroup: Hashable, Sendable {
        public var id: String
        public var layer: FenceLayer
        public var bank: Bank
        public var material: FenceMaterial
        public var rows: Int
        /// Border it stands along; `nil`: everywhere but in `openings`.
        public var border: Amount<Metres>?
        /// Length of the line itself; `nil`: just as long as it comes out.
        public var line: Metres?
        /// Distance inland from the border, or from `behind`.
        public var offset: LengthRange
        /// A group given before it, beyond whose reach inland it stands.
        public var behind: String?
        /// A group given before it, in whose openings alone it stands.
        public var fills: String?
        /// Groups given before it: it stands only where one of them does. Empty: anywhere.
        public var along: [String]
        public var openings: Openings
        /// When it was built; `nil`: before the first image.
        public var built: DateRange?
        public var upgraded: DateRange?
        public var removed: DateRange?

        public init(
            id: String, layer: FenceLayer = .primary, bank: Bank = .dprk, material: FenceMaterial = .unknown, rows: Int = 1,
            border: Amount<Metres>? = nil, line: Metres? = nil, offset: LengthRange = LengthRange(Metres(20), Metres(60)),
            behind: String? = nil, fills: String? = nil, along: [String] = [], openings: Openings = .count(0),
            built: DateRange? = nil,
            upgraded: DateRange? = nil, removed: DateRange? = nil
        ) {
            self.id = id
            self.layer = layer
            self.bank = bank
            self.material = material
            self.rows = rows
            self.border = border
            self.line = line
            self.offset = offset
            self.behind = behind
            self.fills = fills
            self.along = along
            self.openings = openings
            self.built = built
            self.upgraded = upgraded
            self.removed = removed
        }
    }

    /// Facilities of one kind and history, spread along fences.
    public struct FacilityGroup: Hashable, Sendable {
        public enum Spacing: String, Hashable, Sendable, CaseIterable { case even, random, clustered }

        public var id: String
        public var kind: FacilityKind
        public var count: Amount<Int>
        /// Groups of fences they stand along; empty: all.
        public var along: [String]
        /// Distance inland from the fence.
        public var offset: LengthRange
        public var spacing: Spacing
        public var built: DateRange?
        public var removed: DateRange?
        public var sigma: Metres?

        public init(
            id: String, kind: FacilityKind, count: Amount<Int>, along: [String] = [],
            offset: LengthRange = LengthRange(Metres(5), Metres(15)), spacing: Spacing = .even, built: DateRange? = nil,
            removed: DateRange? = nil, sigma: Metres? = nil
        ) {
            self.id = id
            self.kind = kind
            self.count = count
            self.along = along
            self.offset = offset
            self.spacing = spacing
            self.built = built
            self.removed = removed
            self.sigma = sigma
        }
    }

    /// What one detector or annotator makes of the facilities of an epoch, with planted errors.
    public struct DetectionRun: Hashable, Sendable {
        public var annotator: String
        public var epoch: String
        /// Empty: all kinds.
        public var kinds: [FacilityKind]
        public var recall: Share
        public var precision: Share
        /// Of the found ones, how many are called another kind.
        public var confusion: Share
        /// Systematic shift of the image.
        public var shiftEast: Metres
        public var shiftNorth: Metres
        /// Random error per axis.
        public var sigma: Metres
        /// The random error is drawn again beyond this, so that a gate can hold it.
        public var maxError: Metres
        /// False ones stand at least this far from every facility.
        public var spuriousDistance: Metres
        public var scored: Bool

        public init(
            annotator: String, epoch: String, kinds: [FacilityKind] = [], recall: Share, precision: Share,
            confusion: Share = Share(0), shiftEast: Metres = .zero, shiftNorth: Metres = .zero, sigma: Metres = Metres(3),
            maxError: Metres? = nil, spuriousDistance: Metres = Metres(50), scored: Bool = true
        ) {
            self.annotator = annotator
            self.epoch = epoch
            self.kinds = kinds
            self.recall = recall
            self.precision = precision
            self.confusion = confusion
            self.shiftEast = shiftEast
            self.shiftNorth = shiftNorth
            self.sigma = sigma
            self.maxError = maxError ?? sigma * 4
            self.spuriousDistance = spuriousDistance
            self.scored = scored
        }
    }
}
