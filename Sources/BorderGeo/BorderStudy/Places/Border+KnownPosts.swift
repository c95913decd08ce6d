import BorderModel
import LinearReferencing

extension Border {
    /// How near a known post must stand to the border to be a post of it.
    static let postReach = Metres.kilometres(5)

    /// Posts whose kilometre is known (a survey's, an atlas's) tie that system of measures to this line's own (F25).
    ///
    /// A post is a point near the border, or a row with `measure_m`, and says its own measure as `posted_m`, `posted_km` or `km`. Throws
    /// `InputError` for posts without one of the two, posts off the border, fewer than two, and posts that go up and down.
    public func calibration(posts features: [Feature], file: String) throws(InputError) -> Calibration {
        var posts: [(post: Calibration.Post, place: Finding.Place)] = []
        for (index, feature) in features.enumerated() {
            var place = Finding.Place(file: file, feature: index, id: feature.id)
            func number(_ name: String) -> Double? {
                feature.properties[name].flatMap { $0.number ?? $0.text.flatMap { Double($0) } }
            }
            guard let posted = number("posted_m") ?? (number("posted_km") ?? number("km")).map({ $0 * 1000 }), posted.isFinite
            else {
                throw InputError(
                    "the post does not say its measure", at: place, remedy: "Give it posted_km (or posted_m), such as 12.5.")
            }
            let measure: Measure
            if case .point(let position) = feature.geometry {
                let there = route.locate(position)
                place.position = position
                guard there.side != .end, there.offset.distance <= Self.postReach else {
                    throw InputError(
                        "the post is \(FixedDecimal.string(there.offset.distance.kilometres, decimals: 1)) km from the border",
                        at: place,
                        remedy: "Check its coordinates, or leave it out: posts must be within 5 km of the line.")
                }
                measure = there.measure
            } else if let own = number("measure_m"), own >= route.start.metres, own <= route.end.metres {
                measure = Measure(own)
            } else {
                throw InputError(
                    "the post has no place", at: place, remedy: "Give it a Point, or measure_m on this border.")
            }
            posts.append((Calibration.Post(measure: measure, posted: Measure(posted)), place))
        }
        posts.sort { $0.post.measure < $1.post.measure }
        do { return try Calibration(posts: posts.map(\.post)) } catch {
            switch error {
            case .tooFewPosts(let count):
                throw InputError(
                    "\(NumberText.counted(count, one: "post ties", many: "posts tie")) nothing together",
                    at: Finding.Place(file: file), remedy: "Give two or more.")
            case .notFinite(let index):
                throw InputError(
                    "the measure is not a number", at: posts[index].place, remedy: "Correct it or leave the post out.")
            case .notMonotone(let indices):
                let names = indices.prefix(3).map { index in posts[index].place.id ?? "feature \(posts[index].place.feature ?? 0)"
                }
                throw InputError(
                    "\(NumberText.counted(indices.count, one: "post does not go on in the direction of its", many: "posts do not go on in the direction of their")) neighbours: \(names.joined(separator: ", "))",
                    at: posts[indices.first ?? 0].place, remedy: "Correct their measures or leave them out.")
            }
        }
    }

    /// Posts at the round measures of another system, with `posted_m` and this line's `measure_m`; between its first and last known post.
    public func postsLayer(
        every spacing: Metres, over span: MeasureSpan? = nil, calibratedBy calibration: Calibration
    ) throws(RouteError) -> FeatureLayer {
        let bounds = calibration.posts.map(\.posted.metres)
        guard let low = bounds.min(), let high = bounds.max(), spacing.value > 0, (high - low) / spacing.value < 1e7,
            low.magnitude / spacing.value < 1e15, high.magnitude / spacing.value < 1e15
        else { throw .unusableSpacing(spacing) }
        var features: [Feature] = []
        for step in stride(from: (low / spacing.value).rounded(.up), through: (high / spacing.value).rounded(.down), by: 1) {
            let posted = Measure(step * spacing.value)
            guard let measure = calibration.measure(ofPosted: posted),
                span.map({ measure >= $0.from && measure <= $0.to }) ?? true,
                let place = try? self.place(at: measure)
            else { continue }
            features.append(
                Feature(
                    id: "km-\(posted.kilometreLabel)", geometry: .point(place.position),
                    properties: [
                        "label": .text(posted.kilometreLabel), "route": .text(route.id),
                        "segment": segment(at: measure).map { .text($0.id) } ?? .null,
                        "measure_m": .real(measure.metres.rounded(toDecimals: 3)),
                        "azimuth": .real(place.azimuth.value.rounded(toDecimals: 3)),
                        "posted_m": .real(posted.metres.rounded(toDecimals: 3)),
                    ]))
        }
        features.sort { ($0.properties["measure_m"]?.number ?? 0) < ($1.properties["measure_m"]?.number ?? 0) }
        return FeatureLayer(
            name: "km_posts", title: "Kilometre posts of another system", kind: .point,
            fields: [
                Field("label", .text), Field("route", .text), Field("segment", .text), Field("measure_m", .real),
                Field("azimuth", .real), Field("posted_m", .real),
            ], features: features, synthetic: false)
    }

    private func place(at measure: Measure) throws(RouteError) -> (position: GeoPosition, azimuth: Degrees) {
        (try route.position(at: measure), try route.tangentAzimuth(at: measure))
    }

    /// How the other system's kilometres compare with this line's between known posts, as findings: where they differ by more than a fifth,
    /// one of the two systems has a post in a wrong place, or the line leaves out bends.
    public func calibrationFindings(_ calibration: Calibration, file: String) -> [Finding] {
        zip(calibration.posts, calibration.posts.dropFirst()).compactMap { a, b in
            let (own, posted) = ((b.measure - a.measure).value, (b.posted - a.posted).value.magnitude)
            let ratio = posted / own
            guard ratio < 0.8 || ratio > 1.25 else { return nil }
            return Finding(
                rule: "posts-stretch", severity: .warning, place: Finding.Place(file: file),
                sentence:
                    "Between posted \(a.posted.kilometreLabel) km and \(b.posted.kilometreLabel) km the line has \(FixedDecimal.string(own / 1000, decimals: 1)) km, the posts \(FixedDecimal.string(posted / 1000, decimals: 1)) km.",
                remedy: "Check the two posts; a line of small scale leaves out bends, which makes it shorter.")
        }
    }
}
