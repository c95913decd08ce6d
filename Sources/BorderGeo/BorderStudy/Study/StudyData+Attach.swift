import BorderModel

extension LocatedAssets {
    /// Everything of a study on its border, within its corridor.
    package init(_ data: StudyData, fenceOptions: FenceOptions? = nil, jobs: Int? = nil) {
        self.init(
            facilities: data.facilities, fences: data.fences, patrolPaths: data.patrolPaths, on: data.border.route,
            fenceOptions: fenceOptions ?? FenceOptions(corridor: data.study.corridor),
            layers: data.study.words.vocabulary.layers, jobs: jobs)
    }
}
