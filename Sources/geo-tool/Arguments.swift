import GeoHandles
import SystemPackage

/// What the system hands over when the command starts.
enum Arguments {
    /// Takes the places of standard streams that are closed, so that no file that is opened later gets its number, and with it what is meant for the stream.
    /// Reading and writing them fails as it would have.
    static func keepStreams() {
        for (stream, mode) in [
            (FileDescriptor.standardInput, FileDescriptor.AccessMode.writeOnly), (.standardOutput, .readOnly),
            (.standardError, .readOnly),
        ] where (try? stream.stat()) == nil {
            _ = try? FileDescriptor.open("/dev/null", mode)
        }
    }

    /// Every command needs fewer.
    private static let leastDescriptors = 20

    /// Refuses what would be taken for something else: no arguments where there were some, and a name that text cannot hold.
    ///
    /// Swift takes the arguments from `/proc` on Linux, and replaces bytes that are not UTF-8: a file would be looked for, or written, under another name.
    static func check() throws {
        let arguments = CommandLine.arguments
        guard !arguments.isEmpty else {
            throw Failure(
                "the arguments cannot be read, since /proc is not mounted\n  Mount it (mount -t proc proc /proc), as containers and systemd do by default.",
                .internalError)
        }
        // The library that runs work on several cores ends the process where it cannot open a file of its own.
        if let limit = SystemCalls.descriptorLimit, limit < leastDescriptors {
            throw Failure(
                "too many open files: the limit is \(limit)\n  Allow at least \(leastDescriptors) (ulimit -n 256).",
                .internalError)
        }
        for (i, argument) in arguments.enumerated().dropFirst() {
            guard let bytes = CommandLine.unsafeArgv[i], String(validatingCString: bytes) == nil else { continue }
            throw Failure(
                "argument \(i) is not UTF-8: \(argument)\n  Rename the file, or make a link to it whose name is UTF-8 (ln -s).",
                .usage)
        }
    }
}
