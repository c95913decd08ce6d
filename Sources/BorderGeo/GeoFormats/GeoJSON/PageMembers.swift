/// Members of a FeatureCollection in which a service says that there is more than it sent.
struct PageMembers: Sendable {
    private var isBrokenOff = false
    private var matched: Int64?
    private var returned: Int64?

    /// Whether the members so far say so: `exceededTransferLimit` of ArcGIS, a link `next` of OGC API and WFS, `numberMatched` (`totalFeatures`) above
    /// `numberReturned`, an error that broke the answer off.
    var sayIncomplete: Bool { isBrokenOff || (matched ?? 0) > (returned ?? .max) }

    /// A member beside the features, whose value starts at `offset`.
    mutating func take(_ name: JSONText, _ base: UnsafePointer<UInt8>, at offset: Int) {
        let name = name.string
        let known = [
            "exceededTransferLimit", "links", "properties", "remark", "next", "numberMatched", "numberReturned", "totalFeatures",
        ]
        guard known.contains(name) else { return }
        var scanner = JSONScanner(base, at: offset)
        guard let value = try? JSONValue(&scanner, depth: 0) else { return }
        switch name {
        case "exceededTransferLimit": isBrokenOff = isBrokenOff || value == true
        case "properties": isBrokenOff = isBrokenOff || value["exceededTransferLimit"] == true
        case "links": isBrokenOff = isBrokenOff || (value.arrayValue ?? []).contains { $0["rel"]?.stringValue == "next" }
        case "remark": isBrokenOff = isBrokenOff || Self.isError(value.stringValue ?? "")
        case "numberReturned": returned = value.wholeNumber ?? returned
        case "numberMatched", "totalFeatures": matched = max(matched ?? 0, value.wholeNumber ?? 0)
        default: isBrokenOff = isBrokenOff || value.stringValue?.hasPrefix("http") == true
        }
    }

    /// What stands behind the features as well.
    mutating func add(_ other: PageMembers) {
        isBrokenOff = isBrokenOff || other.isBrokenOff
        matched = other.matched ?? matched
        returned = other.returned ?? returned
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
