import BorderModel
import GeoFormats
import GeoHandles

extension ClaimRegister {
    /// How a study names it among its claims.
    package static let name = "builtin:published"

    /// The published figures shipped with the tool: facts with their source. Read once.
    package static func published() throws -> ClaimRegister { try shipped.get() }

    private static let shipped = Result<ClaimRegister, any Error> {
        let name = "claims/published.yaml"
        guard let bytes = BuiltInFile.bytes(name) else {
            throw FileError.notFound(path: "builtin:\(name)")
        }
        return try ClaimFile.register(yaml: String(decoding: bytes, as: UTF8.self), file: "builtin:\(name)").register
    }
}

extension ClaimFile {
    /// Reads a claims file of one's own; `-` is stdin.
    package static func register(file path: String) throws -> ClaimRegister {
        let (text, _) = try StudyFolder.text(of: .path(path))
        return try register(yaml: text, file: InputSource.path(path).name).register
    }

    static func quantities(_ top: inout YAMLObject, _ claims: Set<String>) throws -> [PublishedQuantity] {
        var quantities: [PublishedQuantity] = []
        var ids: Set<String> = []
        for var entry in try top.objects("quantities") ?? [] {
            let id = try entry.required("id", example: "six-border")
            guard ids.insert(id).inserted else {
                throw entry.error(
                    "quantity \"\(id)\" is given more than once", at: "id", remedy: "Give every quantity an id of its own.")
            }
            let value: PublishedQuantity.Value
            let counted = try entry.number("count")
            if let length = try entry.length("length") {
                value = .length(length)
            } else if let count = counted, count >= 0, count < 1e15, count == count.rounded() {
                value = .count(Int(count))
            } else {
                throw entry.error(
                    "quantity \"\(id)\" has neither a length nor a whole count", at: "count",
                    remedy: "Add `length: 321km` or `count: 6820`.")
            }
            quantities.append(
                PublishedQuantity(
                    id: id, name: try entry.string("name") ?? id, value: value,
                    of: try entry.required("of", example: "border_observed"),
                    area: try entry.required("area", example: "six-areas"), epoch: try entry.string("epoch"),
                    from: try known(try entry.strings("from"), of: entry, at: "from", among: claims),
                    isImplied: try entry.bool("implied") ?? false, qualifier: try qualifier(of: &entry)))
            try entry.finish()
        }
        return quantities
    }

    /// `bound: true` is how files said `more_than` before.
    private static func qualifier(of entry: inout YAMLObject) throws -> Claim.Qualifier {
        let isBound = try entry.bool("bound") ?? false
        return try entry.choice("qualifier", of: Claim.Qualifier.self) ?? (isBound ? .moreThan : .exact)
    }

    static func statements(_ top: inout YAMLObject, seen: String?) throws -> [PublishedStatement] {
        var result: [PublishedStatement] = []
        for var entry in try top.objects("statements") ?? [] {
            result.append(
                PublishedStatement(
                    id: try entry.required("id", example: "border-closed"),
                    says: try entry.required("says", example: "The border is closed."), date: try entry.string("date"),
                    area: try entry.string("area"), source: try entry.string("source") ?? "",
                    seen: try entry.string("seen") ?? seen,
                    confidence: try entry.choice("confidence", of: Claim.Confidence.self) ?? .page))
            try entry.finish()
        }
        return result
    }

    static func contradictions(_ top: inout YAMLObject, _ claims: Set<String>) throws -> [Contradiction] {
        var result: [Contradiction] = []
        for var entry in try top.objects("contradictions") ?? [] {
            result.append(
                Contradiction(
                    id: try entry.required("id", example: "total-743"), cause: try entry.required("cause", example: "rounding"),
                    claims: try known(try entry.strings("claims"), of: entry, at: "claims", among: claims),
                    sentence: try entry.required("sentence", example: "743 km is 742 km rounded.")))
            try entry.finish()
        }
        return result
    }

    private static func known(
        _ ids: [String], of entry: YAMLObject, at key: String, among claims: Set<String>
    ) throws -> [String] {
        for id in ids where !claims.contains(id) {
            throw entry.error("there is no claim \"\(id)\"", at: key, remedy: "Name claims of this file.")
        }
        return ids
    }
}
