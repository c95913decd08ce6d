import BorderModel
import GeoFormats
import LinearReferencing

/// Locates one batch of features and writes them as JSON: numbers from columns, properties as raw bytes.
struct LocatedRecordWriter {
    private let job: LocateJob
    private let fences: FenceLocator
    private let watched: Set<String>
    /// `"segment":"yalu"` by measure, and `,"area":"A1"`: spans in order, disjoint; where areas overlap the first one in the study's order is named.
    private let segments: MeasureLabels
    private let areas: MeasureLabels
    private let inwardSign: Double

    init(_ job: LocateJob) {
        self.job = job
        fences = FenceLocator(route: job.border.route, options: job.lines)
        watched = Set(LocateJob.fieldNames)
        segments = MeasureLabels(job.border.segments.map { ($0.span, $0.id) }, before: "\"segment\":")
        var taken = MeasureSpanSet()
        var spans: [(span: MeasureSpan, name: String)] = []
        for area in job.areas {
            for span in area.spans.subtracting(taken).spans { spans.append((span, area.id)) }
            taken = taken.union(area.spans)
        }
        areas = MeasureLabels(spans.sorted { $0.span.from < $1.span.from }, before: ",\"area\":")
        inwardSign = job.border.route.inwardSide == .left ? 1 : -1
    }

    /// The batch's features with a comma and a line end before each (GeoJSON), or a line each.
    func write(
        _ columns: borrowing FeatureColumns, to out: inout ByteWriter
    ) -> (summary: LocateJob.Summary, box: GeoBox?) {
        var summary = LocateJob.Summary()
        var box: GeoBox?
        let places = places(of: columns)
        var nextPlace = 0
        out.reserve(columns.count * 320 + 256)
        columns.withBytes { bytes in
            for index in 0..<columns.count {
                let record = columns.records[index]
                if job.format == .geojson { out.append(",\n" as StaticString) }
                begin(record, columns, bytes, &out)
                if record.shape == .point, record.positionCount == 1 {
                    let position = columns.positions[record.positions.lowerBound]
                    append(places[nextPlace], at: position, &out, &summary)
                    nextPlace += 1
                    if box == nil { box = GeoBox(around: position) } else { box?.extend(to: position) }
                } else {
                    switch record.shape {
                    case .lineString where record.positionCount > 1, .multiLineString where record.positionCount > 1:
                        append(line(record, columns), &out, &summary)
                    default:
                        summary.unlocated += 1
                        out.append("\"segment\":null,\"area\":null,\"flags\":\"unlocated\"" as StaticString)
                    }
                    end(index, record, columns, &out)
                    for i in record.positions {
                        let p = columns.positions[i]
                        if box == nil { box = GeoBox(around: p) } else { box?.extend(to: p) }
                    }
                }
                out.append(job.format == .ndjson ? "}\n" as StaticString : "}")
                summary.features += 1
            }
        }
        return (summary, box)
    }

    /// The places of the batch's points, in the order of their records.
    private func places(of columns: borrowing FeatureColumns) -> [RouteLocator.Place] {
        var points: [GeoPosition] = []
        points.reserveCapacity(columns.count)
        for record in columns.records where record.shape == .point && record.positionCount == 1 {
            points.append(columns.positions[record.positions.lowerBound])
        }
        var places = [RouteLocator.Place](repeating: RouteLocator.Place(), count: points.count)
        let route = job.border.route
        route.index.withLocator(route, job.points) { locator in
            locator.locate(points[...]) { row, place in places[row] = place }
        }
        return places
    }

    private func line(_ record: FeatureRecord, _ columns: borrowing FeatureColumns) -> FenceLocation {
        fences.locate(columns.parts(of: record).map { Polyline(Array(columns.positions[$0])) })
    }

