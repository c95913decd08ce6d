#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The calls of the system that swift-system does not have, imported in this one place. A status is 0, or the number of what went wrong (`errno`).
package enum SystemCalls {
    /// Gives a file another name in one step; a file that has it is replaced.
    package static func rename(_ path: String, to name: String) -> CInt { sys_rename(path, name) == 0 ? 0 : errno }

    /// Takes a file's name away, and with its last name the file.
    package static func unlink(_ path: String) -> CInt { sys_unlink(path) == 0 ? 0 : errno }

    /// Number of this process.
    package static var processIdentifier: CInt { getpid() }

    /// Whether a process of that number runs that this one may signal.
    package static func isRunning(process: CInt) -> Bool { kill(process, 0) == 0 }

    /// Whether a person sees what is written there.
    package static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    /// A variable of the environment; `nil` where it is not set.
    package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Ends the process.
    package static func exit(_ status: CInt) -> Never { sys_exit(status) }
}

/// A converter between character sets of the C library's iconv.
struct IconvHandle: ~Copyable {
    /// What one call came to.
    enum Outcome { case done, roomNeeded, failed }

    private let handle: iconv_t

    /// `nil` where the system does not know one of the sets.
    init?(from source: String, to target: String) {
        guard let handle = iconv_open(target, source), Int(bitPattern: handle) != -1 else { return nil }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Converts from `input` on, as far as it fits; both buffers are moved behind what has been taken and written.
    borrowing func convert(
        _ input: inout UnsafeMutableBufferPointer<CChar>, into output: inout UnsafeMutableBufferPointer<CChar>
    ) -> Outcome {
        var source: UnsafeMutablePointer<CChar>? = input.baseAddress
        var left = input.count
        var target: UnsafeMutablePointer<CChar>? = output.baseAddress
        var room = output.count
        let result = iconv(handle, &source, &left, &target, &room)
        let code = errno
        input = UnsafeMutableBufferPointer(start: source, count: left)
        output = UnsafeMutableBufferPointer(start: target, count: room)
        // (size_t)-1 arrives as -1.
        if result != -1 { return .done }
        return code == E2BIG ? .roomNeeded : .failed
    }
}

// Outside of the enumeration, where the names mean the functions of C.
private func sys_rename(_ old: String, _ new: String) -> CInt { rename(old, new) }
private func sys_unlink(_ path: String) -> CInt { unlink(path) }
private func sys_exit(_ status: CInt) -> Never { exit(status) }
