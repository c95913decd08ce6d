import BorderGeo
import GeoHandles
import SystemPackage

/// The two streams: results go to `output`, talk goes to `error`.
enum Terminal {
    case output, error

    private var descriptor: FileDescriptor { self == .output ? .standardOutput : .standardError }

    var isTerminal: Bool { SystemCalls.isTerminal(descriptor.rawValue) }

    /// Colour only where a person looks at it and did not switch it off (no-color.org).
    var wantsColour: Bool {
        guard isTerminal else { return false }
        if let value = SystemCalls.environment("NO_COLOR"), !value.isEmpty { return false }
        return SystemCalls.environment("TERM") != "dumb"
    }

    /// Columns that a person sees; `nil` where nobody looks. `COLUMNS` speaks for a terminal that does not say.
    var columns: Int? {
        guard isTerminal else { return nil }
        let said = SystemCalls.environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        return SystemCalls.terminalColumns(descriptor.rawValue) ?? said ?? 80
    }

    /// How text is laid out there.
    var style: TextStyle { TextStyle(isDressed: wantsColour, width: columns) }

    /// Writes sentences; what a terminal would act on is made visible, and lines are wrapped between words where a person looks at one. What cannot be
    /// written is dropped: there is nowhere to report it.
    func write(_ text: String) {
        guard let columns else { return write(TerminalText(text)) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let margin = String(line.prefix { $0 == " " })
            let words = TerminalText(String(line.dropFirst(margin.count))).description
            return margin
                + WrappedText(words, width: max(20, columns - margin.count), indent: 2).lines.joined(separator: "\n" + margin)
        }
        write(TerminalText(lines.joined(separator: "\n")))
    }

    func write(_ text: TerminalText) {
        Progress.line.clear { _ = try? descriptor.writeAll(text.description.utf8) }
    }

    /// Draws a progress line in place of the one before; empty takes it away.
    func redraw(_ line: String) {
        _ = try? descriptor.writeAll("\r\u{1B}[2K\(TerminalText(line, isLine: true))".utf8)
    }
}
