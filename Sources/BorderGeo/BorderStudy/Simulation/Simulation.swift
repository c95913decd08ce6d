import BorderModel
import LinearReferencing

/// A synthetic study made from a recipe: positions are made up, totals are those asked for.
///
/// The same recipe on the same border gives the same study everywhere: one seeded generator, no clock.
package struct Simulation: Sendable {
    package let recipe: SimulationRecipe
    /// The study file's content, naming the files that the layers go to.
    package private(set) var study: Study
    package private(set) var fences: [FenceLine] = []
    package private(set) var patrolPaths: [PatrolPath] = []
    package private(set) var facilities: [Facility] = []
    /// The border, where it is no built-in one.
    private(set) var borderLine: FeatureLayer?
    /// One for each run of the recipe, in its order.
    package private(set) var detections: [SimulatedDetections] = []

    /// Lays out fences, facilities, observations and detections.
    ///
    /// Throws `InputError` where the recipe asks for what cannot be: more border than there is, a line shorter than the border it runs
    /// along or more than 1.6 times as long, a date that no image shows.
    package init(_ recipe: SimulationRecipe, border: Border) throws {
        self.recipe = recipe
        study = recipe.study
        let site = SimulationSite(recipe, SimulatedRoute(border.route))
        try site.checkAreas()
        let random = SplitMix64(seed: recipe.seed)
        study.observations = .inline(try site.observations(random.stream(1)))

        var laid: [LaidFences] = []
        for (index, group) in recipe.fences.enumerated() {
            laid.append(try site.lay(group, behind: laid, random.stream(100 + index)))
        }
        fences = laid.flatMap(\.fenceLines)
        var paths: [LaidFences] = []
        for (index, group) in recipe.patrolPaths.enumerated() {
            paths.append(try site.lay(group, behind: laid + paths, random.stream(200 + index)))
        }
        patrolPaths = paths.flatMap(\.patrolPaths)
        for (index, group) in recipe.facilities.enumerated() {
            facilities += try site.place(group, along: laid, random.stream(300 + index))
        }
        for (index, run) in recipe.detections.enumerated() {
            detections.append(try site.detect(run, among: facilities, random.stream(400 + index)))
        }

        if case .file = border.source.origin {
            // The line goes with the study, so that the folder stands for itself.
            borderLine = try border.segmentsLayer()
            study.border = "border.geojson"
            study.inward = border.route.inwardSide == .left ? .left : .right
        }
        study.fences = fences.isEmpty ? [] : ["fences.geojson"]
        study.facilities = facilities.isEmpty ? [] : ["facilities.geojson"]
        study.patrolPaths = patrolPaths.isEmpty ? [] : ["patrol_paths.geojson"]
    }
}

/// What one run of a detector or annotator found.
package struct SimulatedDetections: Hashable, Sendable {
    package struct Detection: Hashable, Sendable {
        package var id: String
        package var kind: FacilityKind
        package var position: GeoPosition
        package var score: Share?
        /// Id of the facility it is of; `nil` for a false one. Not written to the file.
        package var truth: String?
    }

    package var run: SimulationRecipe.DetectionRun
    package var detections: [Detection]
}

/// The border of a simulation with its areas and images: what every group is laid out on.
struct SimulationSite {
    let recipe: SimulationRecipe
    let route: SimulatedRoute
    let areas: [StudyArea]

    init(_ recipe: SimulationRecipe, _ route: SimulatedRoute) {
        self.recipe = recipe
        self.route = route
        var areas: [StudyArea] = if case .inline(let areas) = recipe.study.areas { areas } else { [] }
        for i in areas.indices {
            guard let last = areas[i].spans.spans.last else { continue }
            let tolerance = PrintedLength(shortest: last.to - Measure(0)).halfUnit
            areas[i].spans = areas[i].spans.reachingEnd(of: route.route, within: tolerance)
        }
        self.areas = areas
    }

    func checkAreas() throws {
        for area in areas {
            guard let last = area.spans.spans.last, last.to > route.route.end else { continue }
            throw InputError(
                "area \"\(area.id)\" ends at \(last.to.metres) m, but the border is \(route.route.end.metres) m long",
                remedy: "Correct the measures, or name the border they belong to.")
        }
    }

    /// The images of an area in order of date.
    func images(of area: String) -> [SimulationRecipe.SimulatedImage] {
        recipe.images.filter { $0.area == area }.sorted { $0.date < $1.date }
    }

    /// What images tell of something built, or gone, on a day: the first image that shows it, and the last that does not.
    func sightings(
        _ range: SimulationRecipe.DateRange, in area: String, of group: String, _ random: inout SplitMix64
    ) throws -> (seen: CalendarDate, before: CalendarDate?) {
        let day = range.draw(&random)
        let images = images(of: area)
        guard !images.isEmpty else { return (day, nil) }
        guard let seen = images.first(where: { $0.date >= day })?.date else {
            throw InputError(
                "no image of \(area) shows what happened to \(group) on \(day)",
                remedy: "Add an image of \(area) on or after that day, or let the range end earlier.")
        }
        return (seen, images.last { $0.date < seen }?.date)
    }

    func observations(_ random: SplitMix64) throws -> [Observation] {
        var random = random
        var result: [Observation] = []
        for area in areas {
            for image in images(of: area.id) {
                guard let epoch = image.epoch else { continue }
                let hidden = area.spans.length.value * image.unseen.fraction
                let seen = SimulationLayout.open(
                    area.spans, missing: hidden, openings: image.patches, &random, isClean: { _, _ in true })
                for (spans, state) in [
                    (seen ?? area.spans, Observation.State.observed), (area.spans.subtracting(seen ?? area.spans), .inconclusive),
                ] {
                    for span in spans.spans {
                        result.append(
                            Observation(
                                epoch: epoch, extent: .spans(MeasureSpanSet(span.rounded)), state: state, image: image.id,
                                date: image.date, groundSampleDistance: image.groundSampleDistance))
                    }
                }
            }
        }
        return result
    }
}

extension SimulationRecipe.DateRange {
    /// A day of the range, each equally likely.
    func draw(_ random: inout SplitMix64) -> CalendarDate {
        let days = from.dayNumber...to.dayNumber
        return CalendarDate(dayNumber: days.lowerBound + random.index(below: days.count)) ?? from
    }
}

extension CalendarDate {
    /// Days since 0000-03-01 of the Gregorian calendar.
    fileprivate var dayNumber: Int {
        let y = month > 2 ? year : year - 1
        let m = (month + 9) % 12
        return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1
    }

    fileprivate init?(dayNumber: Int) {
        var y = (10_000 * dayNumber + 14_780) / 3_652_425
        var rest = dayNumber - (365 * y + y / 4 - y / 100 + y / 400)
        if rest < 0 {
            y -= 1
            rest = dayNumber - (365 * y + y / 4 - y / 100 + y / 400)
        }
        let m = (100 * rest + 52) / 3060
        self.init(year: y + (m + 2) / 12, month: (m + 2) % 12 + 1, day: rest - (m * 306 + 5) / 10 + 1)
    }
}

extension MeasureSpan {
    /// To the millimetre, as files hold it.
    fileprivate var rounded: MeasureSpan {
        MeasureSpan(Measure(from.metres.rounded(toDecimals: 3)), Measure(to.metres.rounded(toDecimals: 3)))
    }
}
