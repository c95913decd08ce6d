#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the steps of the library need from C's library beside files, which only inputs and outputs touch.
package enum CLibrary {
    /// Cores that are switched on, at least 1.
    package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// The functions of the system's mathematical library, imported in this one place. Inlined elsewhere: the projection calls a dozen for a position.
@usableFromInline package enum Elementary {
    @inlinable package static func exp(_ x: Double) -> Double { sys_exp(x) }
    @inlinable package static func log(_ x: Double) -> Double { sys_log(x) }
    @inlinable package static func log1p(_ x: Double) -> Double { sys_log1p(x) }
    @inlinable package static func erfc(_ x: Double) -> Double { sys_erfc(x) }
    @inlinable package static func sin(_ x: Double) -> Double { sys_sin(x) }
    @inlinable package static func cos(_ x: Double) -> Double { sys_cos(x) }
    @inlinable package static func tan(_ x: Double) -> Double { sys_tan(x) }
    @inlinable package static func atan(_ x: Double) -> Double { sys_atan(x) }
    @inlinable package static func sinh(_ x: Double) -> Double { sys_sinh(x) }
    @inlinable package static func cosh(_ x: Double) -> Double { sys_cosh(x) }
    @inlinable package static func atanh(_ x: Double) -> Double { sys_atanh(x) }
    @inlinable package static func pow(_ x: Double, _ y: Double) -> Double { sys_pow(x, y) }
    @inlinable package static func atan2(_ y: Double, _ x: Double) -> Double { sys_atan2(y, x) }
    @inlinable package static func hypot(_ x: Double, _ y: Double) -> Double { sys_hypot(x, y) }

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

// Outside of the enumeration, where the names mean the functions of C.
@inlinable func sys_exp(_ x: Double) -> Double { exp(x) }
@inlinable func sys_log(_ x: Double) -> Double { log(x) }
@inlinable func sys_log1p(_ x: Double) -> Double { log1p(x) }
@inlinable func sys_erfc(_ x: Double) -> Double { erfc(x) }
@inlinable func sys_sin(_ x: Double) -> Double { sin(x) }
@inlinable func sys_cos(_ x: Double) -> Double { cos(x) }
@inlinable func sys_tan(_ x: Double) -> Double { tan(x) }
@inlinable func sys_atan(_ x: Double) -> Double { atan(x) }
@inlinable func sys_sinh(_ x: Double) -> Double { sinh(x) }
@inlinable func sys_cosh(_ x: Double) -> Double { cosh(x) }
@inlinable func sys_atanh(_ x: Double) -> Double { atanh(x) }
@inlinable func sys_pow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
@inlinable func sys_atan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
@inlinable func sys_hypot(_ x: Double, _ y: Double) -> Double { hypot(x, y) }
