#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The two streams: results go to `output`, talk goes to `error`.
enum Terminal {
    case output, error

    private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Colour only where a person looks at it and did not switch it off (no-color.org).
    var wantsColour: Bool {
        guard isTerminal else { return false }
        if let value = getenv("NO_COLOR"), value[0] != 0 { return false }
        if let term = getenv("TERM"), String(cString: term) == "dumb" { return false }
        return true
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { buffer in
            var done = 0
            while done < buffer.count, let base = buffer.baseAddress {
                #if canImport(Darwin)
                    let n = Darwin.write(descriptor, base + done, buffer.count - done)
                #elseif canImport(Musl)
                    let n = Musl.write(descriptor, base + done, buffer.count - done)
                #else
                    let n = Glibc.write(descriptor, base + done, buffer.count - done)
                #endif
                if n <= 0 { return }
                done += n
            }
        }
    }
}
