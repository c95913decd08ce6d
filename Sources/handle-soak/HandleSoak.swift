import GeoHandles
import SystemPackage

/// Builds, fails and drops every kind of C handle in a loop, for tools that watch memory:
///
///     make soak                                                      # AddressSanitizer and its leak checker
///     swift build -c release --product handle-soak
///     valgrind --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9 .build/release/handle-soak 20
///
/// It fails where a call that must work does not, where one that must fail does not, and, from 100 rounds on and without a sanitizer (which
/// keeps freed memory back), where memory still grows in the second half of the rounds.
@main enum HandleSoak {
    static func main() {
        let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20
        guard rounds >= 2, rounds <= 1_000_000 else {
            print("handle-soak: give a number of rounds from 2 to 1000000")
            SystemCalls.exit(64)
        }
        var counts = Counts()
        var halfway = 0
        for round in 0..<rounds {
            if round == rounds / 2 { halfway = residentKilobytes() }
            ProjSoak.round(&counts)
            GeosSoak.round(&counts)
            ZlibSoak.round(&counts)
        }
        let growth = residentKilobytes() - halfway
        print(
            "\(rounds) rounds: \(counts.built) handles built and dropped, \(counts.failed) failures, \(growth) kB more than halfway"
        )
        if !counts.surprises.isEmpty {
            print("unexpected: \(counts.surprises.sorted().joined(separator: ", "))")
            SystemCalls.exit(1)
        }
        // Allocators keep some pages back; a session leaked in each round would take more.
        if growth > 4_096 && rounds >= 100 && SystemCalls.environment("ASAN_OPTIONS") == nil {
            print("memory grows")
            SystemCalls.exit(1)
        }
    }

    /// Resident memory in kB; 0 where the system does not tell.
    private static func residentKilobytes() -> Int {
        guard let file = try? FileDescriptor.open("/proc/self/statm", .readOnly) else { return 0 }
        defer { try? file.close() }
        let line = [UInt8](unsafeUninitializedCapacity: 128) { room, count in
            count = (try? file.read(into: UnsafeMutableRawBufferPointer(room))) ?? 0
        }
        let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
    }
}

/// What a soak did, and what went otherwise than it must.
struct Counts {
    var built = 0
    var failed = 0
    var surprises: Set<String> = []

    /// Runs what must work.
    mutating func works(_ name: String, _ body: () throws -> Void) {
        do {
            try body()
            built += 1
        } catch { surprises.insert("\(name) failed: \(error)") }
    }

    /// Runs what must fail.
    mutating func fails(_ name: String, _ body: () throws -> Void) {
        do {
            try body()
            surprises.insert("\(name) did not fail")
        } catch { failed += 1 }
    }
}
