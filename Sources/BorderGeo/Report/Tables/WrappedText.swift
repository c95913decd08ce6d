/// A text as lines of at most `width` columns of a terminal, cut between words; a longer word has a line of its own.
///
/// No words give one empty line. Linear.
struct WrappedText: Hashable, Sendable {
    var lines: [String]

    init(_ text: String, width: Int) {
        lines = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
    }

    /// Columns of the widest line.
    var width: Int { lines.reduce(0) { max($0, DisplayWidth.of($1)) } }
}
