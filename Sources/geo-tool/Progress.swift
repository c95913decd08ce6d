import BorderGeo
import Dispatch
import Synchronization

/// A command whose work may last over a second.
protocol ProgressShowing {
    var showsProgress: Bool { get }
}

/// Most commands: by their options for output.
protocol OutputWriting: ProgressShowing {
    var output: OutputOptions { get }
}

extension OutputWriting {
    var showsProgress: Bool { !output.quiet && output.progress }
}

/// The line on stderr that says how far a command is, from its first second on: the share of its inputs that it has read, how much that is and how
/// fast. Only on a terminal, never with `--quiet` or `--no-progress`.
final class Progress: Sendable {
    static let line = Progress()

    private struct State {
        var label = ""
        var start = ContinuousClock.now
        /// Pieces of work, where the command counts some.
        var items: (done: Int, of: Int)?
        var isRunning = false
        var isDrawn = false
    }

    private let state = Mutex(State())

    func start(_ label: String) {
        guard Terminal.error.isTerminal else { return }
        state.withLock {
            $0.label = label
            $0.start = .now
            $0.isRunning = true
        }
        draw(after: .seconds(1))
    }

    /// Any thread may call it, as often as it likes.
    func count(_ done: Int, of total: Int) { state.withLock { $0.items = (done, total) } }

    /// Takes the line away, writes other text and keeps the line from being drawn in between; it comes back below.
    func clear<Failure>(_ write: () throws(Failure) -> Void) throws(Failure) {
        try state.withLock { (state) throws(Failure) in
            if state.isDrawn { Terminal.error.redraw("") }
            state.isDrawn = false
            try write()
        }
    }

    func finish() {
        state.withLock { state in
            state.isRunning = false
            if state.isDrawn { Terminal.error.redraw("") }
            state.isDrawn = false
        }
    }

    private func draw(after wait: DispatchTimeInterval) {
        DispatchQueue.global().asyncAfter(deadline: .now() + wait) {
            if Progress.line.draw() { Progress.line.draw(after: .milliseconds(100)) }
        }
    }

    /// False once the command is done.
    private func draw() -> Bool {
        state.withLock { state in
            guard state.isRunning else { return false }
            let seconds = (ContinuousClock.now - state.start) / .seconds(1)
            let text = Self.text(items: state.items, read: ReadMeter.state, seconds: seconds)
            let line = "\(state.label): \(text)"
            // A line that is cut can be drawn over; one that wraps cannot.
            Terminal.error.redraw(String(line.prefix(max(20, (Terminal.error.columns ?? 80) - 1))))
            state.isDrawn = true
            return true
        }
    }

    /// `45 % of 273 MB, 120 MB/s`; `3 of 12` where the command counts; the time where nothing is read that can be counted.
    static func text(items: (done: Int, of: Int)?, read: (taken: Int, total: Int?), seconds: Double) -> String {
        let time = "\(Int(seconds)) s"
        if let items { return "\(items.done) of \(items.of), \(time)" }
        guard read.taken > 0, seconds > 0 else { return time }
        let rate = "\(size(Int(Double(read.taken) / seconds)))/s"
        guard let total = read.total, total > 0 else { return "\(size(read.taken)), \(rate), \(time)" }
        // All is read, and the command still computes or writes.
        if read.taken >= total { return "\(size(total)) read, \(time)" }
        return "\(read.taken * 100 / total) % of \(size(total)), \(rate)"
    }

    private static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: "\(bytes) B"
        case ..<1_000_000: "\(bytes / 1000) kB"
        case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000) GB"
        }
    }
}
