import LinearReferencing

/// Which line is the border where a file holds both banks of a river.
package enum BankChoice: String, Hashable, Sendable, Codable, CaseIterable {
    /// The bank on the inward side.
    case inward
    /// The bank on the outward side.
    case outward
    /// The line half way between the two.
    case middle

    /// Reads one of the three, or a name that an earlier version had for it.
    package init?(named name: String) {
        switch name {
        case "dprk": self = .inward
        case "opposite": self = .outward
        default: self.init(rawValue: name)
        }
    }
}

/// The two banks of a river, each a line of its own.
struct RiverBanks {
    /// The inward bank and the outward one, as parts of one line each.
    private(set) var inward: [BorderPart]
    private(set) var outward: [BorderPart]

    /// Banks lie no farther apart than this; lines farther apart are no banks of one river.
    static let widest = Metres.kilometres(3)

    /// `nil` where the parts are not two banks: fewer or more than two lines side by side.
    ///
    /// Banks are told by the parts' `bank` property where all have one of two values, otherwise by two lines of which one runs beside the
    /// other over four fifths of its vertices. Which is the inward one follows from `bank` (`inward`, `dprk`), else from the side on which one sees the other.
    init?(_ parts: [BorderPart], reference: Border?, inwardSide: Side?) throws(InputError) {
        let labels = Set(parts.map(\.bank))
        let groups: [[BorderPart]]
        if labels.count == 2, !labels.contains(nil) {
            groups = labels.compactMap { $0 }.sorted { Self.rank($0) < Self.rank($1) }.map { label in
                parts.filter { $0.bank == label }
            }
            guard groups.count == 2 else { return nil }
        } else {
            let chains = try BorderChain.loose(parts)
            guard chains.count == 2 else { return nil }
            groups = chains.map { chain in chain.map { parts[$0.part] } }
        }
        let first = try Self.route(of: groups[0], reference, inwardSide)
        let second = try Self.route(of: groups[1], reference, inwardSide)
        guard Self.runsBeside(first, second) || Self.runsBeside(second, first) else { return nil }
        (inward, outward, lines) = (groups[0], groups[1], (first, second))
        if labels.isDisjoint(with: Self.inwardNames), let middle = try? second.position(at: second.start + second.length / 2),
            // Without such a label: from the inward bank the other one lies outward.
            first.locate(middle).inwardOffset.metres > 0
        {
            (inward, outward, lines) = (groups[1], groups[0], (second, first))
        }
        lines.outward = try Self.running(along: lines.inward, lines.outward)
    }

    private var lines: (inward: Route, outward: Route)

    /// Labels that say of a bank that it is the inward one; the second is that of the built-in border.
    private static let inwardNames: Set<String?> = ["inward", "dprk"]

    /// The inward bank first; others in the order of their names, whatever the order of a set.
    private static func rank(_ bank: String) -> (Int, String) { (inwardNames.contains(bank) ? 0 : 1, bank) }

    /// One bank as it was drawn, with its inward side.
    private static func route(of parts: [BorderPart], _ reference: Border?, _ side: Side?) throws(InputError) -> Route {
        let chain = try BorderChain(parts, along: reference)
        let positions = chain.pieces.joined().flatMap { link in
            link.reversed ? parts[link.part].positions.reversed() : parts[link.part].positions
        }
        let inward = side ?? (chain.runsWithReference == false ? .left : .right)
        do throws(RouteError) { return try Route(id: "bank", parts: [Polyline(positions)], inwardSide: inward) } catch {
            throw InputError("\(error)", at: parts[0].place, remedy: "Give a line with at least two different vertices.")
        }
    }

    /// The other bank in the direction of the first, whichever way it was drawn.
    private static func running(along first: Route, _ other: Route) throws(InputError) -> Route {
        guard let start = other.vertices.first, let end = other.vertices.last,
            first.locate(end).measure < first.locate(start).measure
        else { return other }
        do throws(RouteError) {
            return try Route(id: "bank", parts: [Polyline(other.vertices.reversed())], inwardSide: first.inwardSide)
        } catch {
            throw InputError("\(error)", remedy: "Give a line with at least two different vertices.")
        }
    }

    private static func runsBeside(_ a: Route, _ b: Route) -> Bool {
        let beside = a.vertices.count { vertex in
            let there = b.locate(vertex)
            return there.side != .end && there.offset.distance <= widest
        }
        return beside * 5 >= a.vertices.count * 4
    }

    /// The bank asked for, or the middle line, as parts of a border.
    func parts(_ choice: BankChoice) -> [BorderPart] {
        switch choice {
        case .inward: return inward
        case .outward: return outward
        case .middle:
            var part = inward[0]
            part.positions = middle
            return [part]
        }
    }

    /// Half way from each vertex of the inward bank, and from each foot of the other bank's vertices on it, to the nearest place of the
    /// other bank. Where the nearest place would run back (the neck of a meander) nothing is added. n log n.
    private var middle: [GeoPosition] {
        let (near, far) = lines
        let feet = far.vertices.map { near.locate($0) }.filter { $0.side != .end }.map {
            (measure: $0.measure, position: $0.foot)
        }
        let own = zip(near.measures, near.vertices).map { (measure: $0, position: $1) }
        let stations = (own + feet).sorted { $0.measure < $1.measure }
        let geodesic = Geodesic()
        var result: [GeoPosition] = []
        var last = far.start
        for station in stations {
            let there = far.locate(station.position)
            // At its ends a bank may be a little shorter than the other.
            if there.side == .end, (there.overshoot?.value ?? 0).magnitude > (there.lateral?.metres ?? 0).magnitude { continue }
            guard there.measure >= last else { continue }
            last = there.measure
            let line = geodesic.inverse(station.position, there.foot)
            let half = geodesic.direct(from: station.position, azimuth: line.azimuth, length: line.length / 2).position
            let rounded = GeoPosition(
                longitude: half.longitude.rounded(toDecimals: 7), latitude: half.latitude.rounded(toDecimals: 7))
            if rounded != result.last { result.append(rounded) }
        }
        return result
    }
}
