import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Mends what can be mended without guessing, for `lint --fix`: the features again, and what was done to them.
///
/// Writing alone mends more: the encoding, the old "crs", rings, decimals, short rows.
package struct LintFixer: Sendable {
    /// One kind of repair and how often it was done.
    package struct Repair: Hashable, Sendable {
        package var rule: String
        package var count: Int
        package var sentence: String
    }

    let mapping: FieldMapping
    let region: LintRegion
    let words: StudyWords

    package init(mapping: FieldMapping = FieldMapping(), border: Border? = nil, words: StudyWords = .neutral) {
        self.words = words
        self.mapping = mapping
        region = LintRegion(border)
    }

    /// The mended features, in order. Features that stand twice stand once.
    package func fix(_ report: Linter.Report) -> (features: [Feature], repairs: [Repair]) {
        var counts: OrderedDictionary<String, Int> = [:]
        var file = LintFile(
            name: report.file, features: report.features, role: report.role, mapping: mapping, words: words, findings: [])
        let mixed = mixedFields(report.features)
        var seen: Set<Feature> = []
        var result: [Feature] = []
        for feature in report.features {
            guard seen.insert(feature).inserted || (feature.geometry == nil && feature.properties.isEmpty) else {
                counts["duplicate-feature", default: 0] += 1
                continue
            }
            var fixed = feature
            fixGeometry(of: &fixed, in: report.role, &counts)
            fixValues(of: &fixed, in: &file, mixed: mixed, &counts)
            result.append(fixed)
        }
        if report.role == .fences { snapEnds(of: &result, in: file, &counts) }
        return (result, counts.map { Repair(rule: $0.key, count: $0.value, sentence: Self.sentences[$0.key] ?? $0.key) })
    }

    private static let sentences: [String: String] = [
        "duplicate-feature": "duplicate features removed", "swapped-axes": "features with swapped axes turned",
        "repeated-vertex": "repeated vertices removed", "short-line": "parts of fewer than two positions removed",
        "border-spike": "vertices of spikes removed",
        "date-shaped-id": "ids that look like dates given a prefix", "untidy-text": "values freed of blanks at their ends",
        "date-form": "dates written as YYYY-MM-DD", "synonym": "words replaced by ours, the originals kept in source_label",
        "ends-nearly-meet": "ends of fences moved onto the end that they nearly met",
        "mixed-type": "numbers in fields that also hold texts written as texts",
    ]

    private func fixGeometry(of feature: inout Feature, in role: LintRole, _ counts: inout OrderedDictionary<String, Int>) {
        guard var geometry = feature.geometry else { return }
        var swapped = !geometry.isEmpty
        geometry.forEachPosition { p in
            if region.contains(p) || !region.contains(GeoPosition(longitude: p.latitude, latitude: p.longitude)) {
                swapped = false
            }
        }
        if swapped {
            geometry = geometry.mapPositions { GeoPosition(longitude: $0.latitude, latitude: $0.longitude) }
            counts["swapped-axes", default: 0] += 1
        }
        var repeated = 0
        var short = 0
        var spiked = 0
        func tidy(_ line: Polyline<GeoPosition>) -> Polyline<GeoPosition> {
            var positions: [GeoPosition] = []
            for p in line.positions { if positions.last == p { repeated += 1 } else { positions.append(p) } }
            guard role == .border || role == .features else { return Polyline(positions) }
            let smooth = RouteSpike.removed(from: positions)
            spiked += positions.count - smooth.count
            return Polyline(smooth)
        }
        switch geometry {
        case .lineString(let line): geometry = .lineString(tidy(line))
        case .multiLineString(let lines):
            let tidied = lines.map(tidy)
            short = tidied.count { $0.positions.count < 2 }
            geometry = .multiLineString(tidied.filter { $0.positions.count >= 2 })
        default: break
        }
        if repeated > 0 { counts["repeated-vertex", default: 0] += repeated }
        if spiked > 0 { counts["border-spike", default: 0] += spiked }
        if short > 0 { counts["short-line", default: 0] += short }
        feature.geometry = geometry
    }

    /// Of two ends that nearly meet the later in the file moves onto the earlier.
    private func snapEnds(of features: inout [Feature], in file: LintFile, _ counts: inout OrderedDictionary<String, Int>) {
        let current = features
        let ends = NearlyMeetingEnds(
            LintFile.lines(of: current), within: LintFile.nearEnds, group: { file.layer(of: current[$0]) })
        for pair in ends.pairs {
            var lines = LintFile.lines(of: [features[pair.second.feature]])[0]
            var positions = lines[pair.second.part].positions
            positions[pair.second.isLast ? positions.count - 1 : 0] = pair.first.position
            lines[pair.second.part] = Polyline(positions)
            if case .lineString = features[pair.second.feature].geometry {
                features[pair.second.feature].geometry = .lineString(lines[0])
            } else {
                features[pair.second.feature].geometry = .multiLineString(lines)
            }
            counts["ends-nearly-meet", default: 0] += 1
        }
    }

    private static let dateFields: Set<String> = ["valid_from", "valid_to", "absent_on", "upgraded_on", "date"]
    private static let wordFields: Set<String> = ["kind", "layer", "material", "bank", "state"]

    private func fixValues(
        of feature: inout Feature, in file: inout LintFile, mixed: Set<String>, _ counts: inout OrderedDictionary<String, Int>
    ) {
        if let id = feature.id, id.looksLikeDate {
            feature.id = "id-" + id
            counts["date-shaped-id", default: 0] += 1
        }
        for (name, value) in feature.properties {
            if mixed.contains(name), value.number != nil {
                feature.properties[name] = .text(value.plainText)
                counts["mixed-type", default: 0] += 1
            }
            guard case .text(var text) = value else { continue }
            let before = text
            let tidy = text.trimmed
            if tidy != text {
                text = tidy
                counts["untidy-text", default: 0] += 1
            }
            let ours = file.ourField(name)
            if ours == "id", text.looksLikeDate {
                text = "id-" + text
                counts["date-shaped-id", default: 0] += 1
            }
            if file.role != .features, file.role != .border {
                if Self.dateFields.contains(ours), CalendarDate(text) == nil,
                    let date = CalendarDate(reading: text, order: mapping.dateOrder)
                {
                    text = date.description
                    counts["date-form", default: 0] += 1
                }
                if Self.wordFields.contains(ours), let word = file.word(text, ours), word != text {
                    let label = mapping.fields["source_label"] ?? "source_label"
                    if (feature.properties[label] ?? .null) == .null { feature.properties[label] = .text(text) }
                    text = word
                    counts["synonym", default: 0] += 1
                }
            }
            if text != before { feature.properties[name] = .text(text) }
        }
    }

    private func mixedFields(_ features: [Feature]) -> Set<String> {
        var numbers: Set<String> = []
        var texts: Set<String> = []
        for feature in features {
            for (name, value) in feature.properties {
                if value.number != nil { numbers.insert(name) }
                if let text = value.text, !text.isEmpty { texts.insert(name) }
            }
        }
        return numbers.intersection(texts)
    }
}
