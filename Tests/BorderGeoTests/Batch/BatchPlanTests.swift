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
            public: true
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
        #expect(plan.jobs.allSatisfy { $0.settings.parameters.isPublic })
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

    static let refused: [(name: String, text: String, words: String)] = [
        ("no study", "studies: []", "names no study"), ("an unknown key", "studies: [hoeryong]\nareaz: [a]", "unknown key"),
        ("a bare length", "studies: [hoeryong]\nnear_fence: 250", "no length with a unit"),
        ("a negative length", "studies: [hoeryong]\ncorridor_inward: -1km", "negative"),
        ("a bank that is none", "studies: [hoeryong]\nbanks: [mongolia]", "not known"),
        ("a grid value that is none", "studies: [hoeryong]\ngrid: {bridged: [maybe]}", "true or false"),
        ("one name twice", "studies: [hoeryong, hoeryong]", "two jobs are called"),
    ]

    @Test(arguments: refused) func `A plan that is doubtful is refused with a remedy`(
        row: (name: String, text: String, words: String)
    ) throws {
        let error = #expect(throws: InputError.self) { try plan(row.text) }
        #expect(error?.description.contains(row.words) == true, "\(row.name): \(error?.description ?? "")")
        #expect(error?.remedy.isEmpty == false, "\(row.name)")
    }

    @Test func `A name cannot leave the folder of jobs`() throws {
        let plan = try plan("studies:\n  - {study: hoeryong, name: \"../../x y\"}")
        #expect(plan.jobs[0].id == "-..-x-y")
        #expect(!plan.jobs[0].id.contains("/"))
    }
}
