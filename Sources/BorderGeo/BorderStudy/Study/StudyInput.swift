import GeoFormats
import LinearReferencing

/// A file that a study names, with what the file itself cannot say about how it is to be read.
package struct StudyInput: Hashable, Sendable {
    /// Relative to the study file.
    package var file: String
    /// What its coordinates are in: EPSG:5179, GCJ02.
    package var crs: String?
    /// Which layer of a GeoPackage.
    package var layer: String?
    package var encoding: TextEncoding?
    /// Wins over the study's own `fields:` and `values:`.
    package var mapping: FieldMapping
    /// Which of its records count, and what the study says of every one of them.
    package var preparation = RecordPreparation()
    /// What becomes of ids that occur twice; `nil`: renamed within the file, refused across files.
    package var identifiers: IdentifierPolicy?

    package init(
        _ file: String, crs: String? = nil, layer: String? = nil, encoding: TextEncoding? = nil,
        mapping: FieldMapping = FieldMapping()
    ) {
        self.file = file
        self.crs = crs
        self.layer = layer
        self.encoding = encoding
        self.mapping = mapping
    }
}

extension StudyInput: ExpressibleByStringLiteral {
    package init(stringLiteral file: String) { self.init(file) }
}

extension StudyInput {
    /// How the file is read in a study with this mapping; `over` wins over both. Conversions worse than `accuracy` are refused; `expected` decides
    /// between two readings of a place.
    package func options(
        in study: FieldMapping, over: FieldMapping = FieldMapping(), accuracy: Metres? = nil, expected: GeoBox? = nil
    ) throws -> InputOptions {
        var options = InputOptions(
            layer: layer, encoding: encoding, mapping: study.overridden(by: mapping).overridden(by: over))
        options.declare(try crs.map { try DeclaredCRS($0) })
        options.accuracy = accuracy
        options.expected = expected
        return options
    }
}

extension Study {
    /// The files under a key: one name, a list of names, or `{file, crs, layer, encoding, fields, values, where, set, ids}` in the place of any name.
    package static func inputs(_ key: String, _ top: inout YAMLObject) throws -> [StudyInput] {
        try top.textsOrObjects(key).map { entry in
            switch entry {
            case .text(let name): return StudyInput(name)
            case .object(var object):
                var input = StudyInput(try object.required("file", example: "posts.csv"))
                input.crs = try object.string("crs")
                if let crs = input.crs {
                    do throws(ProjError) { _ = try DeclaredCRS(crs) } catch {
                        throw InputError(missingDatabase: error, at: object.place("crs"))
                            ?? object.error(
                                "\"\(crs)\" is not a coordinate reference system", at: "crs",
                                remedy: "Write crs: EPSG:5179, for example, or GCJ02 or BD09 for Chinese web maps.")
                    }
                }
                input.layer = try object.string("layer")
                if let name = try object.string("encoding") {
                    guard let encoding = TextEncoding(named: name) else {
                        throw object.error(
                            "encoding \"\(name)\" is not known", at: "encoding",
                            remedy: "Use one of: \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")).")
                    }
                    input.encoding = encoding
                }
                input.mapping = try Study.mapping(&object)
                input.preparation = try Study.preparation(&object)
                input.identifiers = try object.choice("ids", of: IdentifierPolicy.self)
                try object.finish()
                return input
            }
        }
    }
}

extension Study {
    /// `where:` and `set:` of a file.
    fileprivate static func preparation(_ object: inout YAMLObject) throws -> RecordPreparation {
        var preparation = RecordPreparation()
        if let text = try object.string("where") {
            do throws(RecordFilter.Flaw) { preparation.filter = try RecordFilter(text) } catch {
                throw object.error(
                    "where: \(error.problem), at character \(error.position) of `\(text.prefix(80))`", at: "where",
                    remedy: "\(error.remedy)")
            }
        }
        if var set = try object.object("set") {
            for (field, value) in try set.remainingStrings() {
                guard settableFields.contains(field) else {
                    throw set.error(
                        "set: there is no field \"\(field)\"", at: field,
                        remedy: "Use some of: \(settableFields.joined(separator: ", ")).")
                }
                preparation.constants[field] = .text(value)
            }
        }
        return preparation
    }

    /// Fields that a constant may stand for: all but the id, which one record has.
    package static let settableFields = RecordField.allCases.map(\.name).filter { $0 != "id" }
}
