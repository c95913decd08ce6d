import BorderModel
import GeoFormats

/// A study's own classes in the place of ours: labels, colours, shapes and dashes, for page, drawings, QGIS and Google Earth alike.
extension Palette {
    /// The standard classes with those of a study.
    init(_ words: StudyWords) {
        self = .standard
        let own = words.vocabulary
        if own.kinds.contains(where: { words.isChanged($0) }) || own.kinds != FacilityKind.allCases {
            define(own.kinds.map { Self.style(of: $0, in: words) }, of: .facilityKind)
        }
        if own.layers.contains(where: { words.isChanged($0) }) || own.layers != FenceLayer.allCases {
            define(own.layers.map { Self.style(of: $0, in: words) }, of: .fenceLayer)
        }
        guard let day = words.splitWords else { return }
        define(
            [("before", "before \(day)"), ("upgraded", "before, upgraded after \(day)"), ("after", "after \(day)")].map {
                id, label in
                self[.period, id].renamed(label)
            }, of: .period)
    }

    static func style(of kind: FacilityKind, in words: StudyWords) -> ClassStyle {
        var style = base(kind, of: .facilityKind, words.isOwn(kind) ? words.label(of: kind).english : nil)
        style.shape = FacilityKind(rawValue: kind.rawValue) == nil ? ownShapes[kind.rank % ownShapes.count] : style.shape
        style.take(words.look(of: kind))
        return style
    }

    static func style(of layer: FenceLayer, in words: StudyWords) -> ClassStyle {
        var style = base(layer, of: .fenceLayer, words.isOwn(layer) ? words.label(of: layer).english : nil)
        if FenceLayer(rawValue: layer.rawValue) == nil { style.pattern = ownPatterns[layer.rank % ownPatterns.count] }
        style.take(words.look(of: layer))
        return style
    }

    /// What is known of a class, else a look that follows from its place, so that neighbours in a list differ.
    private static func base<Class: AssetClass>(_ item: Class, of subject: Subject, _ label: String?) -> ClassStyle {
        guard !standard.holds(item.rawValue, of: subject) else {
            let style = standard[subject, item.rawValue]
            return label.map { style.renamed($0) } ?? style
        }
        let (light, dark) = ownColors[item.rank % ownColors.count]
        return ClassStyle(item.rawValue, label: label ?? item.rawValue, color: MapColor(light), dark: MapColor(dark))
    }

    private static let ownColors: [(UInt32, UInt32)] = [
        (0x0B5CAD, 0x7DB8F5), (0xB06A00, 0xF0B35F), (0x7A3FA0, 0xC79CF0), (0x0B6B57, 0x5FD0B4), (0xA8324A, 0xF08CA0),
        (0x5C5C5C, 0xC3C9D0),
        (0x4F7A28, 0xA9CF7C), (0x15191E, 0xEEF1F4),
    ]
    private static let ownShapes: [MapSymbol.Shape] = [.circle, .triangle, .square, .diamond, .pentagon, .star, .hexagon]
    private static let ownPatterns: [ClassPattern] = [.solid, .double, .slim, .triple, .underlined, .overlined, .rails]
}

extension ClassStyle {
    /// What a study says of the class.
    fileprivate mutating func take(_ look: ClassLook) {
        if let colour = look.colour {
            color = MapColor(red: colour.red, green: colour.green, blue: colour.blue)
            dark = color.lightened
        }
        switch look.symbol {
        case .circle?: shape = .circle
        case .triangle?: shape = .triangle
        case .square?: shape = .square
        case .diamond?: shape = .diamond
        case .pentagon?: shape = .pentagon
        case .star?: shape = .star
        case .plus?: shape = .cross
        case .solid?: dashes = []
        case .dashed?: dashes = [4, 2]
        case .dotted?: dashes = [1, 2]
        case nil: break
        }
    }
}

extension MapColor {
    /// Half way to white: the same colour on a dark ground.
    fileprivate var lightened: MapColor {
        func half(_ value: UInt8) -> UInt8 { value / 2 + 127 }
        return MapColor(red: half(red), green: half(green), blue: half(blue))
    }
}

extension StudyWords {
    /// Whether the study gives a class another look than ours.
    fileprivate func isChanged<Class: AssetClass>(_ item: Class) -> Bool { look(of: item) != ClassLook() }

    /// The outline of a kind's symbol around the origin, about 9 units wide: shapes differ, so colour is not needed to tell them apart.
    func symbol(of kind: FacilityKind) -> String { Palette.style(of: kind, in: self).shape.path }
}
