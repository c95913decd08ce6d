/// Members of a FeatureCollection in which a service says that there is more than it sent.
enum PageMembers {
    /// Whether a member beside the features says so: `exceededTransferLimit` of ArcGIS, a link `next` of OGC API and WFS, `numberMatched` above
    /// `numberReturned`, an error that broke the answer off.
    static func saysIncomplete(_ name: JSONText, _ base: UnsafePointer<UInt8>, at offset: Int) -> Bool {
        let name = name.string
        guard ["exceededTransferLimit", "links", "properties", "remark", "next"].contains(name) else { return false }
        var scanner = JSONScanner(base, at: offset)
        guard let value = try? JSONValue(&scanner, depth: 0) else { return false }
        return switch name {
        case "exceededTransferLimit": value == true
        case "properties": value["exceededTransferLimit"] == true
        case "links": (value.arrayValue ?? []).contains { $0["rel"]?.stringValue == "next" }
        case "remark": isError(value.stringValue ?? "")
        default: value.stringValue.map { $0.hasPrefix("http") } ?? false
        }
    }

    /// Whether the "properties" of a collection are those that ArcGIS writes there, `{"exceededTransferLimit": ...}`: no collection has any by its format.
    static func arePage(_ base: UnsafePointer<UInt8>, at offset: Int) -> Bool {
        var scanner = JSONScanner(base, at: offset)
        guard let value = try? JSONValue(&scanner, depth: 0) else { return false }
        return value["exceededTransferLimit"] != nil
    }

    /// A remark of Overpass that the answer was broken off.
    static func isError(_ remark: String) -> Bool {
        remark.lowercased().contains("error") || remark.lowercased().contains("timed out")
    }
}
