import BorderBase
import BorderModel
import GeoFormats
import LinearReferencing

/// Every facility that stood at some epoch, along the border, as columns of a page. Positions are whole metres.
struct FacilityColumns {
    /// What the columns alone do not say: how many there are, kinds with sets of epochs, first parts of ids, names of images.
    let description: JSONValue

    init(figures: ReportFigures, map: MapData, frame: MapFrame, into columns: inout PageColumns) {
        let facilities = figures.model.inventories.first?.assets.facilities ?? []
        let line = PageLine(
            parts: map.border.map { part in
                let places = part.positions.map { frame.place($0) }
                return PageLine.Part(
                    x: places.map { ReportData.whole($0.x) }, y: places.map { ReportData.whole($0.y) },
                    m: part.measures.map { ReportData.whole($0.metres) })
            })
        // Along the border: neighbours differ by little, which keeps the numbers small.
        let rows = map.posts.compactMap { post in post.index.map { (post, facilities[$0]) } }
            .filter { $0.0.position.isOnEarth }
            .map {
                (
                    post: $0.0, record: $0.1.facility.record,
                    measure: $0.1.attached.map { ReportData.whole($0.measure.metres) } ?? -1
                )
            }
            .sorted { ($0.measure, $0.post.index ?? 0) < ($1.measure, $1.post.index ?? 0) }
        let places = rows.map { row in
            let place = frame.place(row.post.position)
            return line.place(x: ReportData.whole(place.x), y: ReportData.whole(place.y), measure: row.measure)
        }
        columns.append("m", rows.map(\.measure), differences: true)
        columns.append("offset", places.map(\.offset))
        columns.append("dx", places.map(\.dx))
        columns.append("dy", places.map(\.dy))
        let kinds = figures.model.study.words.vocabulary.kinds
        var classes = Numbering<[Int]>()
        columns.append(
            "class",
            rows.map {
                classes.number(of: [
                    $0.post.kind.flatMap { kinds.firstIndex(of: $0) } ?? 0, $0.post.set,
                    $0.post.isCounted ? 0 : 1,
                ])
            })
        columns.append("from", rows.map { $0.record.lifetime.validFrom.map(Self.number) ?? 0 })
        columns.append("absent", rows.map { $0.record.lifetime.absentOn.map(Self.number) ?? 0 })
        columns.append("to", rows.map { $0.record.lifetime.validTo.map(Self.number) ?? 0 })
        // In thousandths and one more; 0: not given.
        columns.append(
            "sure", rows.map { row in row.record.provenance.confidence.map { 1 + ReportData.whole($0.fraction * 1000) } ?? 0 })
        let stems = Self.append(ids: rows.map(\.record.id), to: &columns)
        description = [
            "count": .integer(rows.count), "classes": .array(classes.values.map { .array($0.map { .integer($0) }) }),
            "stems": stems,
        ]
    }

    /// Ids as a first part that many share and a number; as they are where they have no such form.
    private static func append(ids: [String], to columns: inout PageColumns) -> JSONValue {
        var stems = Numbering<String>()
        var parts: [(stem: Int, number: Int)] = []
        parts.reserveCapacity(ids.count)
        for id in ids {
            let digits = id.utf8.reversed().prefix(12).prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            let number = Int(id.suffix(digits)) ?? 0
            // As many digits as there are, zeros before them among them: "post-0007" is "post-", 4, 7.
            parts.append((stems.number(of: "\(digits) \(id.dropLast(digits))"), number))
            if stems.values.count > 4096 { break }
        }
        guard parts.count == ids.count else {
            columns.append("ids", ids)
            return .null
        }
        columns.append("stem", parts.map(\.stem))
        columns.append("number", parts.map(\.number), differences: true)
        return .array(stems.values.map { .string($0) })
    }

    /// A date as year, month and day in one number: 20240307.
    static func number(_ date: CalendarDate) -> Int { (date.year * 100 + date.month) * 100 + date.day }

    /// Values numbered in the order in which they first come.
    private struct Numbering<Value: Hashable> {
        private(set) var values: [Value] = []
        private var numbers: [Value: Int] = [:]

        mutating func number(of value: Value) -> Int {
            if let number = numbers[value] { return number }
            numbers[value] = values.count
            values.append(value)
            return values.count - 1
        }
    }
}
