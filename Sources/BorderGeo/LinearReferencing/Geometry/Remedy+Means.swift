extension Remedy {
    /// Something that a user can set, or have done, to put a matter right.
    package enum Means: Hashable, Sendable {
        /// The reference system of an input, such as `EPSG:5179`; empty: whichever it is.
        case crs(String = "")
        /// The same, given before the input is read.
        case crsBeforehand(String)
        /// The encoding of a text; empty: whichever it is.
        case encoding(String = "")
        /// How accurate a conversion of coordinates must be; empty: whichever limit.
        case accuracy(String = "")
        /// Whether days or months come first where dates have the year last.
        case dateOrder(String)
        /// Names of an input's fields: `ours=theirs`, with commas between them.
        case fields(String)
        /// What corrects everything that needs no guessing.
        case fixer
        /// Which line of the two banks in a file is the border.
        case bank
        /// A distance for all pairs, whatever their sigmas are.
        case fixedDistance
        /// How far apart two points may be and still be the same.
        case maximumDistance
        /// How sure a record must be to count.
        case leastConfidence
        /// That the shift which all pairs share stays in.
        case keepShift
        /// Which layer or sheet of an input that holds several.
        case layer
        case study, epoch, area
        /// What writes partial counts of a density.
        case partialDensity
        /// What draws a sample of stretches.
        case sample
        /// What scores a sample that has been checked by eye.
        case checkedSample
        /// What lists claims with their ids.
        case listOfClaims
        /// What turns measures into places.
        case placer
        /// That files are overwritten which no earlier run made, or which were changed since.
        case overwriting
    }
}

extension Remedy.Means {
    /// In the words of the library: names of values and operations.
    var words: String {
        func named(_ name: String, _ value: String) -> String { value.isEmpty ? "`\(name)`" : "`\(name)` \(value)" }
        return switch self {
        case .crs(let value): named("crs", value)
        case .crsBeforehand(let value): "before reading: " + named("crs", value)
        case .encoding(let value): named("encoding", value)
        case .accuracy(let value): named("accuracy", value)
        case .dateOrder(let value): "`date_order: \(value)`"
        case .fields(let value): named("mapping", value)
        case .fixer: "the fixer"
        case .bank: "choose a bank (inward, outward or middle)"
        case .fixedDistance: "`usesSigma` false"
        case .maximumDistance: "`maximumDistance`"
        case .leastConfidence: "`leastConfidence`"
        case .keepShift: "`keepsShift`"
        case .layer: "`layer`"
        case .study: "`study`"
        case .epoch: "epoch"
        case .area: "area"
        case .partialDensity: "a partial density"
        case .sample: "the sample"
        case .checkedSample: "score the checked sample"
        case .listOfClaims: "the table of the audit"
        case .placer: "a place job"
        case .overwriting: "`overwriting`"
        }
    }
}
