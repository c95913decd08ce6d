import CGeos
import CProj

/// Versions of the C libraries this process really loaded.
package enum LibraryVersions {
    package static var proj: String {
        let info = proj_info()
        return "\(info.major).\(info.minor).\(info.patch)"
    }

    /// `3.11.1` of GEOS's `3.11.1-CAPI-1.17.1`.
    package static var geos: String {
        guard let text = GEOSversion() else { return "unknown" }
        return String(String(cString: text).prefix { $0 != "-" })
    }

    /// Version of the EPSG data set in PROJ's database; opens the database, so it is asked for only when shown.
    package static var epsg: String {
        guard let context = proj_context_create() else { return "unknown" }
        defer { proj_context_destroy(context) }
        // "unknown" says it; a line on stderr is not for a library to write.
        proj_log_level(context, PJ_LOG_NONE)
        guard let text = proj_context_get_database_metadata(context, "EPSG.VERSION") else { return "unknown" }
        return String(cString: text)
    }
}
