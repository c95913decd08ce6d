import BorderGeo
import Dispatch
import Synchronization

/// Locates points and writes them with what was found: batches on all threads, the file in their order, so that one thread writes while others locate.
struct PointWriter: Sendable {
    let points: FeatureBatches
    let route: Route
    let neighbours: [Metres?]

    /// What was found, batch by batch.
    func write(to path: String, jobs: Int) throws -> [LocationColumns] {
        let file = Mutex<OutputFile?>(try OutputFile(path))
        let error = Mutex<FileError?>(nil)
        var starts = [0]
        for batch in points.batches { starts.append(starts[starts.count - 1] + batch.count) }
        let first = starts
        let next = Atomic(0)
        let located = Mutex([LocationColumns](repeating: LocationColumns(), count: points.batches.count))
        // A batch may be written when the one before it has been.
        let turns = (0...points.batches.count).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            var bytes = ByteWriter(capacity: 1 << 21)
            while true {
                let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard i < points.batches.count else { return }
                bytes.removeAll()
                if i == 0 { bytes.append("{\"type\":\"FeatureCollection\",\"features\":[" as StaticString) }
                let places = route.locate(points.positions(of: i), jobs: 1)
                append(i, from: first[i], places, &bytes)
                located.withLock { $0[i] = places }
                if i == points.batches.count - 1 { bytes.append("\n]}\n" as StaticString) }
                turns[i].wait()
                let failure = file.withLock { file -> FileError? in
                    bytes.withBytes { bytes in
                        do throws(FileError) { try file?.write(bytes) } catch { return error }
                        return nil
                    }
                }
                if let failure { error.withLock { $0 = failure } }
                turns[i + 1].signal()
            }
        }
        try error.withLock { if let error = $0 { throw error } }
        try file.withLock { try $0.take()?.commit() }
        return located.withLock { $0 }
    }

    private func append(_ index: Int, from first: Int, _ places: LocationColumns, _ out: inout ByteWriter) {
        let batch = points.batches[index]
        let inwardIsLeft = route.inwardSide == .left
        batch.withBytes { bytes in
            for (row, record) in batch.records.enumerated() {
                out.append(
                    first + row == 0
                        ? "\n{\"type\":\"Feature\",\"properties\":" as StaticString : ",\n{\"type\":\"Feature\",\"properties\":")
                out.append(UnsafeRawBufferPointer(rebasing: bytes[record.properties].dropLast()))
                out.append(",\"measure_m\":" as StaticString)
                out.append(fixed: places.measures[row].metres, decimals: 3)
                let offset = places.offsets[row].metres
                out.append(",\"offset_m\":" as StaticString)
                out.append(fixed: offset, decimals: 3)
                out.append(",\"inward_offset_m\":" as StaticString)
                out.append(fixed: inwardIsLeft ? offset : -offset, decimals: 3)
                out.append(",\"side\":\"" as StaticString)
                out.append(Self.word(places.sides[row]))
                out.append(
                    places.flags[row].contains(.ambiguous)
                        ? "\",\"ambiguous\":true,\"nn_m\":" as StaticString : "\",\"ambiguous\":false,\"nn_m\":")
                out.append(fixed: neighbours[first + row]?.value ?? .nan, decimals: 3)
                out.append("},\"geometry\":{\"type\":\"Point\",\"coordinates\":" as StaticString)
                out.append(batch.positions[record.positions.lowerBound])
                out.append("}}" as StaticString)
            }
        }
    }

    private static func word(_ side: Side) -> StaticString {
        switch side {
        case .left: "left"
        case .right: "right"
        case .on: "on"
        case .end: "end"
        case .ambiguous: "ambiguous"
        }
    }
}
