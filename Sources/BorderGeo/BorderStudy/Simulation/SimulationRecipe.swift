import BorderBase

/// What a synthetic study is to contain: totals in, positions out, the same for the same seed.
public struct SimulationRecipe: Hashable, Sendable {
    /// Areas, epochs, border and claims as they stand in the study file that comes out; its file lists are filled in there.
    public var study: Study
    public var seed: UInt64
    public var images: [SimulatedImage]
    public var fences: [FenceGroup]
    public var patrolPaths: [FenceGroup]
    public var facilities: [FacilityGroup]
    public var detections: [DetectionRun]

    public init(
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
    public struct SimulatedImage: Hashable, Sendable {
        public var area: String
        public var date: CalendarDate
        public var epoch: String?
        public var id: String?
        public var groundSampleDistance: Metres?
        /// Part of the area that it does not settle, in patches of `cloud`.
        public var unseen: Share
        public var patches: Int

        public init(
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
    public struct DateRange: Hashable, Sendable {
        public var from: CalendarDate
        public var to: CalendarDate

        public init(_ from: CalendarDate, _ to: CalendarDate) {
            self.from = from
            self.to = to
        }
    }

    /// A length from one value to another.
    public struct LengthRange: Hashable, Sendable {
        public var from: Metres
        public var to: Metres

        public init(_ from: Metres, _ to: Metres) {
            self.from = from
            self.to = to
        }
    }

    /// How much, over all areas together or area by area.
    public enum Amount<Value: Hashable & Sendable>: Hashable, Sendable {
        case total(Value)
        case byArea([InArea<Value>])
    }

    public struct InArea<Value: Hashable & Sendable>: Hashable, Sendable {
        public var area: String
        public var value: Value

        public init(_ area: String, _ value: Value) {
            self.area = area
            self.value = value
        }
    }
}