    /// `{"type":"Feature","id":...,"properties":{` and the input's own properties.
    private func begin(
        _ record: FeatureRecord, _ columns: borrowing FeatureColumns, _ bytes: UnsafeRawBufferPointer, _ out: inout ByteWriter
    ) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let rewriting = record.needsRewriting
        out.withRoom(record.id.count + (rewriting ? 0 : record.properties.count) + 64 + ByteCursor.slack) { cursor in
            cursor.put("{\"type\":\"Feature\",")
            if !record.id.isEmpty {
                let isText = base[record.id.lowerBound] == UInt8(ascii: "\"")
                cursor.put(isText ? "\"id\":" : "\"id\":\"")
                cursor.put(oneLine: base + record.id.lowerBound, count: record.id.count)
                cursor.put(isText ? "," : "\",")
            }
            cursor.put("\"properties\":{")
            guard record.properties.count > 2, !rewriting else { return }
            var first = record.properties.lowerBound + 1
            var end = record.properties.upperBound - 1
            while first < end, Self.isSpace(base[first]) { first += 1 }
            while first < end, Self.isSpace(base[end - 1]) { end -= 1 }
            guard first < end else { return }
            cursor.put(oneLine: base + first, count: end - first)
            cursor.put(UInt8(ascii: ","))
        }
        if rewriting { rewriteProperties(record, base, &out) }
    }

    /// Properties without those that we write ourselves, and of a name that stands twice the last.
    private func rewriteProperties(_ record: FeatureRecord, _ base: UnsafePointer<UInt8>, _ out: inout ByteWriter) {
        var members: [(name: String, value: Range<Int>)] = []
        var index: [String: Int] = [:]
        PropertyScanner(base, at: record.properties.lowerBound).forEach { name, value in
            let name = name.string
            if watched.contains(name) { return }
            if let earlier = index[name] {
                members[earlier].value = value
            } else {
                index[name] = members.count
                members.append((name, value))
            }
        }
        for member in members {
            out.append(quoted: member.name)
            out.append(UInt8(ascii: ":"))
            out.withRoom(member.value.count + 1 + ByteCursor.slack) { cursor in
                cursor.put(oneLine: base + member.value.lowerBound, count: member.value.count)
                cursor.put(UInt8(ascii: ","))
            }
        }
    }

    private func end(_ index: Int, _ record: FeatureRecord, _ columns: borrowing FeatureColumns, _ out: inout ByteWriter) {
        out.append("},\"geometry\":" as StaticString)
        if let geometry = columns.geometry(of: record, collection: columns.collections[index]) {
            out.append(geometry)
        } else {
            out.append("null" as StaticString)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

extension LocatedRecordWriter {
    /// Our own members of a point, and its geometry.
    private func append(
        _ place: RouteLocator.Place, at position: GeoPosition, _ out: inout ByteWriter, _ summary: inout LocateJob.Summary
    ) {
        let segment = segments.label(at: place.measure)
        let area = areas.label(at: place.measure)
        var flags = place.flags
        if area == nil, !areas.isEmpty { flags.insert(.outsideAreas) }
        let isLocated = place.measure.isFinite
        if isLocated { summary.points += 1 } else { summary.unlocated += 1 }
        if place.side == .end { summary.beyondEnds += 1 }
        if flags.contains(.ambiguous) { summary.ambiguous += 1 }
        if flags.contains(.outsideCorridor) { summary.outsideCorridor += 1 }
        let room = (segment?.count ?? 0) + (area?.count ?? 0) + 8 * ByteCursor.numberRoom + 512
        out.withRoom(room) { cursor in
            if let segment { cursor.put(segment) } else { cursor.put("\"segment\":null") }
            if let area { cursor.put(area) } else { cursor.put(",\"area\":null") }
            if isLocated {
                cursor.put(",\"measure_m\":")
                cursor.put(fixed: place.measure, decimals: 3)
                cursor.put(",\"offset_m\":")
                cursor.put(fixed: place.offset, decimals: 3)
                cursor.put(",\"inward_offset_m\":")
                cursor.put(fixed: place.offset * inwardSign, decimals: 3)
                cursor.put(",\"side\":\"")
                cursor.put(Self.word(place.side))
                cursor.put("\",\"flags\":\"")
                Self.put(flags, &cursor)
                cursor.put(UInt8(ascii: "\""))
                if place.side == .end {
                    cursor.put(",\"overshoot_m\":")
                    cursor.put(fixed: place.overshoot, decimals: 3)
                    cursor.put(",\"lateral_m\":")
                    cursor.put(fixed: place.lateral, decimals: 3)
                }
            } else {
                cursor.put(",\"flags\":\"unlocated\"")
            }
            cursor.put("},\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
            cursor.put(fixed: position.longitude, decimals: GeoJSONWriter.decimals)
            cursor.put(UInt8(ascii: ","))
            cursor.put(fixed: position.latitude, decimals: GeoJSONWriter.decimals)
            cursor.put("]}")
        }
    }

    private func append(_ line: FenceLocation, _ out: inout ByteWriter, _ summary: inout LocateJob.Summary) {
        summary.lines += 1
        guard let first = line.events.first, let last = line.events.last else {
            summary.linesWithoutEvents += 1
            out.append(
                "\"segment\":null,\"area\":null,\"events\":0,\"fence_line_m\":0.000,\"flags\":\"outside_corridor\""
                    as StaticString)
            return
        }
        let start = first.span.from.metres
        let area = areas.label(at: start)
        if let segment = segments.label(at: start) { out.append(segment) } else { out.append("\"segment\":null" as StaticString) }
        if let area { out.append(area) } else { out.append(",\"area\":null" as StaticString) }
        let fenceLine = line.events.reduce(0) { $0 + $1.fenceLine.value }
        let numbers: [(StaticString, Double)] = [
            (",\"from_m\":", start), (",\"to_m\":", last.span.to.metres),
            (",\"route_m\":", line.covered.length.value),
            (",\"fence_line_m\":", fenceLine),
            (
                ",\"offset_mean_m\":",
                fenceLine > 0
                    ? line.events.reduce(0) { $0 + $1.offsetMean.metres * $1.fenceLine.value } / fenceLine
                    : first.offsetMean.metres
            ),
            (",\"offset_min_m\":", line.events.map(\.offsetMin.metres).min() ?? 0),
            (",\"offset_max_m\":", line.events.map(\.offsetMax.metres).max() ?? 0),
        ]
        for (name, value) in numbers {
            out.append(name)
            out.append(fixed: value, decimals: 3)
        }
        out.append(",\"events\":" as StaticString)
        out.append(integer: line.events.count)
        out.append(line.events.contains { $0.bridged } ? ",\"bridged\":true" as StaticString : ",\"bridged\":false")
        out.append(",\"flags\":\"" as StaticString)
        if area == nil, !areas.isEmpty { out.append(LocationFlag.outsideAreas.rawValue) }
        out.append(UInt8(ascii: "\""))
    }

    /// The side's raw value without a `String`.
    private static func word(_ side: Side) -> StaticString {
        switch side {
        case .left: "left"
        case .right: "right"
        case .on: "on"
        case .end: "end"
        case .ambiguous: "ambiguous"
        }
    }

    private static func put(_ flags: LocationFlags, _ cursor: inout ByteCursor) {
        guard !flags.isEmpty else { return }
        var first = true
        for flag in LocationFlag.allCases where flags.contains(LocationFlags(flag)) {
            if !first { cursor.put(UInt8(ascii: " ")) }
            cursor.put(word(flag))
            first = false
        }
    }

    /// The flag's raw value without a `String`.
    private static func word(_ flag: LocationFlag) -> StaticString {
        switch flag {
        case .ambiguous: "ambiguous"
        case .atGap: "at_gap"
        case .outsideCorridor: "outside_corridor"
        case .outsideAreas: "outside_areas"
        case .outsideMask: "outside_mask"
        }
    }
}
