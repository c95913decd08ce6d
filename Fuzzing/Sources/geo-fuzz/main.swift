import CLibFuzzer
import Foundation
import FuzzTargets

// The target that FUZZ_TARGET names, with libFuzzer's own options as arguments; FUZZ_TARGET=list prints all of them with the endings of their fixtures.

let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
if name == "list" {
    for target in FuzzTarget.allCases { print(([target.rawValue] + target.endings).joined(separator: " ")) }
    exit(0)
}
guard FuzzTarget(rawValue: name) != nil else {
    FileHandle.standardError.write(
        Data("geo-fuzz: FUZZ_TARGET has to be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))\n".utf8))
    exit(64)
}

/// A function of C sees nothing of what is above.
enum Chosen {
    static let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "")
}

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &words) { start, size in
        guard let complaint = Chosen.target?.complaint(about: Array(UnsafeBufferPointer(start: start, count: size))) else {
            return 0
        }
        // What is wrong ends the process, so that the input is kept.
        FileHandle.standardError.write(Data("geo-fuzz: \(complaint)\n".utf8))
        abort()
    })
