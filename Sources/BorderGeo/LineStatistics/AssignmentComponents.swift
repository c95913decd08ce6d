/// The connected components of the graph whose edges are the pairs of an assignment. Rows and columns without an edge are in none.
struct AssignmentComponents: Sendable {
    private var rowOrder: [Int32]
    private var rowStarts: [Int32]
    private var columnOrder: [Int32]
    private var columnStarts: [Int32]
    /// Position of each column within its component.
    private(set) var localColumn: [Int32]
    /// Nodes of the largest component.
    private(set) var largest: Int

    package var count: Int { rowStarts.count - 1 }

    /// Rows of a component in rank order.
    package func rows(_ component: Int) -> ArraySlice<Int32> {
        rowOrder[Int(rowStarts[component])..<Int(rowStarts[component + 1])]
    }
    package func columns(_ component: Int) -> ArraySlice<Int32> {
        columnOrder[Int(columnStarts[component])..<Int(columnStarts[component + 1])]
    }

    /// Linear in the number of edges (union-find with path halving). Components are in order of their first row.
    init(_ pairs: SparseAssignment.Pairs) {
        let (rowCount, columnCount) = (pairs.rowCount, pairs.columnCount)
        // Only columns are nodes of the forest: a row joins all its columns.
        var parent = [Int32](unsafeUninitializedCapacity: columnCount) { buffer, count in
            for i in 0..<columnCount { buffer[i] = Int32(i) }
            count = columnCount
        }
        func root(_ node: Int32) -> Int32 {
            var node = node
            while parent[Int(node)] != node {
                parent[Int(node)] = parent[Int(parent[Int(node)])]
                node = parent[Int(node)]
            }
            return node
        }
        for row in 0..<rowCount {
            let edges = Int(pairs.starts[row])..<Int(pairs.starts[row + 1])
            guard let first = edges.first else { continue }
            var joined = root(pairs.columns[first])
            for edge in edges.dropFirst() {
                let other = root(pairs.columns[edge])
                if other == joined { continue }
                // The smaller index leads: no ranks needed, halving keeps the trees flat.
                if other < joined {
                    parent[Int(joined)] = other
                    joined = other
                } else {
                    parent[Int(other)] = joined
                }
            }
        }
        var componentOfRoot = [Int32](repeating: -1, count: columnCount)
        var componentOfRow = [Int32](repeating: -1, count: rowCount)
        var number: Int32 = 0
        for row in 0..<rowCount where pairs.starts[row] < pairs.starts[row + 1] {
            let top = Int(root(pairs.columns[Int(pairs.starts[row])]))
            if componentOfRoot[top] < 0 {
                componentOfRoot[top] = number
                number += 1
            }
            componentOfRow[row] = componentOfRoot[top]
        }
        var componentOfColumn = [Int32](repeating: -1, count: columnCount)
        for column in 0..<columnCount { componentOfColumn[column] = componentOfRoot[Int(root(Int32(column)))] }
        (rowOrder, rowStarts, _) = Self.grouped(by: componentOfRow, groups: Int(number), ranks: pairs.rowRanks)
        (columnOrder, columnStarts, localColumn) = Self.grouped(
            by: componentOfColumn, groups: Int(number), ranks: pairs.columnRanks)
        largest = 0
        for component in 0..<Int(number) { largest = max(largest, rows(component).count + columns(component).count) }
    }

    /// Items by group (counting sort) and by rank within it, the start of each group, and each item's place in its group. Group -1 is
    /// left out.
    private static func grouped(
        by groupOf: [Int32], groups: Int, ranks: [Int32]?
    ) -> (order: [Int32], starts: [Int32], place: [Int32]) {
        var starts = [Int32](repeating: 0, count: groups + 1)
        for group in groupOf where group >= 0 { starts[Int(group) + 1] += 1 }
        for group in 0..<groups { starts[group + 1] += starts[group] }
        var next = starts
        var order = [Int32](repeating: 0, count: Int(starts[groups]))
        var place = [Int32](repeating: -1, count: groupOf.count)
        for (item, group) in groupOf.enumerated() where group >= 0 {
            let position = next[Int(group)]
            order[Int(position)] = Int32(item)
            place[item] = position - starts[Int(group)]
            next[Int(group)] = position + 1
        }
        if let ranks {
            for group in 0..<groups where starts[group + 1] - starts[group] > 1 {
                let range = Int(starts[group])..<Int(starts[group + 1])
                if range.count <= 16 {
                    // Nearly all groups: not worth the calls of a sort.
                    for i in range.dropFirst() {
                        let item = order[i]
                        var hole = i
                        while hole > range.lowerBound, ranks[Int(order[hole - 1])] > ranks[Int(item)] {
                            order[hole] = order[hole - 1]
                            hole -= 1
                        }
                        order[hole] = item
                    }
                } else {
                    order[range].sort { ranks[Int($0)] < ranks[Int($1)] }
                }
                for position in range { place[Int(order[position])] = Int32(position - range.lowerBound) }
            }
        }
        return (order, starts, place)
    }
}
