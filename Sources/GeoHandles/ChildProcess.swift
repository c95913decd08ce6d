/// A program that runs beside this one: no shell, an empty stdin, its stdout read here as fast as it is taken, its stderr kept up to a limit.
///
/// It is killed and its end taken when the value goes away, when `stop` is called, and by the signals INT, TERM and HUP; what it started itself ends with it.
/// When this process is killed outright, the program meets a closed pipe at its next line. Not for several threads at once.
package final class ChildProcess {
    /// How a program ended.
    package enum Ending: Hashable, Sendable {
        case exited(code: Int)
        case signalled(Int)
    }

    /// What it wrote to stderr, at most `errorLimit` bytes.
    package private(set) var errorBytes: [UInt8] = []
    /// How many bytes of stderr came after those.
    package private(set) var errorsDropped = 0
    private let errorLimit: Int
    private let identifier: CInt
    private var output: CInt
    private var errors: CInt
    private var ending: Ending?

    /// Starts the program at `path`; `arguments` do not hold its name, and `environment` is all that it gets. Throws where the system cannot start it.
    package init(
        path: String, arguments: [String], environment: [String], errorLimit: Int = 1 << 16
    ) throws(SystemStatus) {
        let started = try ProcessCalls.start(path, with: [path] + arguments, in: environment).get()
        (identifier, output, errors) = (started.identifier, started.output, started.errors)
        self.errorLimit = errorLimit
    }

    deinit { stop() }

    /// Fills as much of `buffer` as has come, waiting for the first byte; 0 when the program has closed its stdout.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard !buffer.isEmpty else { return 0 }
        while output >= 0 {
            let ready = ProcessCalls.wait(output, errors)
            if ready.second { readErrors() }
            guard ready.first else { continue }
            let count = ProcessCalls.read(output, into: buffer)
            if count > 0 { return count }
            ProcessCalls.close([output])
            output = -1
        }
        return 0
    }

    /// Takes what is left of both streams, waits for the program's end, and says how it ended.
    package func finish() -> Ending {
        if let ending { return ending }
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { while read(into: $0) > 0 {} }
        // What the program started may keep stderr open: its own end is what counts.
        while errors >= 0, !ProcessCalls.hasEnded(identifier, waiting: false) {
            if ProcessCalls.wait(-1, errors, milliseconds: 20).second { readErrors() }
        }
        while errors >= 0, ProcessCalls.wait(-1, errors, milliseconds: 0).second { readErrors() }
        _ = ProcessCalls.hasEnded(identifier, waiting: true)
        return end()
    }

    /// Kills the program where it still runs.
    package func stop() { if ending == nil { _ = end() } }

    private func end() -> Ending {
        ProcessCalls.close([output, errors])
        (output, errors) = (-1, -1)
        let status = ProcessCalls.reap(identifier)
        let result = status >= 0 ? Ending.exited(code: Int(status)) : .signalled(Int(-status))
        ending = result
        return result
    }

    private func readErrors() {
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { room in
            let count = ProcessCalls.read(errors, into: room)
            guard count > 0 else {
                ProcessCalls.close([errors])
                errors = -1
                return
            }
            let kept = min(count, errorLimit - errorBytes.count)
            errorBytes += room[..<kept]
            errorsDropped += count - kept
        }
    }
}
