import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite("Batch plan")
struct BatchPlanTests {
    private func plan(_ text: String) throws -> BatchPlan {
        try BatchPlan(yaml: "format: border-batch/1\n" + text, file: "plans/plan.yaml")
    }

    @Test func `Every combination of the grid is a job of its own, in the order of the plan`() throws {
        let plan = try plan(
            """
            studies: [hoeryong, own/study.yaml]
            keep_shift: true
            grid:
              bridged: [true, false]
              corridor_inward: [1km, 3km]
            """)
        #expect(
            plan.jobs.map(\.id) == [
                "hoeryong--bridged-true--corridor_inward-1km", "hoeryong--bridged-true--corridor_inward-3km",
                "hoeryong--bridged-false--corridor_inward-1km", "hoeryong--bridged-false--corridor_inward-3km",
                "own--bridged-true--corridor_inward-1km", "own--bridged-true--corridor_inward-3km",
                "own--bridged-false--corridor_inward-1km", "own--bridged-false--corridor_inward-3km",
            ])
        #expect(plan.jobs[0].study == "hoeryong")
        #expect(plan.jobs[4].study == "plans/own/study.yaml")
        #expect(plan.jobs[3].settings.corridorInward == Metres(3000))
        #expect(plan.jobs[3].settings.parameters.countingBridged == false)
        #expect(plan.jobs.allSatisfy { $0.settings.parameters.keepsShift })
    }

    /// Two editions of one study laid over each other locate what neither does alone.
    @Test(arguments: [
        "areas: [hoeryong, all]", "near_fence: [250m, 500m]", "corridor_inward: [1km, 3km]", "corridor_outward: [1km, 500m]",
        "border: [a, b]", "min_gap: [1m, 9m]", "segments: [yalu, tumen]", "min_confidence: [0.2, 0.9]", "max_angle: [40, 50]",
        "public: [true, false]",
    ])
    func `A plan of public editions of one study that differ is refused`(grid: String) throws {
        let error = #expect(throws: InputError.self) {
            try plan("studies: [hoeryong]\n" + (grid.hasPrefix("public") ? "" : "public: true\n") + "grid:\n  \(grid)\n")
        }
        #expect(error.map { "\($0)".contains("public editions") } == true)
        if !grid.hasPrefix("public") { #expect(try plan("studies: [hoeryong]\ngrid:\n  \(grid)\n").jobs.count == 2) }
        #expect(try plan("studies: [hoeryong, six-areas]\npublic: true\ngrid:\n  bridged: [true, false]\n").jobs.count == 4)
    }

    @Test func `What a study sets wins over what all share`() throws {
        let plan = try plan(
            """
            near_fence: 250m
            studies:
              - {study: hoeryong, name: near}
              - {study: hoeryong, name: far, near_fence: 1km, areas: [hoeryong]}
            """)
        #expect(plan.jobs.map(\.id) == ["near", "far"])
        #expect(plan.jobs.map(\.settings.nearFence) == [Metres(250), Metres(1000)])
        #expect(plan.jobs[1].settings.parameters.areas == ["hoeryong"])
    }

    /// Each setting by its name, for all jobs, for one study and in a grid, against what `report` takes from its options.
    @Test(arguments: ["all", "study", "grid"]) func `Every setting of a report can be set`(place: String) throws {
        let values = [
            ("areas", "hoeryong"), ("epochs", "\"2022\""), ("segments", "tumen"), ("banks", "china"), ("bridged", "false"),
            ("max_angle", "42.5"), ("min_gap", "12m"), ("match", "position"), ("keep_shift", "true"), ("public", "true"),
            ("min_confidence", "0.25"), ("accuracy", "5m"),
        ]
        let text =
            switch place {
            case "all": "studies: [hoeryong]\n" + values.map { "\($0): \($1)\n" }.joined()
            case "study": "studies:\n  - {study: hoeryong, " + values.map { "\($0): \($1)" }.joined(separator: ", ") + "}\n"
            default: "studies: [hoeryong]\ngrid:\n" + values.map { "  \($0): [\($1)]\n" }.joined()
            }
        let job = try #require(try plan(text).jobs.first)
        var expected = ReportParameters(
            areas: ["hoeryong"], epochs: ["2022"], segments: ["tumen"], banks: [Bank("china", rank: 1)], countingBridged: false,
            maxAngle: Degrees(42.5), minGap: Metres(12), leastConfidence: Share(0.25), matching: .position, keepsShift: true,
            isPublic: true)
        #expect(job.settings.parameters == expected)
        #expect(job.settings.accuracy == Metres(5))
        expected.keepsShift = false
        #expect(job.settings.parameters != expected)
        // What differs has another key: a finished job is not taken for one with other settings.
        #expect(job.settings.json["keep_shift"] == true && job.settings.json["max_angle_deg"] == .shortest(42.5))
        #expect(try plan("studies: [hoeryong]").jobs.first?.settings.parameters == ReportParameters())
    }

    static let refused: [(name: String, text: String, words: String)] = [
        ("no study", "studies: []", "names no study"), ("an unknown key", "studies: [hoeryong]\nareaz: [a]", "unknown key"),
        ("a bare length", "studies: [hoeryong]\nnear_fence: 250", "length with a unit"),
        ("a negative length", "studies: [hoeryong]\ncorridor_inward: -1km", "negative"),
        ("a grid value that is none", "studies: [hoeryong]\ngrid: {bridged: [maybe]}", "true or false"),
        ("an angle of nought", "studies: [hoeryong]\nmax_angle: 0", "not an angle with the border"),
        ("an angle that is a word", "studies: [hoeryong]\ngrid: {max_angle: [steep]}", "not an angle with the border"),
        ("a negative gap", "studies: [hoeryong]\ngrid: {min_gap: [-1m]}", "negative"),
        ("a shift that is none", "studies: [hoeryong]\ngrid: {keep_shift: [perhaps]}", "true or false"),
        ("a confidence in per cent", "studies: [hoeryong]\nmin_confidence: 50", "not a share"),
        ("a confidence that is a word", "studies: [hoeryong]\ngrid: {min_confidence: [high]}", "not a share"),
        ("an accuracy of nought", "studies: [hoeryong]\naccuracy: 0m", "not above 0"),
        ("an accuracy below nought", "studies: [hoeryong]\ngrid: {accuracy: [-5m]}", "negative"),
        ("an accuracy without a unit", "studies: [hoeryong]\naccuracy: 5", "length with a unit"),
        ("one name twice", "studies: [hoeryong, hoeryong]", "two jobs are called"),
    ]

    @Test(arguments: refused) func `A plan that is doubtful is refused with a remedy`(
        row: (name: String, text: String, words: String)
    ) throws {
        // Whether a study has a bank is known only with the study: its job says so.
        let error = #expect(throws: InputError.self) { try plan(row.text) }
        #expect(error?.description.contains(row.words) == true, "\(row.name): \(error?.description ?? "")")
        #expect(error?.remedy.isEmpty == false, "\(row.name)")
    }

    @Test func `A name cannot leave the folder of jobs`() throws {
        let plan = try plan("studies:\n  - {study: hoeryong, name: \"../../x y\"}")
        #expect(plan.jobs[0].id == "x-y")
        #expect(!plan.jobs[0].id.contains("/"))
    }
}
