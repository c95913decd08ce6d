import BorderModel
import LinearReferencing

/// Published figures as a file: `format: border-claims/1` and a list of claims.
package enum ClaimFile {
    package static let format = "border-claims/1"

    /// Reads a claims file strictly. A figure without `significant_figures` gets those of its text (110 has two: trailing zeros
    /// of whole
    /// numbers count as not published), with a warning.
    package static func read(yaml text: String, file: String) throws -> (claims: [Claim], findings: [Finding]) {
        let (register, findings) = try register(yaml: text, file: file)
        return (register.claims, findings)
    }

    /// The same with `quantities:`, `contradictions:` and `lengths:` where the file has them.
    package static func register(yaml text: String, file: String) throws -> (register: ClaimRegister, findings: [Finding]) {
        var top = try YAMLObject(text: text, file: file)
        let format = try top.required("format", example: ClaimFile.format)
        guard format == ClaimFile.format else {
            throw top.error(
                "format \"\(format)\" is not known", at: "format", remedy: "This version reads `format: \(ClaimFile.format)`.")
        }
        let seen = try top.string("seen")
        var claims: [Claim] = []
        var ids: Set<String> = []
        var findings: [Finding] = []
        for var entry in try top.objects("claims") ?? [] {
            let id = try entry.required("id", example: "hrw-spacing")
            guard ids.insert(id).inserted else {
                throw entry.error(
                    "claim \"\(id)\" is given more than once", at: "id", remedy: "Give every claim an id of its own.")
            }
            claims.append(try claim(id, from: &entry, seen: seen, &findings))
            try entry.finish()
        }
        let quantities = try quantities(&top, ids)
        let statements = try statements(&top, seen: seen)
        let contradictions = try contradictions(&top, ids.union(statements.map(\.id)))
        let lengths = try lengths(&top, claims)
        let totals = try (top.objects("totals") ?? []).map { entry in
            var entry = entry
            let id = try entry.required("id", example: "both-rivers")
            let total = BorderTotal(id: id, name: try entry.string("name") ?? id, segments: try entry.strings("segments"))
            try entry.finish()
            return total
        }
        try top.finish()
        var register = ClaimRegister(
            claims: claims, quantities: quantities, contradictions: contradictions, lengths: lengths, statements: statements)
        register.totals = totals
        return (register, findings)
    }

    private static func claim(
        _ id: String, from entry: inout YAMLObject, seen: String?, _ findings: inout [Finding]
    ) throws -> Claim {
        guard let measurand = try entry.choice("measurand", of: Claim.Measurand.self) else {
            throw entry.error(
                "claim \"\(id)\" does not say what it measures", at: "measurand",
                remedy: "Add `measurand:` with one of: \(Claim.Measurand.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let text = try entry.required("value", example: "110")
        guard let value = Double(text), value.isFinite else {
            throw entry.error("\"\(text)\" is not a number", at: "value", remedy: "Write a plain number such as 110 or 71.7.")
        }
        let unit = try entry.string("unit") ?? ""
        guard ["", "m", "km", "%", "x"].contains(unit) else {
            throw entry.error("unit \"\(unit)\" is not known", at: "unit", remedy: "Use m, km, % or x (times), or leave it out.")
        }
        let qualifier = try entry.choice("qualifier", of: Claim.Qualifier.self) ?? .exact
        // Why they are not those of the rule: for readers of the file.
        _ = try entry.string("figures_note")
        let figures: Int
        if let given = try entry.number("significant_figures") {
            guard given >= 1, given <= 15, given == given.rounded() else {
                throw entry.error(
                    "significant_figures must be a whole number from 1 to 15", at: "significant_figures",
                    remedy: "Count the digits published.")
            }
            figures = Int(given)
        } else {
            figures = significantFigures(of: text, isCounted: measurand == .count && qualifier == .exact)
            findings.append(
                Finding(
                    rule: "claim-figures-inferred", severity: .warning, place: entry.place("value"),
                    sentence:
                        "Claim \"\(id)\" does not say how many figures were published; \(figures) are read from \"\(text)\".",
                    remedy: "Add `significant_figures:`."))
        }
        return Claim(
            id: id, subject: try entry.string("subject") ?? id, measurand: measurand, value: value, unit: unit,
            significantFigures: figures, qualifier: qualifier,
            numerator: try entry.string("numerator"), denominator: try entry.string("denominator"),
            area: try entry.string("area"),
            epoch: try entry.string("epoch"), source: try entry.string("source") ?? "", quote: try entry.string("quote"),
            confidence: try entry.choice("confidence", of: Claim.Confidence.self) ?? .page,
            seen: try entry.string("seen") ?? seen, words: try entry.string("words"), note: try entry.string("note"),
            isMisreport: try entry.bool("misreport") ?? false)
    }

    /// Digits from the first that is not 0; trailing zeros count only after a decimal point, and where something was counted, which is a
    /// whole number as it is.
    package static func significantFigures(of text: String, isCounted: Bool = false) -> Int {
        let mantissa = text.prefix { $0 != "e" && $0 != "E" }
        let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
        if mantissa.contains(".") || isCounted { return Swift.max(1, digits.count) }
        let trailing = digits.reversed().prefix { $0 == "0" }.count
        return Swift.max(1, digits.count - trailing)
    }
}
