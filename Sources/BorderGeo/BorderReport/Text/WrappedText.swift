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

    /// Sentences for a terminal, one after the other; what does not fit into 118 columns goes on two columns in.
    static func sentences(_ sentences: [String]) -> String {
        sentences.map { WrappedText($0, width: 118).lines.joined(separator: "\n  ") + "\n" }.joined()
    }

    /// Columns of the widest line.
    var width: Int { lines.reduce(0) { max($0, DisplayWidth.of($1)) } }
}
