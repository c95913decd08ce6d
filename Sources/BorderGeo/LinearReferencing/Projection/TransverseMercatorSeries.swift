import BorderBase

/// The numbers behind `TransverseMercator`: four trigonometric series of one ellipsoid.
struct TransverseMercatorSeries: Hashable, Sendable {
    /// Radius of the circle as long as the meridian.
    let radius: Double
    let forward: SineSeries
    let inverse: SineSeries
    private let toConformal: SineSeries
    private let toGeodetic: SineSeries

    static let wgs84 = TransverseMercatorSeries(equatorialRadius: 6_378_137, flattening: 1 / 298.257223563)

    init(equatorialRadius a: Double, flattening f: Double) {
        let n = f / (2 - f)
        let n2 = n * n
        radius = a / (1 + n) * (1 + n2 / 4 * (1 + n2 / 16 * (1 + n2 / 4)))
        // Each row is one harmonic: coefficients of n^j, n^(j+1), ... up to n^6.
        forward = SineSeries(
            n,
            [
                [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
                [13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1_983_433 / 1_935_360],
                [61 / 240, -103 / 140, 15061 / 26880, 167_603 / 181_440],
                [49561 / 161_280, -179 / 168, 6_601_661 / 7_257_600],
                [34729 / 80640, -3_418_889 / 1_995_840],
                [212_378_941 / 319_334_400],
            ])
        inverse = SineSeries(
            n,
            [
                [1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96199 / 604_800],
                [1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1_118_711 / 3_870_720],
                [17 / 480, -37 / 840, -209 / 4480, 5569 / 90720],
                [4397 / 161_280, -11 / 504, -830_251 / 7_257_600],
                [4583 / 161_280, -108_847 / 3_991_680],
                [20_648_693 / 638_668_800],
            ])
        toConformal = SineSeries(
            n,
            [
                [-2, 2 / 3, 4 / 3, -82 / 45, 32 / 45, 4642 / 4725],
                [5 / 3, -16 / 15, -13 / 9, 904 / 315, -1522 / 945],
                [-26 / 15, 34 / 21, 8 / 5, -12686 / 2835],
                [1237 / 630, -12 / 5, -24832 / 14175],
                [-734 / 315, 109_598 / 31185],
                [444_337 / 155_925],
            ])
        toGeodetic = SineSeries(
            n,
            [
                [2, -2 / 3, -2, 116 / 45, 26 / 45, -2854 / 675],
                [7 / 3, -8 / 5, -227 / 45, 2704 / 315, 2323 / 945],
                [56 / 15, -136 / 35, -1262 / 105, 73814 / 2835],
                [4279 / 630, -332 / 35, -399_572 / 14175],
                [4174 / 315, -144_838 / 6237],
                [601_676 / 22275],
            ])
    }

    @inline(__always)
    func conformalLatitude(geodetic phi: Double) -> Double { phi + toConformal.real(angle: 2 * phi) }

    @inline(__always)
    func geodeticLatitude(conformal chi: Double) -> Double { chi + toGeodetic.real(angle: 2 * chi) }
}

/// `c1 sin z + c2 sin 2z + ... + c6 sin 6z`, summed after Clenshaw.
struct SineSeries: Hashable, Sendable {
    private let c1: Double
    private let c2: Double
    private let c3: Double
    private let c4: Double
    private let c5: Double
    private let c6: Double

    /// Row `j` holds the polynomial in `n` of harmonic `j + 1`, lowest power first, its first power being `j + 1`.
    init(_ n: Double, _ rows: [[Double]]) {
        var c = [Double](repeating: 0, count: 6)
        var power = 1.0
        for (j, row) in rows.prefix(6).enumerated() {
            power *= n
            c[j] = power * row.reversed().reduce(0) { $0 * n + $1 }
        }
        (c1, c2, c3, c4, c5, c6) = (c[0], c[1], c[2], c[3], c[4], c[5])
    }

    @inline(__always)
    func real(angle: Double) -> Double {
        let sine = Elementary.sin(angle)
        let k = 2 * Elementary.cos(angle)
        let b6 = c6
        let b5 = k * b6 + c5
        let b4 = k * b5 - b6 + c4
        let b3 = k * b4 - b5 + c3
        let b2 = k * b3 - b4 + c2
        return sine * (k * b2 - b3 + c1)
    }

    /// The series at the complex angle whose sine, cosine (real part) and hyperbolic sine, cosine (imaginary part) are given.
    @inline(__always)
    func sum(sin s: Double, cos c: Double, sinh h: Double, cosh g: Double) -> (real: Double, imaginary: Double) {
        // cos(x + iy) = cos x cosh y - i sin x sinh y; sin(x + iy) = sin x cosh y + i cos x sinh y.
        let kr = 2 * c * g
        let ki = -2 * s * h
        let r6 = c6
        let r5 = kr * r6 + c5
        let i5 = ki * r6
        let r4 = kr * r5 - ki * i5 - r6 + c4
        let i4 = kr * i5 + ki * r5
        let r3 = kr * r4 - ki * i4 - r5 + c3
        let i3 = kr * i4 + ki * r4 - i5
        let r2 = kr * r3 - ki * i3 - r4 + c2
        let i2 = kr * i3 + ki * r3 - i4
        let r1 = kr * r2 - ki * i2 - r3 + c1
        let i1 = kr * i2 + ki * r2 - i3
        let sr = s * g
        let si = c * h
        return (sr * r1 - si * i1, sr * i1 + si * r1)
    }
}
