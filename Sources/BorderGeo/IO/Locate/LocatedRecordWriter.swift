/// Locates one batch of features and writes them as JSON: numbers from columns, properties as raw bytes.
struct LocatedRecordWriter {
    private let job: LocateJob
    private let fences: FenceLocator
    private let watched: Set<String>
    /// Areas by measure: disjoint spans in order, each with its area; where areas overlap the first one in the study's order is named.
    private let areaSpans: [(span: MeasureSpan, id: String)]

    init(_ job: LocateJob) {
        self.job = job
        fences = FenceLocator(route: job.border.route, options: job.lines)
        watched = Set(LocateJob.fieldNames)
        var taken = MeasureSpanSet()
        var spans: [(span: MeasureSpan, id: String)] = []
        for area in job.areas {
            for span in area.spans.subtracting(taken).spans { spans.append((span, area.id)) }
            taken = taken.union(area.spans)
        }
        areaSpans = spans.sorted { $0.span.from < $1.span.from }
    }

    /// The batch's features, commas between them (GeoJSON) or a line each.
    func write(
        _ columns: borrowing FeatureColumns
    ) -> (bytes: ByteWriter, summary: LocateJob.Summary, box: BoundingBox<GeoPosition>?) {
        var out = ByteWriter(capacity: columns.count * 320 + 256)
        var summary = LocateJob.Summary()
        var box: BoundingBox<GeoPosition>?
        let places = places(of: columns)
        var nextPlace = 0
        columns.withBytes { bytes in
            for index in 0..<columns.count {
                let record = columns.records[index]
                if index > 0, job.format == .geojson { out.append(",\n" as StaticString) }
                begin(record, columns, bytes, &out)
                switch record.shape {
                case .point where record.positionCount == 1:
                    append(places[nextPlace], &out, &summary)
                    nextPlace += 1
                case .lineString where record.positionCount > 1, .multiLineString where record.positionCount > 1:
                    append(line(record, columns), &out, &summary)
                default:
                    summary.unlocated += 1
                    out.append("\"segment\":null,\"area\":null,\"flags\":\"unlocated\"" as StaticString)
                }
                end(index, record, columns, &out)
                summary.features += 1
                for i in record.positions {
                    let p = columns.positions[i]
                    if box == nil { box = BoundingBox(around: p) } else { box?.extend(to: p) }
                }
            }
        }
        return (out, summary, box)
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
        out.append("{\"type\":\"Feature\"," as StaticString)
        if !record.id.isEmpty {
            let isText = bytes[record.id.lowerBound] == UInt8(ascii: "\"")
            out.append(isText ? "\"id\":" as StaticString : "\"id\":\"")
            out.append(UnsafeRawBufferPointer(rebasing: bytes[record.id]))
            out.append(isText ? "," as StaticString : "\",")
        }
        out.append("\"properties\":{" as StaticString)
        guard record.properties.count > 2, let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        if record.needsRewriting {
            rewriteProperties(record, base, &out)
            return
        }
        var inner = record.properties.lowerBound + 1..<record.properties.upperBound - 1
        while inner.lowerBound < inner.upperBound, Self.isSpace(bytes[inner.lowerBound]) {
            inner = inner.lowerBound + 1..<inner.upperBound
        }
        while inner.lowerBound < inner.upperBound, Self.isSpace(bytes[inner.upperBound - 1]) {
            inner = inner.lowerBound..<inner.upperBound - 1
        }
        guard !inner.isEmpty else { return }
        copy(UnsafeRawBufferPointer(rebasing: bytes[inner]), &out)
        out.append(UInt8(ascii: ","))
    }

