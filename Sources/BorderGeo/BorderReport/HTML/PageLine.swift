/// The border as a page has it, in whole metres: facilities are held as how far they are from it, which takes few bytes.
///
/// The script does the same arithmetic on the same numbers, operation by operation, so what it unpacks is what was packed.
struct PageLine {
    struct Part {
        var x: [Int]
        var y: [Int]
        var m: [Int]
    }

    var parts: [Part]

    /// A place beside the line: offset across it at a measure, and what is left to whole metres.
    struct LinePoint: Hashable {
        var offset = 0
        var dx: Int
        var dy: Int
    }

    /// `measure` is whole metres; negative where the place is not on the border, which leaves everything to `dx` and `dy`.
    func place(x: Int, y: Int, measure: Int) -> LinePoint {
        guard measure >= 0, let at = frame(at: measure) else { return LinePoint(dx: x, dy: y) }
        let across = (Double(x) - at.x) * at.nx + (Double(y) - at.y) * at.ny
        let offset = (across + 0.5).rounded(.down)
        return LinePoint(
            offset: Int(offset), dx: x - Int((at.x + offset * at.nx + 0.5).rounded(.down)),
            dy: y - Int((at.y + offset * at.ny + 0.5).rounded(.down)))
    }

    private func frame(at measure: Int) -> (x: Double, y: Double, nx: Double, ny: Double)? {
        for part in parts {
            guard let first = part.m.first, let last = part.m.last, part.m.count > 1, measure >= first, measure <= last else {
                continue
            }
            var low = 0
            var high = part.m.count - 1
            while high - low > 1 {
                let middle = (low + high) / 2
                if part.m[middle] <= measure { low = middle } else { high = middle }
            }
            let span = Double(part.m[high] - part.m[low])
            let t = span > 0 ? Double(measure - part.m[low]) / span : 0
            let dx = Double(part.x[high] - part.x[low])
            let dy = Double(part.y[high] - part.y[low])
            let length = (dx * dx + dy * dy).squareRoot()
            return (
                Double(part.x[low]) + t * dx, Double(part.y[low]) + t * dy, length > 0 ? -dy / length : 0,
                length > 0 ? dx / length : 0
            )
        }
        return nil
    }
}
