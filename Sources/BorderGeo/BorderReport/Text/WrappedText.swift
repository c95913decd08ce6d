/// A text as lines of at most `width` columns of a terminal, cut between words; a longer word is cut after a hyphen or an underscore, or has a line of its own.
///
/// No words give one empty line. Linear.
package struct WrappedText: Hashable, Sendable {
    package var lines: [String]

    /// `indent` columns are left empty before the second and later lines.
    package init(_ text: String, width: Int, indent: Int = 0) {
        lines = []
        let margin = String(repeating: " ", count: indent)
        var line = ""
        for word in text.split(separator: " ") {
            var joint = line.isEmpty ? "" : " "
            for part in Self.parts(of: word, width: width) {
                if !line.isEmpty, DisplayWidth.of(line) + joint.count + DisplayWidth.of(String(part)) > width {
                    lines.append(line)
                    line = margin + part
                } else {
                    line += joint + part
                }
                joint = ""
            }
        }
        lines.append(line)
    }

    /// A word that fits, or its parts up to and with each hyphen and underscore.
    private static func parts(of word: Substring, width: Int) -> [Substring] {
        guard DisplayWidth.of(String(word)) > width else { return [word] }
        var parts: [Substring] = []
        var start = word.startIndex
        for i in word.indices where (word[i] == "-" || word[i] == "_") && i > start {
            parts.append(word[start...i])
            start = word.index(after: i)
        }
        return start < word.endIndex ? parts + [word[start...]] : parts
    }

    /// Sentences for a reader, one after the other; what does not fit goes on two columns in. Without a terminal's width lines have 118 columns.
    static func sentences(_ sentences: [String], _ style: TextStyle) -> String {
        sentences.map { style.paragraph($0, unless: 118) }.joined()
    }

    /// Columns of the widest line.
    var width: Int { lines.reduce(0) { max($0, DisplayWidth.of($1)) } }
}
