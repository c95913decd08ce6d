import GeoFormats

/// Names, colours, patterns and shapes of all classes, in one place for every output. A study's own classes are added to it.
package struct Palette: Hashable, Sendable {
    /// What classes are classes of.
    package enum Subject: String, Hashable, Sendable, CaseIterable {
        /// What became of a fence, a stretch of border or a facility.
        case status
        case facilityKind, fenceLayer
        /// Number of fence layers.
        case layerCount
        /// What imagery shows.
        case observation
        case gap
        /// Before and after a date.
        case period
        /// Epochs of a chart.
        case series
    }

    private var classes: [Subject: [ClassStyle]] = [:]

    /// Without any class.
    package init() {}

    /// The classes of a subject, in the order of legends.
    package func styles(of subject: Subject) -> [ClassStyle] { classes[subject] ?? [] }

    /// The style of a class; one of its own for what nobody defined.
    package subscript(subject: Subject, id: String) -> ClassStyle {
        styles(of: subject).first { $0.id == id } ?? Self.undefined(id)
    }

    package func holds(_ id: String, of subject: Subject) -> Bool { styles(of: subject).contains { $0.id == id } }

    /// The classes of these subjects alone, for pages that show no others.
    func only(_ subjects: Subject...) -> Palette {
        var palette = self
        palette.classes = classes.filter { subjects.contains($0.key) }
        return palette
    }

    /// Adds a class, or gives one that is there another look. Its `order` says where it stands among the others; equal ones follow each other.
    package mutating func define(_ style: ClassStyle, of subject: Subject) {
        var all = styles(of: subject)
        all.removeAll { $0.id == style.id }
        all.insert(style, at: all.firstIndex { $0.order > style.order } ?? all.count)
        classes[subject] = all
    }

    /// Ours stand ten apart, so that a study's own find a place between them.
    mutating func define(_ styles: [ClassStyle], of subject: Subject) {
        classes[subject] = styles.enumerated().map { index, style in
            var style = style
            style.order = (index + 1) * 10
            return style
        }
    }

    /// A word for a value that no vocabulary has: the value itself, in grey.
    private static func undefined(_ id: String) -> ClassStyle {
        ClassStyle(
            id, label: id.map { $0 == "_" ? " " : String($0) }.joined(), color: MapColor(0x6B7480), dark: MapColor(0x9AA6B2),
            pattern: .slim, shape: .diamond, order: .max)
    }
}
