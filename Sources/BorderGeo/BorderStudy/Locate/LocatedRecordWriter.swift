import BorderModel
import GeoFormats
import LinearReferencing

/// Locates one batch of features and writes them as JSON: numbers from columns, properties as raw bytes.
struct LocatedRecordWriter {
    let job: LocateJob
    private let fences: FenceLocator
    private let watched: Set<String>
    /// `"segment":"yalu"` by measure, and `,"area":"A1"`: spans in order, disjoint; where areas overlap the first one in the study's order is named.
    let segments: MeasureLabels
    let areas: MeasureLabels
    let inwardSign: Double

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
                appendStart(of: record, in: bytes, to: &out)
                if Self.isPoint(record) {
                    let position = columns.positions[record.positions.lowerBound]
                    append(
                        places[nextPlace], at: position, isMulti: record.shape == .multiPoint, to: &out, counting: &summary)
                    nextPlace += 1
                    if box == nil { box = GeoBox(around: position) } else { box?.extend(to: position) }
                } else {
                    switch record.shape {
                    case .lineString where record.positionCount > 1, .multiLineString where record.positionCount > 1:
                        append(line(record, columns), to: &out, counting: &summary)
                    default:
                        summary.unlocated += 1
                        out.append("\"segment\":null,\"area\":null,\"flags\":\"unlocated\"" as StaticString)
                    }
                    appendGeometry(of: index, in: columns, to: &out)
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

    /// A point, also one that is the only part of a MultiPoint, as many exports write all points.
    private static func isPoint(_ record: FeatureRecord) -> Bool {
        record.positionCount == 1 && (record.shape == .point || record.shape == .multiPoint)
    }

    /// The places of the batch's points, in the order of their records.
    private func places(of columns: borrowing FeatureColumns) -> [RouteLocator.Location] {
        var points: [GeoPosition] = []
        points.reserveCapacity(columns.count)
        for record in columns.records where Self.isPoint(record) {
            points.append(columns.positions[record.positions.lowerBound])
        }
        var places = [RouteLocator.Location](repeating: RouteLocator.Location(), count: points.count)
        let route = job.border.route
        route.index.withLocator(on: route, options: job.points) { locator in
            locator.locate(points[...]) { row, place in places[row] = place }
        }
        return places
    }

    private func line(_ record: FeatureRecord, _ columns: borrowing FeatureColumns) -> FenceLocation {
        fences.locate(columns.parts(of: record).map { Polyline(Array(columns.positions[$0])) })
    }

    /// `{"type":"Feature","id":...,"properties":{` and the input's own properties.
    private func appendStart(of record: FeatureRecord, in bytes: UnsafeRawBufferPointer, to out: inout ByteWriter) {
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
        if rewriting { appendRewritten(record, in: base, to: &out) }
    }

    /// Properties without those that we write ourselves, and of a name that stands twice the last.
    private func appendRewritten(_ record: FeatureRecord, in base: UnsafePointer<UInt8>, to out: inout ByteWriter) {
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

    /// The end of the properties, and the geometry as it came.
    private func appendGeometry(of index: Int, in columns: borrowing FeatureColumns, to out: inout ByteWriter) {
        out.append("},\"geometry\":" as StaticString)
        if let geometry = columns.geometry(at: index) {
            out.append(geometry)
        } else {
            out.append("null" as StaticString)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
