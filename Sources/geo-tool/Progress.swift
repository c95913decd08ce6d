import Synchronization

/// A progress line on stderr for work of more than a second: only on a terminal, never with `--quiet` or `--no-progress`.
final class Progress: Sendable {
    private struct State {
        var shown = false
        var last: ContinuousClock.Instant
    }

    private let label: String
    private let enabled: Bool
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init(_ label: String, options: OutputOptions) {
        self.label = label
        enabled = Terminal.error.isTerminal && !options.quiet && options.progress
        state = Mutex(State(last: ContinuousClock.now))
    }

    /// Any thread may call it, as often as it likes; the line is drawn at most ten times a second. `total` 0: not known.
    func update(_ done: Int, of total: Int) {
        guard enabled else { return }
        let now = ContinuousClock.now
        guard now - start > .seconds(1) else { return }
        state.withLock { state in
            guard now - state.last > .milliseconds(100) else { return }
            state.last = now
            state.shown = true
            let share = total > 0 ? " \(min(100, done * 100 / total)) %" : " \(done)"
            Terminal.error.redraw(label + share)
        }
    }

    func finish() {
        guard enabled else { return }
        state.withLock { state in
            if state.shown { Terminal.error.redraw("") }
            state.shown = false
        }
    }
}
