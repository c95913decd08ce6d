import LinearReferencing

/// Texts and bytes of geometries: a geometry or a `GeometryFormatError` inside of them; what is written is read as it was.
enum GeometryTarget {
    static func complaint(aboutText bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(GeometryFormatError) {
            var measures: [Double] = []
            let geometry = try GeoGeometry(wkt: text, measures: &measures)
            return complaint(about: geometry)
        } catch {
            return (0...text.utf8.count).contains(error.offset)
                ? nil : "the fault is at byte \(error.offset) of \(text.utf8.count)"
        }
    }

    static func complaint(aboutBinary bytes: [UInt8]) -> String? {
        do throws(GeometryFormatError) { return complaint(about: try GeoGeometry(wkb: bytes)) } catch {
            return (0...bytes.count).contains(error.offset) ? nil : "the fault is at byte \(error.offset) of \(bytes.count)"
        }
    }

    /// Empty parts may be left out by either form, once: text and bytes of what is read again are the same.
    private static func complaint(about geometry: GeoGeometry) -> String? {
        let text = geometry.wkt
        let bytes = geometry.wkb
        guard let again = try? GeoGeometry(wkb: bytes) else { return "bytes that we wrote are not read: \(text)" }
        if again.wkb != bytes { return "bytes change when they are read and written: \(text)" }
        var isFinite = true
        geometry.forEachPosition { if !$0.x.isFinite || !$0.y.isFinite { isFinite = false } }
        guard isFinite else { return nil }
        guard let fromText = try? GeoGeometry(wkt: text) else { return "a text that we wrote is not read: \(text)" }
        return fromText.wkt == text ? nil : "the text changes when it is read and written: \(text) to \(fromText.wkt)"
    }
}
