import BorderModel
import GeoFormats
import LinearReferencing

// `vocabulary:` of a study file: its own layers, kinds, materials and banks.
extension StudyWords {
    /// As many classes as a key may list: what a legend shows and a reader tells apart is far fewer.
    static let mostClasses = 60

    mutating func readClasses(_ own: inout YAMLObject) throws {
        if let layers = try classes("layers", of: FenceLayer.self, symbols: ClassSymbol.lines, &own) {
            vocabulary.layers = layers
        }
        if var kinds = try classes("kinds", of: FacilityKind.self, symbols: ClassSymbol.points, &own) {
            // What a file does not name has to be something.
            if !kinds.contains(.other) { kinds.append(FacilityKind(FacilityKind.other.rawValue, rank: kinds.count)) }
            vocabulary.kinds = kinds
        }
        if var materials = try classes("materials", of: FenceMaterial.self, symbols: [], &own) {
            if !materials.contains(.unknown) {
                materials.append(FenceMaterial(FenceMaterial.unknown.rawValue, rank: materials.count))
            }
            vocabulary.materials = materials
        }
        guard let entries = try Self.entries("banks", &own) else { return }
        var counted: [Bank] = []
        let banks = try entries.enumerated().map { number, entry in
            var entry = entry
            let bank = try readClass(&entry.object, id: entry.id, rank: number, of: Bank.self, symbols: [])
            let counts = try entry.object?.bool("counts")
            if counts ?? (number == 0) { counted.append(bank) }
            try entry.object?.finish()
            return bank
        }
        guard !counted.isEmpty else {
            throw own.error("no bank counts", at: "banks", remedy: "Write `counts: true` for those whose fences count.")
        }
        try Self.check(banks, at: "banks", in: own)
        (vocabulary.banks, vocabulary.countedBanks) = (banks, counted)
    }

    private typealias Entry = (id: String, object: YAMLObject?)

    private static func entries(_ key: String, _ own: inout YAMLObject) throws -> [Entry]? {
        let list = try own.textsOrObjects(key)
        guard !list.isEmpty else { return nil }
        guard list.count <= mostClasses else {
            throw own.error("\(key) lists \(list.count) classes", at: key, remedy: "List at most \(mostClasses).")
        }
        return try list.map { entry in
            switch entry {
            case .text(let id): return (id, nil)
            case .object(var object): return (try object.required("id", example: "pedestrian"), object)
            }
        }
    }

    private mutating func classes<Class: AssetClass>(
        _ key: String, of type: Class.Type, symbols: [ClassSymbol], _ own: inout YAMLObject
    ) throws -> [Class]? {
        guard let entries = try Self.entries(key, &own) else { return nil }
        let classes = try entries.enumerated().map { number, entry in
            var entry = entry
            let item = try readClass(&entry.object, id: entry.id, rank: number, of: type, symbols: symbols)
            try entry.object?.finish()
            return item
        }
        try Self.check(classes, at: key, in: own)
        return classes
    }

    private static func check<Class: AssetClass>(_ classes: [Class], at key: String, in own: YAMLObject) throws {
        var seen: Set<String> = []
        for item in classes {
            guard !item.rawValue.isEmpty, item.rawValue.utf8.allSatisfy(\.isASCIIIdentifier), item.rawValue != "all" else {
                throw own.error(
                    "class \"\(item.rawValue)\" is not usable as an id", at: key,
                    remedy: "Use ASCII letters, digits, `-` and `_`, and not `all`; put other scripts into `label`.")
            }
            guard seen.insert(item.rawValue).inserted else {
                throw own.error("class \"\(item.rawValue)\" is given more than once", at: key, remedy: "Keep one of the two.")
            }
        }
    }

    /// One class with its look and the other words that files have for it.
    private mutating func readClass<Class: AssetClass>(
        _ object: inout YAMLObject?, id: String, rank: Int, of _: Class.Type, symbols: [ClassSymbol]
    ) throws -> Class {
        let item = Class(id, rank: rank)
        guard var entry = object else { return item }
        var look = ClassLook(label: try entry.localText("label"))
        if !symbols.isEmpty, let symbol = try entry.choice("symbol", of: ClassSymbol.self) {
            guard symbols.contains(symbol) else {
                throw entry.error(
                    "symbol \"\(symbol.rawValue)\" is none for this class", at: "symbol",
                    remedy: "Use one of: \(symbols.map(\.rawValue).joined(separator: ", ")).")
            }
            look.symbol = symbol
        }
        if !symbols.isEmpty, let text = try entry.string("colour") {
            guard let colour = ClassColour(text) else {
                throw entry.error(
                    "\"\(text)\" is not a colour", at: "colour", remedy: "Write # and six digits, in quotes: \"#c23b22\".")
            }
            look.colour = colour
        }
        setLook(look, of: item)
        for alias in try entry.strings("aliases") { aliases[Class.field, default: [:]][alias] = id }
        object = entry
        return item
    }
}
