import GeoFormats
import LinearReferencing

/// What a text in a field of dates says.
package enum DateReading: Hashable {
    case day(CalendarDate)
    /// A month or a year: some day of it, both ends included.
    case span(CalendarDate, CalendarDate)
    /// Day and month may each be either: both readings.
    case twoReadings(dayFirst: CalendarDate, monthFirst: CalendarDate)

    /// Reads what `CalendarDate(lenient:)` reads, `2019`, `2019-05`, `05/2019`, and days with the year last: 31/03/2019, where `order` decides
    /// between two readings. `nil` for anything else, also for a date that does not exist and one against the order.
    package init?(_ text: String, order: DateOrder?) {
        if let day = CalendarDate(text) ?? CalendarDate(lenient: text) {
            self = .day(day)
            return
        }
        guard let parts = Self.parts(text) else { return nil }
        func span(_ first: CalendarDate?, _ last: CalendarDate?) -> DateReading? {
            first.flatMap { first in last.map { .span(first, $0) } }
        }
        func month(_ year: Int, _ month: Int) -> DateReading? {
            // The last day is the first one of 31, 30, 29, 28 that exists.
            let days = [31, 30, 29, 28].lazy.compactMap { CalendarDate(year: year, month: month, day: $0) }
            return span(CalendarDate(year: year, month: month, day: 1), days.first)
        }
        let reading: DateReading? =
            switch parts.map({ $0.digits }) {
            case [4]:
                span(
                    CalendarDate(year: parts[0].value, month: 1, day: 1), CalendarDate(year: parts[0].value, month: 12, day: 31))
            case [4, 1], [4, 2]: month(parts[0].value, parts[1].value)
            case [1, 4], [2, 4]: month(parts[1].value, parts[0].value)
            case [4, 1, 1], [4, 1, 2], [4, 2, 1], [4, 2, 2]:
                CalendarDate(year: parts[0].value, month: parts[1].value, day: parts[2].value).map { .day($0) }
            case [1, 1, 4], [1, 2, 4], [2, 1, 4], [2, 2, 4]:
                Self.yearLast(parts[0].value, parts[1].value, year: parts[2].value, order: order)
            default: nil
            }
        guard let reading else { return nil }
        self = reading
    }

    private static func yearLast(_ a: Int, _ b: Int, year: Int, order: DateOrder?) -> DateReading? {
        let dayFirst = CalendarDate(year: year, month: b, day: a)
        let monthFirst = CalendarDate(year: year, month: a, day: b)
        switch order {
        case .dayMonth: return dayFirst.map { .day($0) }
        case .monthDay: return monthFirst.map { .day($0) }
        case nil:
            if let dayFirst, let monthFirst, dayFirst != monthFirst {
                return .twoReadings(dayFirst: dayFirst, monthFirst: monthFirst)
            }
            return (dayFirst ?? monthFirst).map { .day($0) }
        }
    }

    /// The numbers of a date with one kind of separator between them; a time of day behind it is dropped.
    private static func parts(_ text: String) -> [(value: Int, digits: Int)]? {
        let text = text.trimmed
        let date = text.prefix { $0 != "T" && $0 != "t" && $0 != " " }
        if date.count < text.count {
            guard text[date.endIndex...].dropFirst().first?.isNumber == true else { return nil }
        }
        guard let separator = date.first(where: { !("0"..."9").contains($0) }) else { return number(date).map { [$0] } }
        guard "-/.".contains(separator) else { return nil }
        let numbers = date.split(separator: separator, omittingEmptySubsequences: false).map(number)
        guard numbers.allSatisfy({ $0 != nil }) else { return nil }
        return numbers.compactMap { $0 }
    }

    private static func number(_ text: Substring) -> (value: Int, digits: Int)? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48..<58).contains($0) }), let value = Int(text) else {
            return nil
        }
        return (value, text.utf8.count)
    }
}

extension CalendarDate {
    /// The only day that a text can mean; `nil` for a month, a year, and what has two readings.
    init?(reading text: String, order: DateOrder?) {
        guard case .day(let day)? = DateReading(text, order: order) else { return nil }
        self = day
    }
}
