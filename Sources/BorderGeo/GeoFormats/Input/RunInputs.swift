import Synchronization
import SystemPackage

/// The files that a run of the tool has read, so that none of them is overwritten, and no pipe is read a second time, by the same run.
///
/// A file is known by its device and number, whatever it is called. Nothing is kept until `begin`: in a library, another job may well write what one has read.
package enum RunInputs {
    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: Stat) {
            device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
            inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
        }
    }

    private struct Known {
        var files: [Identity: String] = [:]
        var pipes: Set<Identity> = []
        var tookStandardInput = false
    }

    private static let known = Mutex<Known?>(nil)

    /// From now on, inputs are remembered until the process ends.
    package static func begin() { known.withLock { $0 = Known() } }

    /// Throws where `path` is a pipe that has been read: it would wait for ever, or be empty.
    static func expectUnread(_ path: String) throws(FileError) {
        guard known.withLock({ $0 != nil }) else { return }
        let wasRead: Bool
        if path == "-" {
            wasRead = known.withLock { known in
                defer { known?.tookStandardInput = true }
                return known?.tookStandardInput == true
            }
        } else {
            guard let status = try? Stat(path), status.isPipe else { return }
            wasRead = known.withLock { $0?.pipes.contains(Identity(status)) == true }
        }
        if wasRead { throw .unreadable(path: path, reason: "a pipe can be read only once; save it to a file") }
    }

    /// Remembers an input that has been opened.
    static func note(_ descriptor: FileDescriptor, _ path: String) {
        guard known.withLock({ $0 != nil }), let status = try? descriptor.stat() else { return }
        known.withLock { known in
            if status.type == .regular { known?.files[Identity(status)] = path }
            if status.isPipe { known?.pipes.insert(Identity(status)) }
        }
    }

    /// What the run called this file when it read it; `nil` where it did not.
    static func name(of status: Stat) -> String? { known.withLock { $0?.files[Identity(status)] } }
}

extension Stat {
    var isPipe: Bool { type == .fifo || type == .socket }
}
