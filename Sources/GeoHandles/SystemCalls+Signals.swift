import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Between `begin` and the last `end` INT, TERM and HUP wait; then they have their way. Signals that were ignored stay so.
package enum SignalHold {
    package static func begin() { SignalWatch.begin(holding: true) }
    package static func end() { SignalWatch.end(holding: true) }
}

/// The one owner of the handlers of INT, TERM and HUP: while something is held signals wait, and while programs run that this process started these end with it.
enum SignalWatch {
    private typealias Handler = @convention(c) (CInt) -> Void
    private static let watched = [SIGINT, SIGTERM, SIGHUP]
    private static let state = Mutex<(count: Int, handlers: [CInt: UInt])>((0, [:]))
    private static let holds = Atomic<Int>(0)
    /// One bit for each number of a signal that came.
    private static let arrived = Atomic<UInt64>(0)
    // What was there before, for the handler.
    private static let earlierHangUp = Atomic<UInt>(0)
    private static let earlierInterrupt = Atomic<UInt>(0)
    private static let earlierTermination = Atomic<UInt>(0)

    static func begin(holding: Bool) {
        // Made before a signal can need them.
        _ = arrived.load(ordering: .relaxed) + RunningGroups.prepare()
        _ =
            earlierHangUp.load(ordering: .relaxed) + earlierInterrupt.load(ordering: .relaxed)
            + earlierTermination.load(ordering: .relaxed)
        state.withLock { state in
            if holding { holds.add(1, ordering: .sequentiallyConsistent) }
            state.count += 1
            guard state.count == 1 else { return }
            let act: Handler = { SignalWatch.receive($0) }
            for number in watched {
                let old = unsafeBitCast(signal(number, act), to: UInt.self)
                // SIG_IGN
                if old == 1 {
                    restore(number, old)
                } else {
                    state.handlers[number] = old
                    note(old, of: number)
                }
            }
        }
    }

    static func end(holding: Bool) {
        let due: [CInt] = state.withLock { state in
            let isLastHold = holding && holds.subtract(1, ordering: .sequentiallyConsistent).newValue == 0
            state.count -= 1
            if state.count == 0 {
                for (number, old) in state.handlers { restore(number, old) }
                state.handlers = [:]
            }
            guard isLastHold else { return [] }
            let bits = arrived.exchange(0, ordering: .sequentiallyConsistent)
            return watched.filter { bits & (1 << UInt64($0)) != 0 }
        }
        for number in due { kill(getpid(), number) }
    }

    /// Runs in the handler of a signal: atomics and system calls alone.
    private static func receive(_ number: CInt) {
        guard holds.load(ordering: .sequentiallyConsistent) == 0 else {
            _ = arrived.bitwiseOr(1 << UInt64(number), ordering: .sequentiallyConsistent)
            return
        }
        RunningGroups.killAll()
        let old =
            switch number {
            case SIGINT: earlierInterrupt.load(ordering: .relaxed)
            case SIGTERM: earlierTermination.load(ordering: .relaxed)
            default: earlierHangUp.load(ordering: .relaxed)
            }
        restore(number, old)
        kill(getpid(), number)
    }

    private static func note(_ old: UInt, of number: CInt) {
        switch number {
        case SIGINT: earlierInterrupt.store(old, ordering: .relaxed)
        case SIGTERM: earlierTermination.store(old, ordering: .relaxed)
        default: earlierHangUp.store(old, ordering: .relaxed)
        }
    }

    private static func restore(_ number: CInt, _ handler: UInt) {
        _ = signal(number, unsafeBitCast(handler, to: Handler?.self))
    }
}

/// The process groups of the programs that run, where a handler of signals can read them.
enum RunningGroups {
    private static let count = 1024
    /// The address of the slots, since a pointer is not `Sendable`; allocated once, never given back. 0 is a free slot.
    private static let slots: UInt = {
        let first = UnsafeMutablePointer<Atomic<CInt>>.allocate(capacity: count)
        for i in 0..<count { (first + i).initialize(to: Atomic(0)) }
        return UInt(bitPattern: first)
    }()

    static func prepare() -> UInt64 { slots == 0 ? 1 : 0 }

    /// False where a thousand programs run already.
    static func insert(_ group: CInt) -> Bool { replace(0, by: group) }
    static func remove(_ group: CInt) { _ = replace(group, by: 0) }

    private static func replace(_ old: CInt, by new: CInt) -> Bool {
        guard let first = UnsafeMutablePointer<Atomic<CInt>>(bitPattern: slots) else { return false }
        for i in 0..<count
        where first[i].compareExchange(expected: old, desired: new, ordering: .sequentiallyConsistent).exchanged {
            return true
        }
        return false
    }

    static func killAll() {
        guard let first = UnsafeMutablePointer<Atomic<CInt>>(bitPattern: slots) else { return }
        for i in 0..<count {
            let group = first[i].load(ordering: .sequentiallyConsistent)
            if group > 0 { kill(-group, SIGKILL) }
        }
    }
}
