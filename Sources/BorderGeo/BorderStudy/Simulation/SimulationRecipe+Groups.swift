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
        package var layer = FenceLayer.primary
        package var bank = Bank.inward
        /// Whether it stands on the inward side of the border.
        package var isInward = true
        package var material = FenceMaterial.unknown
        package var rows = 1
        /// Border it stands along; `nil`: everywhere but in `openings`.
        package var border: Amount<Metres>?
        /// Length of the line itself; `nil`: just as long as it comes out.
        package var line: Metres?
        /// Distance inland from the border, or from `behind`.
        package var offset = LengthRange(Metres(20), Metres(60))
        /// A group given before it, beyond whose reach inland it stands.
        package var behind: String?
        /// A group given before it, in whose openings alone it stands.
        package var fills: String?
        /// Groups given before it: it stands only where one of them does. Empty: anywhere.
        package var along: [String] = []
        package var openings = Openings.count(0)
        /// When it was built; `nil`: before the first image.
        package var built: DateRange?
        package var upgraded: DateRange?
        package var removed: DateRange?

        package init(id: String) { self.id = id }
    }

    /// Facilities of one kind and history, spread along fences.
    package struct FacilityGroup: Hashable, Sendable {
        package enum Spacing: String, Hashable, Sendable, CaseIterable { case even, random, clustered }

        package var id: String
        package var kind: FacilityKind
        package var count: Amount<Int>
        /// Groups of fences they stand along; empty: all.
        package var along: [String] = []
        /// Distance inland from the fence.
        package var offset = LengthRange(Metres(5), Metres(15))
        package var spacing = Spacing.even
        package var built: DateRange?
        package var removed: DateRange?
        package var sigma: Metres?

        package init(id: String, kind: FacilityKind, count: Amount<Int>) {
            self.id = id
            self.kind = kind
            self.count = count
        }
    }

    /// What one detector or annotator makes of the facilities of an epoch, with planted errors.
    package struct DetectionRun: Hashable, Sendable {
        package var annotator: String
        package var epoch: String
        /// Empty: all kinds.
        package var kinds: [FacilityKind] = []
        package var recall = Share(1)
        package var precision = Share(1)
        /// Of the found ones, how many are called another kind.
        package var confusion = Share(0)
        /// Systematic shift of the image.
        package var shiftEast = Metres.zero
        package var shiftNorth = Metres.zero
        /// Random error per axis.
        package var sigma = Metres(3)
        /// The random error is drawn again beyond this, so that a gate can hold it.
        package var maxError = Metres(12)
        /// False ones stand at least this far from every facility.
        package var spuriousDistance = Metres(50)
        package var isScored = true

        /// One that finds everything, and nothing else.
        package init(annotator: String, epoch: String) {
            self.annotator = annotator
            self.epoch = epoch
        }
    }
}
