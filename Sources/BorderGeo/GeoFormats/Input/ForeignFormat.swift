import LinearReferencing

/// Formats that are known but not read: a name and what to do are better than a parser's first stumble.
enum ForeignFormat {
    /// Throws `InputError` where the first bytes of an input are those of such a format.
    static func refuse(_ head: [UInt8], _ name: String) throws(InputError) {
        if let driver = OGRDriver(head: head, path: name) {
            throw InputError(
                "this is \(driver.words), which GDAL reads from a file, not from a stream", at: Finding.Place(file: name),
                remedy: "Save it to a file and give its path.")
        }
        guard let (what, remedy) = binary(head, name) ?? text(head, name) else { return }
        throw InputError("this is \(what)", at: Finding.Place(file: name), remedy: remedy)
    }

    /// Throws where a ZIP holds another format's files.
    static func refuseArchive(_ bytes: [UInt8], _ name: String) throws(InputError) {
        guard bytes.starts(with: [0x50, 0x4B]), let archive = try? ZipReader(bytes) else { return }
        let names = archive.entries.map { $0.name.lowercased() }
        func holds(_ ending: String) -> String? { names.first { $0.hasSuffix(ending) && !$0.hasPrefix("__macosx/") } }
        guard holds(".kml") == nil else { return }
        let place = Finding.Place(file: name)
        if let shape = holds(".shp") {
            throw InputError(
                "this is a zipped shapefile (\(shape)), which GDAL reads from a file, not from a stream", at: place,
                remedy: "Save it to a file and give its path.")
        }
        for ending in [".geojson", ".json", ".csv", ".gpkg", ".tsv"] {
            guard let entry = holds(ending) else { continue }
            throw InputError("this is a ZIP with \(entry) in it", at: place, remedy: "Unpack it and give that file.")
        }
    }

    private static func binary(_ head: [UInt8], _ name: String) -> (String, Remedy)? {
        func starts(_ text: String) -> Bool { head.starts(with: Array(text.utf8)) }
        if starts("%PDF") || head.starts(with: [0x89, 0x50, 0x4E, 0x47]) || head.starts(with: [0xFF, 0xD8, 0xFF]) {
            return ("a picture or a PDF, not data", "Give the data that it was made from.")
        }
        if head.starts(with: [0x49, 0x49, 0x2A, 0x00]) || head.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
            return ("a TIFF image, not vector data", "Give what was digitised or detected on it.")
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return ("an old Excel file", "Save it as \"CSV UTF-8\" in the spreadsheet program.")
        }
        if InputFormat(path: name) == .geopackage, !starts("SQLite format 3") {
            return ("no GeoPackage, though its name says so", "Export the layer again, or correct the file's ending.")
        }
        return nil
    }

    private static func text(_ head: [UInt8], _ name: String) -> (String, Remedy)? {
        let text = String(decoding: head.prefix(2048), as: UTF8.self).trimmed
        let lower = text.lowercased()
        if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") {
            return (
                "a web page, not data", "A download may have been answered with a login or error page: open it in a browser."
            )
        }
        if ["var ", "let ", "const ", "window.", "export default", "export const "].contains(where: { lower.hasPrefix($0) })
            || lower.prefixMatch(of: /[a-z_$][a-z0-9_$.]*\s*[(=]\s*[{\[]/) != nil
        {
            return ("a script that holds data, not data", "Delete everything before the first { and after the last }.")
        }
        guard lower.hasPrefix("{") else { return nil }
        let squeezed = lower.withoutJSONSpace
        if squeezed.hasPrefix("{\"images\":")
            || squeezed.contains("\"annotations\":[") && !squeezed.contains("\"featurecollection\"")
        {
            return (
                "an annotation file of images (COCO) in pixels, without places on the ground",
                "Convert its boxes to coordinates with the images' georeference first."
            )
        }
        return nil
    }
}
