import BorderModel
import LinearReferencing

extension ClaimFile {
    /// The lengths of a register in its order. Where a row names a claim, the figure, and what the row does not say itself, are the claim's.
    static func lengths(_ top: inout YAMLObject, _ claims: [Claim]) throws -> [PublishedLength] {
        var lengths: [PublishedLength] = []
        let byID = Dictionary(claims.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for var entry in try top.objects("lengths") ?? [] {
            let id = try entry.required("id", example: "L02")
            let claim = try claim(of: &entry, among: byID)
            let segments = try entry.strings("segments")
            guard !segments.isEmpty else {
                throw entry.error(
                    "length \"\(id)\" does not say what it is the length of", at: "segments",
                    remedy: "Name segments of the border: `segments: [yalu]`.")
            }
            guard let length = try claim.map({ Metres($0.baseValue) }) ?? entry.length("length") else {
                throw entry.error(
                    "length \"\(id)\" has neither a length nor a claim", at: "length",
                    remedy: "Add `length: 803km`, or `claim:` with the id of a claim of this file.")
            }
            lengths.append(
                PublishedLength(
                    id: id, quantity: try entry.choice("quantity", of: PublishedLength.Quantity.self) ?? .border,
                    segments: segments, subject: try entry.string("subject") ?? claim?.subject ?? id,
                    qualifier: try entry.choice("qualifier", of: PublishedLength.Qualifier.self)
                        ?? claim.flatMap { PublishedLength.Qualifier(rawValue: $0.qualifier.rawValue) } ?? .exact,
                    length: length, source: try entry.string("source") ?? claim?.source ?? "",
                    confidence: try entry.choice("confidence", of: PublishedLength.Confidence.self)
                        ?? claim.flatMap { PublishedLength.Confidence(rawValue: $0.confidence.rawValue) } ?? .unverified))
            try entry.finish()
        }
        return lengths
    }

    private static func claim(of entry: inout YAMLObject, among claims: [String: Claim]) throws -> Claim? {
        guard let id = try entry.string("claim") else { return nil }
        guard let claim = claims[id], claim.measurand == .length else {
            throw entry.error(
                "there is no claim \"\(id)\" of a length", at: "claim",
                remedy: "Name a claim of this file with `measurand: length`.")
        }
        return claim
    }
}
