import LinearReferencing

extension KMLReader {
    /// The first `.kml` of the archive, as Google Earth takes it, and those that it links to within the archive; the others are named.
    func archived(
        _ bytes: [UInt8], name: String, encoding: TextEncoding?, recovering: Bool
    ) throws -> (layer: FeatureLayer, findings: [Finding]) {
        let archive = try ZipReader(bytes)
        // Copies of attributes that macOS puts beside files are called like these.
        let documents = archive.entries.filter {
            $0.name.lowercased().hasSuffix(".kml") && !$0.name.hasPrefix("__MACOSX/")
                && $0.name.split(separator: "/").last?.hasPrefix("._") != true
        }
        let byName = Dictionary(documents.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard let main = documents.first else {
            throw InputError(
                "the archive holds no .kml", at: .init(file: name), remedy: "A KMZ is a ZIP with a .kml inside; make it anew.")
        }
        var parser = try parser(
            of: try archive.contents(of: main, limit: unpackedLimit), name: name, encoding: encoding, recovering: recovering)
        try parser.parse()
        var seen: Set<String> = [main.name]
        var waiting = parser.links.map { (href: $0, from: main.name) }[...]
        var unpacked = main.size
        while let (href, from) = waiting.popFirst() {
            guard let entry = Self.path(href, from: from).flatMap({ byName[$0] }) else {
                parser.note("network-link")
                continue
            }
            guard seen.insert(entry.name).inserted else { continue }
            unpacked += entry.size
            guard unpacked <= unpackedLimit else { throw ZipError.tooLarge("the archive") }
            var linked = try self.parser(
                of: try archive.contents(of: entry, limit: unpackedLimit), name: "\(name)/\(entry.name)", encoding: encoding,
                recovering: recovering)
            try linked.parse()
            waiting += linked.links.map { (href: $0, from: entry.name) }
            parser.append(linked, named: entry.name)
        }
        parser.links = []
        var (layer, findings) = parser.result()
        let rest = documents.filter { !seen.contains($0.name) }
        if !rest.isEmpty {
            findings.append(
                Finding(
                    rule: "kml-other-documents", severity: .warning, place: .init(file: name),
                    sentence:
                        "Of \(documents.count) documents in the archive \(main.name) was read, and not: \(rest.map(\.name).joined(separator: ", ")).",
                    remedy: "Unpack the archive and give them one by one."))
        }
        return (layer, findings)
    }

    /// The entry that a link names, by the place of the document that it stands in; links leave the archive by a scheme.
    private static func path(_ href: String, from document: String) -> String? {
        guard !href.contains(":") else { return nil }
        let target = href.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? href
        var parts = target.hasPrefix("/") ? [] : document.split(separator: "/").dropLast().map(String.init)
        for part in target.replacing("\\", with: "/").split(separator: "/") {
            if part == "." { continue }
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part).replacing("%20", with: " ")) }
        }
        return parts.joined(separator: "/")
    }
}
