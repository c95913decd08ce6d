/// In which order a file writes day and month where it writes the year last: 31/03/2019 or 03/31/2019.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case dayMonth = "day-month"
    case monthDay = "month-day"
}
