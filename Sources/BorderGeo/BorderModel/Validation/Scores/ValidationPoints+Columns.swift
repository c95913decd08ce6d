import LinearReferencing

extension ValidationPoints {
    /// A look at the columns that costs nothing to copy: no reference is counted in a loop. Valid inside of `withColumns` alone.
    struct Columns {
        fileprivate var positions: UnsafeBufferPointer<GeoPosition>
        fileprivate var kinds: UnsafeBufferPointer<FacilityKind>
        /// Empty where no point has one.
        fileprivate var sigmas: UnsafeBufferPointer<Metres?>
        /// Empty where no place has been looked for; NaN where a point has none.
        fileprivate var measures: UnsafeBufferPointer<Measure>
        fileprivate var offsets: UnsafeBufferPointer<Offset>

        @inline(__always) func position(_ index: Int) -> GeoPosition { positions[index] }
        @inline(__always) func kind(_ index: Int) -> FacilityKind { kinds[index] }
        @inline(__always) func sigma(_ index: Int) -> Metres? { sigmas.isEmpty ? nil : sigmas[index] }

        @inline(__always)
        func measure(_ index: Int) -> Measure? {
            guard !measures.isEmpty, !measures[index].metres.isNaN else { return nil }
            return measures[index]
        }

        @inline(__always)
        func offset(_ index: Int) -> Offset? {
            guard !offsets.isEmpty, !offsets[index].metres.isNaN else { return nil }
            return offsets[index]
        }
    }

    func withColumns<Result>(_ body: (Columns) -> Result) -> Result {
        positions.withUnsafeBufferPointer { positions in
            kinds.withUnsafeBufferPointer { kinds in
                sigmas.withUnsafeBufferPointer { sigmas in
                    measures.withUnsafeBufferPointer { measures in
                        offsets.withUnsafeBufferPointer { offsets in
                            body(
                                Columns(positions: positions, kinds: kinds, sigmas: sigmas, measures: measures, offsets: offsets))
                        }
                    }
                }
            }
        }
    }

    /// Some of the points, in the order of `indices`.
    func selected(at indices: [Int]) -> ValidationPoints { ValidationPoints(indices.lazy.map { self[$0] }) }
}
