/// The name that somebody most likely meant, for hints in messages.
package enum Suggestion {
    /// The known name nearest to `name`, letter case aside, where it is near enough to be meant: up to one letter in three is changed, added or left out.
    ///
    /// Of equally near ones the first. Linear in the names, quadratic in their lengths.
    package static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = name.lowercased()
        var best: (name: String, distance: Int)?
        for other in known {
            let distance = wanted.editDistance(to: other.lowercased())
            if distance <= max(1, min(wanted.count, other.count) / 3), distance < best?.distance ?? .max {
                best = (other, distance)
            }
        }
        return best?.name
    }

    /// A sentence to put before the list of known names, with a space after it; empty where none is near.
    package static func hint(for name: String, among known: some Sequence<String>) -> String {
        nearest(to: name, among: known).map { "Did you mean \"\($0)\"? " } ?? ""
    }
}

extension String {
    /// Levenshtein distance; for the short words of hints only, quadratic.
    package func editDistance(to other: String) -> Int {
        let a = Array(unicodeScalars.prefix(64))
        let b = Array(other.unicodeScalars.prefix(64))
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let next = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
