import LinearReferencing

/// Scales that a person can reckon with: those of sheets and of the window's list.
enum RoundScale {
    /// From the largest map to the smallest.
    static let all: [Int] = (3...7).flatMap { power in [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5].map { Int($0 * exponential(power)) } }

    /// The largest round scale at which `length` metres fit into `paper` millimetres; the smallest there is where none does.
    static func fitting(_ length: Double, into paper: Double) -> Int {
        let needed = length / (paper / 1000)
        return all.first { Double($0) >= needed } ?? all[all.count - 1]
    }

    /// A QGIS expression with the scale of an atlas sheet: the feature and a margin of a share of it fit into the map.
    static func ofAtlas(width: Double, height: Double, margin: Double, in crs: String) -> String {
        func number(_ value: Double) -> String { FixedDecimal.string(value, decimals: 6) }
        let needed =
            "max(bounds_width(@sheet) / \(number(width / 1000)), bounds_height(@sheet) / \(number(height / 1000))) * \(number(1 + 2 * margin))"
        return "with_variable('sheet', transform(@atlas_geometry, 'EPSG:4326', '\(crs)'), with_variable('needed', \(needed), "
            + "coalesce(array_first(array_filter(array(\(all.map(String.init).joined(separator: ", "))), @element >= @needed)), "
            + "\(all[all.count - 1]))))"
    }

    private static func exponential(_ power: Int) -> Double { (0..<power).reduce(1.0) { value, _ in value * 10 } }
}
