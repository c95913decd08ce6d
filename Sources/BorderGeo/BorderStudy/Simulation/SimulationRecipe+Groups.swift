import BorderModel
import LinearReferencing

extension SimulationRecipe {
    /// Where a group of fences is interrupted.
    package enum Openings: Hashable, Sendable {
        /// That many, anywhere, sharing what is missing to the asked border length.
        case count(Int)
        /// Just there.
        case places([MeasureSpan])
    }

    /// Fences (or patrol paths) with one layer and history, given by totals.
    package struct FenceGroup: Hashable, Sendable {
        package var id: String
        package var layer: FenceLayer
        package var bank: Bank
        package var material: FenceMaterial
        package var rows: Int
        /// Border it stands along; `nil`: everywhere but in `openings`.
        package var border: Amount<Metres>?
        /// Length of the line itself; `nil`: just as long as it comes out.
        package var line: Metres?
        /// Distance inland from the border, or from `behind`.
        package var offset: LengthRange
        /// A group given before it, beyond whose reach inland it stands.
        package var behind: String?
        /// A group given before it, in whose openings alone it stands.
        package var fills: String?
        /// Groups given before it: it stands only where one of them does. Empty: anywhere.
        package var along: [String]
        package var openings: Openings
        /// When it was built; `nil`: before the first image.
        package var built: DateRange?
        package var upgraded: DateRange?
        package var removed: DateRange?

        package init(
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
    package struct FacilityGroup: Hashable, Sendable {
        package enum Spacing: String, Hashable, Sendable, CaseIterable { case even, random, clustered }

        package var id: String
        package var kind: FacilityKind
        package var count: Amount<Int>
        /// Groups of fences they stand along; empty: all.
        package var along: [String]
        /// Distance inland from the fence.
        package var offset: LengthRange
        package var spacing: Spacing
        package var built: DateRange?
        package var removed: DateRange?
        package var sigma: Metres?

        package init(
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
    package struct DetectionRun: Hashable, Sendable {
        package var annotator: String
        package var epoch: String
        /// Empty: all kinds.
        package var kinds: [FacilityKind]
        package var recall: Share
        package var precision: Share
        /// Of the found ones, how many are called another kind.
        package var confusion: Share
        /// Systematic shift of the image.
        package var shiftEast: Metres
        package var shiftNorth: Metres
        /// Random error per axis.
        package var sigma: Metres
        /// The random error is drawn again beyond this, so that a gate can hold it.
        package var maxError: Metres
        /// False ones stand at least this far from every facility.
        package var spuriousDistance: Metres
        package var scored: Bool

        package init(
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
