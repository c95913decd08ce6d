import BorderBase

/// How many facilities stood on each date of an image, as bounds: what images bracket, whatever happened in between (F26).
package struct FacilityTimeline: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package var date: CalendarDate
        /// Seen by then, and not yet seen gone.
        package var atLeast: Int
        /// `atLeast` and those that an image after this date shows and none before it excludes.
        package var atMost: Int
    }

    package var area: String
    /// In order of date: every date on which a facility of the area is first seen, last not seen, or seen gone.
    package var points: [Point]
}

extension LocatedAssets {
    /// The timeline of the facilities in each domain. n log n.
    package func timelines(in domains: [MetricDomain]) -> [FacilityTimeline] {
        // From which date on a bound changes, and by how much: `after` moves it behind the date, where an interval is open.
        var steps: [(date: CalendarDate, after: Bool, least: Int, most: Int, measure: Measure)] = []
        var always: [(measure: Measure, certain: Int)] = []
        for index in facilities.indices {
            guard let measure = facilities[index].attachedMeasure else { continue }
            let facility = facilities[index].facility
            guard !facility.leavesCounts(leastConfidence: leastConfidence) else { continue }
            let life = facility.lifetime
            // What is only possible stands in the upper bound alone.
            // So does what may have gone before it is known to have come.
            let isNeverCertain = life.validTo.map { to in life.validFrom.map { $0 > to } ?? false } ?? false
            let certain = facility.provenance.review == .possible || isNeverCertain ? 0 : 1
            if let from = life.validFrom {
                steps.append((from, false, certain, life.absentOn == nil ? 1 : 0, measure))
                if let absent = life.absentOn { steps.append((absent, true, 0, 1, measure)) }
            } else {
                always.append((measure, certain))
            }
            if let to = life.validTo {
                if let seen = life.lastSeenOn, !isNeverCertain { steps.append((seen, true, -certain, 0, measure)) }
                steps.append((to, false, life.lastSeenOn == nil || isNeverCertain ? -certain : 0, -1, measure))
            }
        }
        steps.sort { ($0.date, $0.after ? 1 : 0) < ($1.date, $1.after ? 1 : 0) }
        return domains.map { domain in
            let standing = always.filter { domain.spans.holds($0.measure, borderEnd: borderEnd) }
            var least = standing.reduce(0) { $0 + $1.certain }
            var most = standing.count
            var points: [FacilityTimeline.Point] = []
            for step in steps where domain.spans.holds(step.measure, borderEnd: borderEnd) {
                if points.last?.date != step.date { points.append(.init(date: step.date, atLeast: least, atMost: most)) }
                least += step.least
                most += step.most
                if !step.after { points[points.count - 1] = .init(date: step.date, atLeast: least, atMost: most) }
            }
            return FacilityTimeline(area: domain.id, points: points)
        }
    }
}
