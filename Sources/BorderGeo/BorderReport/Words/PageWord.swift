import BorderBase
import BorderModel

/// A word of a page in each language, and the key that its elements carry: one of the catalogue, or one that the study brings.
struct PageWord: Hashable {
    var key: String
    var english: String
    var korean: String

    init(_ key: String, _ text: LocalText) {
        self.key = key
        english = text.english
        korean = text.koreanOrOwn
    }

    init(_ label: ReportLabel) {
        key = label.rawValue
        english = label.english
        korean = label.korean
    }

    /// "2 layers", for any number of them.
    static func layers(_ count: Int) -> PageWord {
        count <= 3
            ? PageWord(ReportLabel.layers(count)) : PageWord("layers:\(count)", LocalText("\(count) layers", korean: "\(count)겹"))
    }

    func text(in language: ReportLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}

extension StudyWords {
    func word(_ kind: FacilityKind) -> PageWord {
        isOwn(kind) ? PageWord("kind:" + kind.rawValue, label(of: kind)) : PageWord(ReportLabel(kind))
    }

    func word(_ layer: FenceLayer) -> PageWord {
        isOwn(layer) ? PageWord("layer:" + layer.rawValue, label(of: layer)) : PageWord(ReportLabel(layer))
    }

    /// What a basis is, with what a reader of this study should know of it.
    func explanation(of basis: LengthBasis) -> PageWord {
        var word = PageWord(ReportLabel.explanation(of: basis))
        if let note = basisNotes[basis] {
            word.english += " " + note.english
            word.korean += " " + note.koreanOrOwn
        }
        return word
    }

    /// Which way a strip map runs, and which side lies below.
    var stripHelp: PageWord {
        var word = PageWord(.stripHelp)
        word.english =
            "Left is towards \(firstEnd.english), right towards \(lastEnd.english); \(inward.phrase.english) lies below the line. "
            + word.english
        word.korean =
            "왼쪽은 \(firstEnd.koreanOrOwn), 오른쪽은 \(lastEnd.koreanOrOwn) 방향이며, 선 아래가 \(inward.phrase.koreanOrOwn)이다. " + word.korean
        return word
    }

    /// Words that a page of the study has in place of the catalogue's, or beside them.
    var pageWords: [PageWord] {
        var words = vocabulary.kinds.map { word($0) }
        words += vocabulary.layers.map { word($0) }
        words += LengthBasis.allCases.map { explanation(of: $0) }
        if vocabulary.layers.count > 3 { words += (4...vocabulary.layers.count).map { .layers($0) } }
        return words + [stripHelp]
    }
}
