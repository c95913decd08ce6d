import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The calls that start a program, read what it writes and take its end.
enum ProcessCalls {
    /// A started program: its number, which is that of its process group too, and the ends of the pipes from which its stdout and stderr are read.
    struct Started {
        var identifier: CInt
        var output: CInt
        var errors: CInt
    }

    /// One at a time: no program inherits the pipes of another one that is being started.
    private static let starting = Mutex<Void>(())

    /// Starts `path` with an empty stdin in a process group of its own. `arguments` begin with the program's name. The status is that of `errno`.
    static func start(_ path: String, with arguments: [String], in environment: [String]) -> Result<Started, SystemStatus> {
        starting.withLock { _ in
            // Where ends of children are ignored, their exit codes are lost.
            if let old = signal(SIGCHLD, SIG_DFL), unsafeBitCast(old, to: UInt.self) > 1 { _ = signal(SIGCHLD, old) }
            guard let output = pipe() else { return .failure(SystemStatus(errno)) }
            guard let errors = pipe() else {
                let status = SystemStatus(errno)
                close([output.reading, output.writing])
                return .failure(status)
            }
            defer { close([output.writing, errors.writing]) }
            // A signal that comes before the program is known waits until it is.
            SignalHold.begin()
            defer { SignalHold.end() }
            var identifier: pid_t = 0
            let status = spawn(
                path, with: arguments, in: environment, output: output.writing, errors: errors.writing, &identifier)
            guard status == 0 else {
                close([output.reading, errors.reading])
                return .failure(SystemStatus(status))
            }
            guard RunningGroups.insert(identifier) else {
                kill(-identifier, SIGKILL)
                var end: CInt = 0
                while waitpid(identifier, &end, 0) < 0, errno == EINTR {}
                close([output.reading, errors.reading])
                return .failure(SystemStatus(EAGAIN))
            }
            SignalWatch.begin(holding: false)
            return .success(Started(identifier: identifier, output: output.reading, errors: errors.reading))
        }
    }

    private static func spawn(
        _ path: String, with arguments: [String], in environment: [String], output: CInt, errors: CInt, _ identifier: inout pid_t
    ) -> CInt {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        guard posix_spawn_file_actions_init(&actions) == 0 else { return ENOMEM }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return ENOMEM }
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // What is ignored or blocked here is not in the program: a pipe that nobody reads must end it.
        var defaults = sigset_t()
        var none = sigset_t()
        sigemptyset(&none)
        sigemptyset(&defaults)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        return withCStrings(arguments) { arguments in
            withCStrings(environment) { posix_spawn(&identifier, path, &actions, &attributes, arguments, $0) }
        }
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }

    /// Both ends are closed in programs that are started, and stand above the three standard streams.
    private static func pipe() -> (reading: CInt, writing: CInt)? {
        var ends: [CInt] = [0, 0]
        guard sys_pipe(&ends) == 0 else { return nil }
        for i in 0..<2 {
            if ends[i] < 3 {
                let moved = fcntl(ends[i], F_DUPFD_CLOEXEC, 3)
                _ = sys_close(ends[i])
                ends[i] = moved
            } else {
                _ = fcntl(ends[i], F_SETFD, FD_CLOEXEC)
            }
        }
        return (ends[0], ends[1])
    }

    static func close(_ descriptors: [CInt]) { for descriptor in descriptors where descriptor >= 0 { _ = sys_close(descriptor) } }

    /// Waits until one of the descriptors has bytes or has ended; a negative one is passed over. `milliseconds` -1: for ever.
    static func wait(_ first: CInt, _ second: CInt, milliseconds: CInt = -1) -> (first: Bool, second: Bool) {
        var requests = [
            pollfd(fd: first, events: Int16(POLLIN), revents: 0), pollfd(fd: second, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&requests, 2, milliseconds) > 0 else { return (false, false) }
        return (requests[0].revents != 0, requests[1].revents != 0)
    }

    /// As `read(2)`, interruptions aside; negative with `errno` where it fails.
    static func read(_ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = sys_read(descriptor, into: buffer.baseAddress, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Whether a program has ended; waits for it where `waiting`. It keeps its number until `reap`.
    static func hasEnded(_ identifier: CInt, waiting: Bool) -> Bool {
        var info = siginfo_t()
        while true {
            let status = waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT | (waiting ? 0 : WNOHANG))
            if status < 0, errno == EINTR { continue }
            // Somebody else took its end: it is over.
            if status < 0 { return true }
            #if canImport(Darwin)
                return info.si_pid != 0
            #else
                return info._sifields._kill.si_pid != 0
            #endif
        }
    }

    /// Ends what is left of the group, forgets it, and takes the program's end: 0 to 255 for its exit code, -n for signal n.
    static func reap(_ identifier: CInt) -> CInt {
        kill(-identifier, SIGKILL)
        _ = hasEnded(identifier, waiting: true)
        RunningGroups.remove(identifier)
        var status: CInt = 0
        var result = waitpid(identifier, &status, 0)
        while result < 0, errno == EINTR { result = waitpid(identifier, &status, 0) }
        SignalWatch.end(holding: false)
        guard result == identifier else { return 255 }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : -signal
    }
}

/// A number of what went wrong, of `errno`.
package struct SystemStatus: Error, Hashable, Sendable {
    package var number: CInt
    init(_ number: CInt) { self.number = number }

    /// The system's words.
    package var words: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }
}

extension SystemCalls {
    /// The path of a program in the folders of `PATH`; a name with a slash is a path already. Folders that are not absolute are passed over.
    package static func program(named name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        for folder in (environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/\(name)"
            var status = stat()
            if access(path, X_OK) == 0, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return path }
        }
        return nil
    }

    /// All variables of the environment, as `NAME=value`; values that are not UTF-8 are left out.
    package static var environment: [String] {
        var texts: [String] = []
        var next = environ
        while let text = next.pointee {
            if let valid = String(validatingCString: text) { texts.append(valid) }
            next += 1
        }
        return texts
    }
}

// Outside of the enumeration, where the names mean the functions of C.
private func sys_pipe(_ ends: inout [CInt]) -> CInt { pipe(&ends) }
private func sys_close(_ descriptor: CInt) -> CInt { close(descriptor) }
private func sys_read(_ descriptor: CInt, into buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