    /// Bytes of checked JSON on one line: a line end outside of strings is white space, and inside of strings there is none.
    private func copy(_ json: UnsafeRawBufferPointer, _ out: inout ByteWriter) {
        guard json.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return out.append(json) }
        for byte in json { out.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
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
            copy(UnsafeRawBufferPointer(start: base + member.value.lowerBound, count: member.value.count), &out)
            out.append(UInt8(ascii: ","))
        }
    }

    private func end(_ index: Int, _ record: FeatureRecord, _ columns: borrowing FeatureColumns, _ out: inout ByteWriter) {
        out.append("},\"geometry\":" as StaticString)
        if record.shape == .point, record.positionCount == 1 {
            out.append("{\"type\":\"Point\",\"coordinates\":" as StaticString)
            out.append(columns.positions[record.positions.lowerBound])
            out.append(UInt8(ascii: "}"))
        } else if let geometry = columns.geometry(of: record, collection: columns.collections[index]) {
            out.append(geometry)
        } else {
            out.append("null" as StaticString)
        }
        out.append(job.format == .ndjson ? "}\n" as StaticString : "}")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

extension LocatedRecordWriter {
    private func append(_ place: RouteLocator.Place, _ out: inout ByteWriter, _ summary: inout LocateJob.Summary) {
        guard place.measure.isFinite else {
            summary.unlocated += 1
            out.append("\"segment\":null,\"area\":null,\"flags\":\"unlocated\"" as StaticString)
            return
        }
        summary.points += 1
        var flags = place.flags
        appendNames(Measure(place.measure), &flags, &out)
        out.append("\"measure_m\":" as StaticString)
        out.append(fixed: place.measure, decimals: 3)
        out.append(",\"offset_m\":" as StaticString)
        out.append(fixed: place.offset, decimals: 3)
        out.append(",\"inward_offset_m\":" as StaticString)
        out.append(fixed: job.border.route.inwardSide == .left ? place.offset : -place.offset, decimals: 3)
        out.append(",\"side\":\"" as StaticString)
        out.append(Self.word(place.side))
        out.append("\",\"flags\":\"" as StaticString)
        append(flags, &out)
        out.append(UInt8(ascii: "\""))
        if place.side == .end {
            summary.beyondEnds += 1
            out.append(",\"overshoot_m\":" as StaticString)
            out.append(fixed: place.overshoot, decimals: 3)
            out.append(",\"lateral_m\":" as StaticString)
            out.append(fixed: place.lateral, decimals: 3)
        }
        if flags.contains(.ambiguous) { summary.ambiguous += 1 }
        if flags.contains(.outsideCorridor) { summary.outsideCorridor += 1 }
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
        var flags = LocationFlags()
        appendNames(first.span.from, &flags, &out)
        let fenceLine = line.events.reduce(0) { $0 + $1.fenceLine.value }
        let numbers: [(StaticString, Double)] = [
            ("\"from_m\":", first.span.from.metres), (",\"to_m\":", last.span.to.metres),
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
        append(flags, &out)
        out.append(UInt8(ascii: "\""))
    }

    /// `"segment":"yalu","area":null,`
    private func appendNames(_ measure: Measure, _ flags: inout LocationFlags, _ out: inout ByteWriter) {
        out.append("\"segment\":" as StaticString)
        if let segment = job.border.segment(at: measure) {
            out.append(quoted: segment.id)
        } else {
            out.append("null" as StaticString)
        }
        out.append(",\"area\":" as StaticString)
        if let area = area(at: measure) {
            out.append(quoted: area)
        } else {
            if !areaSpans.isEmpty { flags.insert(.outsideAreas) }
            out.append("null" as StaticString)
        }
        out.append(UInt8(ascii: ","))
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

    private func area(at measure: Measure) -> String? {
        var low = 0
        var high = areaSpans.count
        while low < high {
            let middle = (low + high) / 2
            if areaSpans[middle].span.to <= measure { low = middle + 1 } else { high = middle }
        }
        if low < areaSpans.count, areaSpans[low].span.contains(measure) { return areaSpans[low].id }
        // The very end of the last span belongs to it: a post at the end of the border is on the border.
        if let last = areaSpans.last, last.span.to == measure { return last.id }
        return nil
    }

    private func append(_ flags: LocationFlags, _ out: inout ByteWriter) {
        guard !flags.isEmpty else { return }
        for (i, flag) in flags.list.enumerated() {
            if i > 0 { out.append(UInt8(ascii: " ")) }
            out.append(flag.rawValue)
        }
    }
}
