#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few functions of the system's mathematical library that the statistics need, imported in this one place.
package enum Elementary {
    package static func exp(_ x: Double) -> Double { sys_exp(x) }
    package static func log(_ x: Double) -> Double { sys_log(x) }
    package static func log1p(_ x: Double) -> Double { sys_log1p(x) }
    package static func erfc(_ x: Double) -> Double { sys_erfc(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { sys_pow(x, y) }
    package static func cos(_ x: Double) -> Double { sys_cos(x) }
    package static func sin(_ x: Double) -> Double { sys_sin(x) }

    /// `x - log(1 + x)` without cancellation near 0.
    package static func xMinusLog1p(_ x: Double) -> Double {
        guard x.magnitude < 0.05 else { return x - log1p(x) }
        // x^2/2 - x^3/3 + x^4/4 - ...: below 0.05 eighteen terms reach the last bit.
        var sum = 0.0
        var k = 20
        while k >= 2 {
            sum = 1 / Double(k) - x * sum
            k -= 1
        }
        return x * x * sum
    }
}

private func sys_exp(_ x: Double) -> Double { exp(x) }
private func sys_log(_ x: Double) -> Double { log(x) }
private func sys_log1p(_ x: Double) -> Double { log1p(x) }
private func sys_erfc(_ x: Double) -> Double { erfc(x) }
private func sys_pow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
private func sys_cos(_ x: Double) -> Double { cos(x) }
private func sys_sin(_ x: Double) -> Double { sin(x) }
