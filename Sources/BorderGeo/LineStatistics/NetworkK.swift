import BorderBase

/// Ripley's K on a network of lines: a route with tributaries or a closed ring, where one distance can be reached in several ways.
///
/// On a single line `LinearK` gives the same in less time.
package struct NetworkK: Hashable, Sendable {
    /// A line between two nodes.
    package struct Edge: Hashable, Sendable {
        package var from: Int
        package var to: Int
        package var length: Metres

        package init(from: Int, to: Int, length: Metres) {
            self.from = from
            self.to = to
            self.length = length
        }
    }

    /// A place: an edge and how far along it, 0 to 1.
    package struct NetworkPoint: Hashable, Sendable {
        package var edge: Int
        package var share: Share

        package init(edge: Int, share: Share) {
            self.edge = edge
            self.share = share
        }
    }

    package var length: Metres
    package var radii: [Metres]
    /// Each pair weighted by one over the number of places at its distance (Ang, Baddeley and Nair 2012).
    package var corrected: [Metres]
    package var uncorrected: [Metres]

    /// `nil` for fewer than two places, none of them off the edges, or a network without length. Pairs with no way between them are far
    /// apart. O(n^2 edges + n edges^2).
    package init?(edges: [Edge], places: [NetworkPoint], radii: [Metres]) {
        let total = edges.reduce(0) { $0 + $1.length.value }
        guard places.count >= 2, total > 0, edges.allSatisfy({ $0.length.value >= 0 && $0.from >= 0 && $0.to >= 0 }),
            places.allSatisfy({ edges.indices.contains($0.edge) })
        else { return nil }
        length = Metres(total)
        self.radii = radii.sorted()
        var plain = [Double](repeating: 0, count: radii.count)
        var weighted = plain
        for (index, place) in places.enumerated() {
            let view = View(from: place, edges)
            for (other, target) in places.enumerated() where other != index {
                let distance = view.distance(to: target, edges)
                let bin = self.radii.partitioningIndex { $0.value >= distance }
                guard bin < plain.count else { continue }
                plain[bin] += 1
                weighted[bin] += 1 / Double(max(1, view.count(at: distance)))
            }
        }
        let factor = total / (Double(places.count) * Double(places.count - 1))
        func summed(_ values: [Double]) -> [Metres] {
            var sum = 0.0
            return values.map { value in
                sum += value
                return Metres(sum * factor)
            }
        }
        uncorrected = summed(plain)
        corrected = summed(weighted)
    }

    /// Distances from one place: the edge it lies on is cut there.
    private struct View {
        var place: NetworkPoint
        /// Of each node; infinite where no way leads there.
        var nodes: [Double]
        /// Edges with the distances of their two ends.
        var pieces: [(a: Double, b: Double, length: Double)]
        /// Distances of nodes, each once, for places that fall on one.
        private var own: (toStart: Double, toEnd: Double)

        init(from place: NetworkPoint, _ edges: [Edge]) {
            self.place = place
            let count = (edges.map { max($0.from, $0.to) }.max() ?? -1) + 1
            let edge = edges[place.edge]
            let share = min(max(place.share.fraction, 0), 1)
            let own = (toStart: edge.length.value * share, toEnd: edge.length.value * (1 - share))
            var nodes = [Double](repeating: .infinity, count: count)
            nodes[edge.from] = own.toStart
            nodes[edge.to] = min(nodes[edge.to], own.toEnd)
            // Networks of rivers have few edges: relaxing until nothing changes is enough.
            var changed = true
            while changed {
                changed = false
                for edge in edges {
                    for (a, b) in [(edge.from, edge.to), (edge.to, edge.from)] where nodes[a] + edge.length.value < nodes[b] {
                        nodes[b] = nodes[a] + edge.length.value
                        changed = true
                    }
                }
            }
            pieces = edges.indices.filter { $0 != place.edge }.map {
                (nodes[edges[$0].from], nodes[edges[$0].to], edges[$0].length.value)
            }
            pieces += [(0, nodes[edge.from], own.toStart), (0, nodes[edge.to], own.toEnd)]
            self.nodes = nodes
            self.own = own
        }

        func distance(to target: NetworkPoint, _ edges: [Edge]) -> Double {
            let edge = edges[target.edge]
            let along = edge.length.value * min(max(target.share.fraction, 0), 1)
            var distance = min(nodes[edge.from] + along, nodes[edge.to] + edge.length.value - along)
            if target.edge == place.edge { distance = min(distance, (along - own.toStart).magnitude) }
            return distance
        }

        /// Places of the network at a distance: inside edges, and nodes.
        func count(at distance: Double) -> Int {
            // Sums along different ways differ in the last digits.
            let slack = 1e-9 * max(1, distance)
            // Coincident places: as many as ways lead away, the limit of ever shorter distances.
            if distance <= slack { return pieces.count { ($0.a <= slack || $0.b <= slack) && $0.length > slack } }
            var count = 0
            for (a, b, length) in pieces {
                let meeting = (a + b + length) / 2
                if (distance - meeting).magnitude <= slack {
                    if meeting - a > slack, meeting - b > slack { count += 1 }
                } else if distance < meeting {
                    if distance - a > slack, distance - a < length - slack { count += 1 }
                    if distance - b > slack, distance - b < length - slack { count += 1 }
                }
            }
            return count + nodes.count { ($0 - distance).magnitude <= slack }
        }
    }
}
