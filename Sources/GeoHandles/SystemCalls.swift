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

    /// Lets two names change places in one step. `ENOSYS`, `EINVAL` or `ENOTSUP` where the system or the file system cannot.
    package static func exchange(_ path: String, with other: String) -> CInt {
        #if canImport(Darwin)
            renamex_np(path, other, UInt32(RENAME_SWAP)) == 0 ? 0 : errno
        #else
            // The headers hide it from Swift, and an older C library does not have it.
            guard let call = dlsym(nil, "renameat2") else { return ENOSYS }
            let renameAt = unsafeBitCast(call, to: RenameAt.self)
            return renameAt(AT_FDCWD, path, AT_FDCWD, other, 2) == 0 ? 0 : errno
        #endif
    }

    #if !canImport(Darwin)
        private typealias RenameAt =
            @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    #endif

    /// Gives a file a second name.
    package static func link(_ path: String, to name: String) -> CInt { sys_link(path, name) == 0 ? 0 : errno }

    /// Makes a folder; the process's mask takes its part of `mode` away.
    package static func makeFolder(_ path: String, mode: UInt32) -> CInt { mkdir(path, mode_t(mode)) == 0 ? 0 : errno }

    /// Removes an empty folder.
    package static func removeFolder(_ path: String) -> CInt { rmdir(path) == 0 ? 0 : errno }

    /// Waits until what was written is on the disk.
    package static func synchronise(_ descriptor: CInt) -> CInt { fsync(descriptor) == 0 ? 0 : errno }

    /// Takes the lock of an open file without waiting: `EWOULDBLOCK` where another one has it. It ends with the descriptor, and with the process.
    package static func lock(_ descriptor: CInt) -> CInt { flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno }

    /// Sets the permissions of an open file or folder.
    package static func changeMode(_ descriptor: CInt, to mode: UInt32) -> CInt {
        fchmod(descriptor, mode_t(mode)) == 0 ? 0 : errno
    }

    /// Gives an open file or folder to another user and group.
    package static func changeOwner(_ descriptor: CInt, user: UInt32, group: UInt32) -> CInt {
        fchown(descriptor, user, group) == 0 ? 0 : errno
    }

    /// How many files a process may have open; `nil` where the system sets no limit.
    package static var descriptorLimit: Int? {
        let limit = sysconf(CInt(_SC_OPEN_MAX))
        return limit < 0 ? nil : limit
    }

    /// Waits until a descriptor that would not block takes bytes again.
    package static func waitUntilWritable(_ descriptor: CInt) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }

    /// The path without links, `.` and `..`; `nil` where it does not exist.
    package static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// What a symbolic link holds; `nil` where there is none.
    package static func linkTarget(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4097) { room in
            guard let start = room.baseAddress else { return nil }
            let count = readlink(path, start, 4096)
            guard count > 0 else { return nil }
            room[count] = 0
            return String(cString: start)
        }
    }

    /// The names in a folder but `.` and `..`, unordered; `nil` where it cannot be read. Of a name that is not UTF-8 the wrong bytes come replaced.
    package static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder), let start = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = String(cString: UnsafeRawPointer(entry).advanced(by: start).assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Bytes of a file; `nil` where there is none.
    package static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Whether this process may write a file, or make files in a folder.
    package static func isWritable(_ path: String) -> Bool { writeAccess(to: path) == 0 }

    /// The same as a status: what forbids it.
    package static func writeAccess(to path: String) -> CInt { faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 ? 0 : errno }

    /// The user whose rights this process has.
    package static var user: UInt32 { geteuid() }

    /// Number of this process.
    package static var processIdentifier: CInt { getpid() }

    /// Whether a person sees what is written there.
    package static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    /// Columns of the terminal behind a descriptor; `nil` where there is none or it does not say.
    package static func terminalColumns(_ descriptor: CInt) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

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
private func sys_link(_ old: String, _ new: String) -> CInt { link(old, new) }
private func sys_unlink(_ path: String) -> CInt { unlink(path) }
private func sys_exit(_ status: CInt) -> Never { exit(status) }
