import BorderModel
import GeoFormats
import GeoHandles

extension ClaimRegister {
    /// The published figures shipped with the tool: facts with their source.
    package static func published() throws -> ClaimRegister {
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
                throw entry.error("quantity \"\(id)\" is given twice", at: "id", remedy: "Give every quantity an id of its own.")
            }
            let value: PublishedQuantity.Value
            if let length = try entry.length("length") {
                value = .length(length)
            } else if let count = try entry.number("count"), count >= 0, count < 1e15, count == count.rounded() {
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
                    isImplied: try entry.bool("implied") ?? false, isBound: try entry.bool("bound") ?? false))
            try entry.finish()
        }
        return quantities
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
