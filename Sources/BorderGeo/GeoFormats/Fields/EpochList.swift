/// The column `epochs` of a layer: ids of the epochs at which a thing stands, joined by a comma and a space.
package enum EpochList {
    package static let field = "epochs"

    package static func text(_ ids: [String]) -> String { ids.joined(separator: ", ") }

    /// Whether a list names an epoch; the same four cases that `filter` asks for, so that ids may hold commas themselves.
    package static func names(_ id: String, in list: String) -> Bool {
        list == id || list.hasPrefix(id + ", ") || list.hasSuffix(", " + id) || list.contains(", \(id), ")
    }

    /// The filter of GDAL for features whose list names an epoch. Texts are compared and no dates: GDAL 3.6 drops the rows whose date is null.
    package static func filter(_ id: String) -> String {
        var pattern = ""
        var isEscaped = false
        for scalar in id.unicodeScalars {
            switch scalar {
            case "'": pattern += "''"
            case "%", "_":
                pattern += "\\\(scalar)"
                isEscaped = true
            default: pattern.unicodeScalars.append(scalar)
            }
        }
        return ["\(pattern)", "\(pattern), %", "%, \(pattern)", "%, \(pattern), %"].map {
            "\"\(field)\" LIKE '\($0)'" + (isEscaped ? " ESCAPE '\\'" : "")
        }.joined(separator: " OR ")
    }
}
