import BorderBase
import LinearReferencing

/// What a study calls things: its classes, the two sides and ends of its line, places on its maps, the date that its maps split at.
///
/// Nothing of it changes a figure but `vocabulary.countedBanks`. The built-in border has words of its own, as data; every other line starts from neutral ones.
public struct StudyWords: Hashable, Sendable {
    /// A side of the line.
    public struct Side: Hashable, Sendable {
        /// What a map writes beside the line; `nil`: nothing.
        public var name: LocalText?
        /// What sentences call it: `the Texan side`.
        public var phrase: LocalText

        public init(name: LocalText? = nil, phrase: LocalText) {
            self.name = name
            self.phrase = phrase
        }
    }

    /// A name for orientation on maps.
    public struct Place: Hashable, Sendable {
        public var name: LocalText
        public var position: GeoPosition
        /// The higher, the smaller the scale from which it is written.
        public var rank: Int
        /// A country or a region, written wide and without a mark.
        public var isRegion: Bool

        public init(name: LocalText, position: GeoPosition, rank: Int = 2, isRegion: Bool = false) {
            self.name = name
            self.position = position
            self.rank = rank
            self.isRegion = isRegion
        }
    }

    struct ClassKey: Hashable, Sendable {
        var field: String
        var id: String
    }

    public var vocabulary = AssetVocabulary.standard
    var looks: [ClassKey: ClassLook] = [:]
    /// By field, other words in files and the ids that they stand for.
    package var aliases: [String: [String: String]] = [:]
    public var inward = Side(phrase: LocalText("the inward side", korean: "안쪽"))
    public var outward = Side(phrase: LocalText("the outward side", korean: "바깥쪽"))
    /// Where measure 0 is, as a sentence calls it after "from" and "towards".
    public var firstEnd = LocalText("the first vertex of the line", korean: "선의 첫 점")
    public var lastEnd = LocalText("the last vertex of the line", korean: "선의 끝 점")
    /// Names of segments and of the states along them, by id.
    public var segments: [String: LocalText] = [:]
    public var places: [Place] = []
    /// Maps colour what was there before this day and what came after it; `nil`: no such map.
    public var splitDate: CalendarDate?
    /// What a reader should know of a denominator in this study, by basis.
    public var basisNotes: [LengthBasis: LocalText] = [:]
    /// The plane of maps as `EPSG:5179`; `nil`: the UTM zone of the line's middle.
    public var mapCRS: String?
    /// Languages that a page can be switched to, the first one by default: `en`, `ko`.
    public var languages = ["en"]

    public init() {}

    /// Words for any line.
    public static let neutral = StudyWords()
}

extension StudyWords {
    /// Which of `ids` a word in a file is: the id itself, the study's other name for it, or one that people of this field use.
    package func id(of word: String, in field: String, among ids: [String]) -> String? {
        if ids.contains(word) { return word }
        let folded = word.foldedLabel
        if let own = aliases[field] {
            if let id = own[word] ?? own.first(where: { $0.key.foldedLabel == folded })?.value, ids.contains(id) { return id }
        }
        if let id = ids.first(where: { $0.foldedLabel == folded }) { return id }
        return Synonyms.value(of: field, for: word).flatMap { ids.contains($0) ? $0 : nil }
    }

    /// What the study itself says of a class.
    package func look<Class: AssetClass>(of item: Class) -> ClassLook {
        looks[ClassKey(field: Class.field, id: item.rawValue)] ?? ClassLook()
    }

    package mutating func setLook<Class: AssetClass>(_ look: ClassLook, of item: Class) {
        looks[ClassKey(field: Class.field, id: item.rawValue)] = look
    }

    /// The label that a study gives a class, or its id with blanks: what is shown of a class that the default vocabulary does not have.
    package func ownLabel<Class: AssetClass>(of item: Class) -> LocalText {
        look(of: item).label ?? LocalText(String(item.rawValue.map { $0 == "_" ? " " : $0 }))
    }

    /// Whether a class has a label of its own, or is none of the default vocabulary.
    package func isOwn<Class: AssetClass>(_ item: Class) -> Bool {
        look(of: item).label != nil || Class(rawValue: item.rawValue) == nil
    }

    /// `March 2020` where the split is the first of a month, else `15 March 2020`.
    package var splitWords: String? {
        splitDate.map { date in
            let months = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                "December",
            ]
            let month = "\(months[max(0, min(11, date.month - 1))]) \(date.year)"
            return date.day == 1 ? month : "\(date.day) \(month)"
        }
    }
}
