import LinearReferencing
import SystemPackage

extension OGRSource {
    /// Files above this are not looked through: pages of a service and answers of Overpass are smaller.
    private static let largestPage = 64 << 20

    /// What the file itself says of its being a part, where GDAL passes over it: `exceededTransferLimit` of Esri JSON, a remark of Overpass in XML.
    var incompleteness: [Finding] {
        guard let name = driver?.name, name == "ESRIJSON" || name == "OSM", let status = try? Stat(dataset),
            status.type == .regular, Int(clamping: status.size) <= Self.largestPage, let bytes = try? FileBytes.read(dataset)
        else { return [] }
        func finding(_ sentence: String, _ remedy: Remedy) -> [Finding] {
            let rule = ReadRule.incomplete
            return [
                Finding(
                    rule: rule.id, severity: rule.severity, place: .init(file: self.name), sentence: sentence.asSentence,
                    remedy: remedy)
            ]
        }
        if name == "ESRIJSON" {
            guard Self.value(after: "\"exceededTransferLimit\"", in: bytes)?.hasPrefix("true") == true else { return [] }
            return finding(ReadRule.incomplete.sentence, ReadRule.incomplete.remedy)
        }
        guard let remark = Self.value(after: "<remark>", in: bytes), PageMembers.isError(remark) else { return [] }
        let words = remark.prefix { $0 != "<" }
        return finding(
            "Overpass broke the answer off, so it is not complete: \(String(words).trimmed)", RelationDumpReader.brokenOffRemedy)
    }

    /// The first 200 bytes after a mark, blanks and a colon.
    private static func value(after mark: String, in bytes: [UInt8]) -> String? {
        guard let found = bytes.firstRange(of: Array(mark.utf8)) else { return nil }
        let rest = bytes[found.upperBound...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
        return String(decoding: rest.prefix(200), as: UTF8.self)
    }
}
