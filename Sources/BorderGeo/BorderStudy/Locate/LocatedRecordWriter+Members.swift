import BorderModel
import GeoFormats
import LinearReferencing

extension LocatedRecordWriter {
    /// Our own members of a point, and its geometry, which `isMulti` writes as the only part of a MultiPoint.
    func append(
        _ place: RouteLocator.Location, at position: GeoPosition, isMulti: Bool, to out: inout ByteWriter,
        counting summary: inout LocateJob.Summary
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
            cursor.put(
                isMulti
                    ? "},\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[["
                    : "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
            cursor.put(fixed: position.longitude, decimals: GeoJSONWriter.decimals)
            cursor.put(UInt8(ascii: ","))
            cursor.put(fixed: position.latitude, decimals: GeoJSONWriter.decimals)
            cursor.put(isMulti ? "]]}" : "]}")
        }
    }

    func append(_ line: FenceLocation, to out: inout ByteWriter, counting summary: inout LocateJob.Summary) {
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
