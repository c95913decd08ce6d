import LinearReferencing

/// Marks of several annotators joined into objects, in a way that no order of annotators or marks changes.
struct JoinedMarks {
    /// In order of place.
    var objects: [AnnotatorAgreement.Object] = []
    /// What is doubtful about the matching, each once.
    var findings: [Finding] = []

    private struct Link {
        var distance: Double
        var first: Int
        var second: Int
    }

    /// n log n for each two annotators.
    init(_ sets: [ValidationPoints], rule: MatchRule, jobs: Int?) throws(MatchError) {
        // Ties in matching go to what comes first: both annotators and marks are put into an order that their content gives.
        let orders = sets.map(Self.order)
        let sorted = zip(sets, orders).map { $0.selected(at: $1) }
        let annotators = sets.indices.sorted { Self.precedes(sorted[$0], sorted[$1]) }
        var starts = [0]
        for annotator in annotators { starts.append((starts.last ?? 0) + sorted[annotator].count) }
        var links: [Link] = []
        for a in annotators.indices {
            for b in annotators.indices where b > a {
                let matching = try PointMatching(sorted[annotators[a]], sorted[annotators[b]], rule: rule, jobs: jobs)
                for finding in matching.findings where !findings.contains(finding) { findings.append(finding) }
                links += matching.pairs.map {
                    Link(distance: $0.distance.value, first: starts[a] + $0.first, second: starts[b] + $0.second)
                }
            }
        }
        findings.sort { ($0.rule, $0.sentence) < ($1.rule, $1.sentence) }
        links.sort { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
        var groups = Groups(annotatorOf: annotators.indices.flatMap { Array(repeating: $0, count: starts[$0 + 1] - starts[$0]) })
        for link in links { groups.join(link.first, link.second) }
        var objectOf: [Int: Int] = [:]
        for (place, annotator) in annotators.enumerated() {
            for (index, original) in orders[annotator].enumerated() {
                let group = groups.root(starts[place] + index)
                let object = objectOf[group] ?? objects.count
                if object == objects.count {
                    objects.append(.init(marks: [Int?](repeating: nil, count: sets.count)))
                    objectOf[group] = object
                }
                objects[object].marks[annotator] = original
            }
        }
    }

    private static func order(_ points: ValidationPoints) -> [Int] {
        points.indices.sorted { a, b in
            let (p, q) = (points.positions[a], points.positions[b])
            if p.longitude != q.longitude { return p.longitude < q.longitude }
            if p.latitude != q.latitude { return p.latitude < q.latitude }
            return (points.kinds[a], points.ids[a]) < (points.kinds[b], points.ids[b])
        }
    }

    private static func precedes(_ a: ValidationPoints, _ b: ValidationPoints) -> Bool {
        for index in 0..<min(a.count, b.count) {
            let (p, q) = (a.positions[index], b.positions[index])
            if p.longitude != q.longitude { return p.longitude < q.longitude }
            if p.latitude != q.latitude { return p.latitude < q.latitude }
            if a.kinds[index] != b.kinds[index] { return a.kinds[index] < b.kinds[index] }
            if a.ids[index] != b.ids[index] { return a.ids[index] < b.ids[index] }
        }
        return a.count < b.count
    }
}

/// Groups of marks with at most one of each annotator (of 64 at most).
private struct Groups {
    private var parent: [Int]
    private var annotators: [UInt64]

    init(annotatorOf: [Int]) {
        parent = Array(annotatorOf.indices)
        annotators = annotatorOf.map { 1 << UInt64($0) }
    }

    mutating func root(_ mark: Int) -> Int {
        var mark = mark
        while parent[mark] != mark {
            parent[mark] = parent[parent[mark]]
            mark = parent[mark]
        }
        return mark
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (first, second) = (root(a), root(b))
        guard first != second, annotators[first] & annotators[second] == 0 else { return }
        let (kept, gone) = (min(first, second), max(first, second))
        parent[gone] = kept
        annotators[kept] |= annotators[gone]
    }
}
