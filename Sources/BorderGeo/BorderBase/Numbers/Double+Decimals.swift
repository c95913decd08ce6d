extension Double {
    /// To that many decimals, as a file would hold it.
    package func rounded(toDecimals decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (self * scale).rounded() / scale
    }

    /// To so many figures, as a file would hold it.
    package func rounded(toFigures figures: Int) -> Double {
        Double(FixedDecimal.string(self, significant: figures)) ?? self
    }
}
