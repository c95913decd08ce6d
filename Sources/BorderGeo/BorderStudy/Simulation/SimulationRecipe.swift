import BorderBase

/// What a synthetic study is to contain: totals in, positions out, the same for the same seed.
package struct SimulationRecipe: Hashable, Sendable {
    /// Areas, epochs, border and claims as they stand in the study file that comes out; its file lists are filled in there.
    package var study: Study
    package var seed: UInt64
    package var images: [SimulatedImage]
    package var fences: [FenceGroup]
    package var patrolPaths: [FenceGroup]
    package var facilities: [FacilityGroup]
    package var detections: [DetectionRun]
    /// `vocabulary:` and what else the recipe says in words of its own, as the study file has it; empty: nothing.
    package var wordsText = ""

    package init(
        study: Study, seed: UInt64, images: [SimulatedImage] = [], fences: [FenceGroup] = [], patrolPaths: [FenceGroup] = [],
        facilities: [FacilityGroup] = [], detections: [DetectionRun] = []
    ) {
        self.study = study
        self.seed = seed
        self.images = images
        self.fences = fences
        self.patrolPaths = patrolPaths
        self.facilities = facilities
        self.detections = detections
    }

    /// An image of one area: it dates what is first seen on it, and with an epoch it is that epoch's observation.
    package struct SimulatedImage: Hashable, Sendable {
        package var area: String
        package var date: CalendarDate
        package var epoch: String?
        package var id: String?
        package var groundSampleDistance: Metres?
        /// Part of the area that it does not settle, in patches of `cloud`.
        package var unseen: Share
        package var patches: Int

        package init(
            area: String, date: CalendarDate, epoch: String? = nil, id: String? = nil, groundSampleDistance: Metres? = nil,
            unseen: Share = Share(0), patches: Int = 1
        ) {
            self.area = area
            self.date = date
            self.epoch = epoch
            self.id = id
            self.groundSampleDistance = groundSampleDistance
            self.unseen = unseen
            self.patches = patches
        }
    }

    /// Days from which one is drawn, both included.
    package struct DateRange: Hashable, Sendable {
        package var from: CalendarDate
        package var to: CalendarDate

        package init(_ from: CalendarDate, _ to: CalendarDate) {
            self.from = from
            self.to = to
        }
    }

    /// A length from one value to another.
    package struct LengthRange: Hashable, Sendable {
        package var from: Metres
        package var to: Metres

        package init(_ from: Metres, _ to: Metres) {
            self.from = from
            self.to = to
        }
    }

    /// How much, over all areas together or area by area.
    package enum Amount<Value: Hashable & Sendable>: Hashable, Sendable {
        case total(Value)
        case byArea([InArea<Value>])
    }

    package struct InArea<Value: Hashable & Sendable>: Hashable, Sendable {
        package var area: String
        package var value: Value

        package init(_ area: String, _ value: Value) {
            self.area = area
            self.value = value
        }
    }
}
