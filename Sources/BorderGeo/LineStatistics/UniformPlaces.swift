import BorderBase

/// Places drawn one by one on a line and put in order in linear time: they fall evenly into as many buckets.
enum UniformPlaces {
    static func sorted(_ count: Int, on length: Double, _ random: inout SplitMix64) -> [Double] {
        let drawn = (0..<count).map { _ in random.uniform(0, length) }
        guard count > 16 else { return drawn.sorted() }
        let scale = Double(count) / length
        func bucket(_ place: Double) -> Int { min(count - 1, Int(place * scale)) }
        var ends = [Int32](repeating: 0, count: count + 1)
        for place in drawn { ends[bucket(place) + 1] += 1 }
        for index in 0..<count { ends[index + 1] += ends[index] }
        return [Double](unsafeUninitializedCapacity: count) { places, filled in
            for place in drawn {
                let index = bucket(place)
                places.initializeElement(at: Int(ends[index]), to: place)
                ends[index] += 1
            }
            for index in 1..<count {
                let place = places[index]
                var at = index
                while at > 0, places[at - 1] > place {
                    places[at] = places[at - 1]
                    at -= 1
                }
                places[at] = place
            }
            filled = count
        }
    }
}
