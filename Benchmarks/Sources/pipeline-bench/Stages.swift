/// Prints how long each step took.
struct Stages {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var last: ContinuousClock.Instant

    init() {
        start = clock.now
        last = start
    }

    mutating func end(_ name: String) {
        tell(name, last.duration(to: clock.now))
        last = clock.now
    }

    func total(_ name: String) { tell(name, start.duration(to: clock.now)) }

    private func tell(_ name: String, _ duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        print("STAGE", name, seconds)
    }
}
