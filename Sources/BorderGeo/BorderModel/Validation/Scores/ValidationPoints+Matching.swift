extension ValidationPoints: MatchSet {
    func withObjects<Result>(_ body: (MatchView) -> Result) -> Result {
        positions.withUnsafeBufferPointer { positions in
            kinds.withUnsafeBufferPointer { kinds in
                sigmas.withUnsafeBufferPointer { sigmas in
                    measures.withUnsafeBufferPointer { measures in
                        offsets.withUnsafeBufferPointer { offsets in
                            body(
                                MatchView(
                                    positions: positions, kinds: kinds, sigmas: sigmas, measures: measures, offsets: offsets))
                        }
                    }
                }
            }
        }
    }

    /// Some of the points, or all of them, as objects.
    package func objects(at indices: some Sequence<Int>) -> [MatchObject] { withObjects { view in indices.map { view[$0] } } }
}

extension FacilityKind {
    /// Place in the vocabulary.
    @inline(__always)
    var ordinal: Int {
        switch self {
        case .guardPost: 0
        case .watchtower: 1
        case .garrison: 2
        case .camera: 3
        case .other: 4
        }
    }
}
