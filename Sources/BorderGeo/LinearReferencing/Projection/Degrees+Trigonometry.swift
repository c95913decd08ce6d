import BorderBase

extension Degrees {
    /// Sine and cosine, exact at multiples of 90 degrees.
    package var sineAndCosine: (sine: Double, cosine: Double) {
        let quarter = (value / 90).rounded()
        let rest = (value - 90 * quarter) * (.pi / 180)
        let s = Elementary.sin(rest)
        let c = Elementary.cos(rest)
        switch quarter.truncatingRemainder(dividingBy: 4) {
        case 0: return (s, c)
        case 1, -3: return (c, -s)
        case 2, -2: return (-s, -c)
        default: return (-c, s)
        }
    }

    /// The direction of a planar vector, clockwise from north, in (-180, 180].
    static func azimuth(east: Double, north: Double) -> Degrees { Degrees(Elementary.atan2(east, north) * (180 / .pi)) }
}
