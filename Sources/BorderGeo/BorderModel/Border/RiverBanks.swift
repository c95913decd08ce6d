import LinearReferencing

/// Which line is the border where a file holds both banks of a river.
package enum BankChoice: String, Hashable, Sendable, Codable, CaseIterable {
    /// The bank on the DPRK's side.
    case dprk
    /// The bank on the other side.
    case opposite
    /// The line half way between the two.
    case middle
}

/// The two banks of a river, each a line of its own, running the same way.
struct RiverBanks {
    /// The bank on the DPRK's side, and the other one, as parts of one line each.
    private(set) var dprk: [BorderPart]
    private(set) var opposite: [BorderPart]

    /// Banks lie no farther apart than this; lines farther apart are no banks of one river.
    static let widest = Metres.kilometres(3)

    /// `nil` where the parts are not two banks: fewer or more than two lines side by side.
    ///
    /// Banks are told by the parts' `bank` property where all have one of two values, otherwise by two lines of which one runs beside the
    /// other over four fifths of its vertices. Which is the DPRK's follows from `bank`, else from the side on which one sees the other.
    init?(_ parts: [BorderPart], reference: Border?, inwardSide: Side) throws(InputError) {
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
        let routes = try groups.map { (group) throws(InputError) in try Self.route(of: group, reference, inwardSide) }
        guard Self.runsBeside(routes[0], routes[1]) || Self.runsBeside(routes[1], routes[0]) else { return nil }
        dprk = groups[0]
        opposite = groups[1]
        if !labels.contains("dprk"), let middle = try? routes[1].position(at: routes[1].start + routes[1].length / 2) {
            // Without a label: from the DPRK's bank the other one lies outward.
            if routes[0].locate(middle).inwardOffset.metres > 0 { (dprk, opposite) = (opposite, dprk) }
        }
        lines = (try Self.route(of: dprk, reference, inwardSide), try Self.route(of: opposite, reference, inwardSide))
    }

    private var lines: (dprk: Route, opposite: Route)

    private static func rank(_ bank: String) -> Int { bank == "dprk" ? 0 : 1 }

    private static func route(of parts: [BorderPart], _ reference: Border?, _ side: Side) throws(InputError) -> Route {
        var chain = try BorderChain(parts)
        let ends = chain.ends(parts)
        if let reference, reference.route.locate(ends.last).measure < reference.route.locate(ends.first).measure {
            chain.reverse()
        }
        let positions = chain.pieces.joined().flatMap { link in
            link.reversed ? parts[link.part].positions.reversed() : parts[link.part].positions
        }
        do throws(RouteError) { return try Route(id: "bank", parts: [Polyline(positions)], inwardSide: side) } catch {
            throw InputError("\(error)", at: parts[0].place, remedy: "Give a line with at least two different vertices.")
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
        case .dprk: return dprk
        case .opposite: return opposite
        case .middle:
            var part = dprk[0]
            part.positions = middle
            return [part]
        }
    }

    /// Half way from each vertex of the DPRK's bank, and from each foot of the other bank's vertices on it, to the nearest place of the
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
