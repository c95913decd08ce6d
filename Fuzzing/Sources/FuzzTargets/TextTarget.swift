import BorderBase
import BorderReport
import BorderStudy
import GeoFormats
import LinearReferencing

/// Files in YAML: a value or an `InputError`.
enum StudyTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        return Outcome { try Study(yaml: text, file: "study.yaml") }.complaint("study")
            ?? Outcome { try SimulationRecipe(yaml: text, file: "recipe.yaml") }.complaint("recipe")
            ?? Outcome { try ClaimFile.register(yaml: text, file: "claims.yaml") }.complaint("claims")
    }
}

/// A plan of a batch, whose settings every job gets: jobs of different folders, or an `InputError`.
enum PlanTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        let read = Outcome { try BatchPlan(yaml: String(decoding: bytes, as: UTF8.self), file: "plan.yaml") }
        if let words = read.complaint("plan") { return words }
        guard case .success(let plan) = read else { return nil }
        if plan.jobs.isEmpty { return "a plan without a job" }
        let folders = Set(plan.jobs.map { $0.id.lowercased() })
        if folders.count != plan.jobs.count { return "two jobs have one folder" }
        return folders.contains { $0.isEmpty || $0.hasPrefix(".") || $0.contains("/") } ? "a job's folder leads elsewhere" : nil
    }
}

/// Cells and options: dates, angles, grids, lengths, filters. What is read is in its range.
enum TextTarget {
    static func complaint(about text: String) -> String? {
        dates(text) ?? places(text) ?? lengths(text) ?? filter(text)
    }

    private static func dates(_ text: String) -> String? {
        if let day = CalendarDate(text), day.description != text { return "the date \(text) is written \(day)" }
        if let day = CalendarDate(lenient: text), CalendarDate(day.description) != day {
            return "\(day) does not read back as the same date"
        }
        for order in [nil, DateOrder.dayMonth, .monthDay] {
            switch DateReading(text, order: order) {
            case .span(let first, let last)?: if last < first { return "\(text) ends before it begins: \(first) to \(last)" }
            case .twoReadings(let a, let b)?: if order != nil || a == b { return "\(text) has two readings, \(a) and \(b)" }
            case .day?, nil: break
            }
        }
        return nil
    }

    private static func places(_ text: String) -> String? {
        if let angle = AngleText.parse(text, .latitude), !(-90...90).contains(angle.value) { return "latitude \(angle.value)" }
        if let angle = AngleText.parse(text, .longitude), !(-180...180).contains(angle.value) {
            return "longitude \(angle.value)"
        }
        if let square = MGRS.parse(text), !square.point.x.isFinite || !square.point.y.isFinite {
            return "a square at \(square.point)"
        }
        if let zone = UTMZone(parsing: text), !(1...60).contains(zone.number) { return "zone \(zone.number)" }
        return nil
    }

    private static func lengths(_ text: String) -> String? {
        guard let length = Metres(parsing: text) else {
            return PrintedLength(text) == nil ? nil : "a printed length that does not read back: \(text)"
        }
        if !length.value.isFinite { return "\(text) is \(length.value) m" }
        guard let printed = PrintedLength(text) else { return "\(text) is a length and no printed one" }
        return printed.halfUnit.value >= 0 && printed.halfUnit.value.isFinite
            ? nil : "half a unit of \(text) is \(printed.halfUnit.value) m"
    }

    private static func filter(_ text: String) -> String? {
        do throws(RecordFilter.Flaw) {
            let filter = try RecordFilter(text)
            _ = filter.fields
            _ = filter.keeps(Feature(id: "a", geometry: nil, properties: ["a": 1, "kind": "x", "n": .null]))
            return nil
        } catch {
            // Behind the last character where something is missing there.
            return error.position >= 1 && error.position <= text.count + 1 && !error.problem.isEmpty && !error.remedy.isEmpty
                ? nil : "the fault of a filter is at character \(error.position) of \(text.count): \(error.problem)"
        }
    }
}

/// Texts of coordinate systems: PROJ's word, or a `ProjError`.
enum CRSTarget {
    static func complaint(about text: String) -> String? {
        guard let crs = try? CRS(text) else { return nil }
        for notation in [CRS.Notation.wkt2, .projString, .projJSON] {
            guard let words = try? crs.text(as: notation) else { continue }
            if words.isEmpty { return "an empty text of \(text)" }
        }
        _ = try? crs.isEquivalent(to: crs)
        return nil
    }
}
