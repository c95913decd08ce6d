import Foundation
import Testing

/// Something from outside the package that tests work with: a program, a folder of cases, a right of the process.
///
/// Where it is missing its tests are skipped with a message. Continuous integration (`CI=true`) installs what the tests use: there they fail, and say what to do.
public struct Need: Sendable {
    public let name: String
    public let remedy: String
    private let isThere: @Sendable () -> Bool

    public init(_ name: String, remedy: String, isThere: @escaping @Sendable () -> Bool) {
        self.name = name
        self.remedy = remedy
        self.isThere = isThere
    }

    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    private static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

    /// Whether what needs it is run: false where it is missing, but a `Missing` where `CI=true`.
    public func isMet() throws -> Bool {
        if isThere() { return true }
        if Self.isCI { throw Missing(description: "missing where CI=true: \(name) (\(remedy))") }
        return false
    }

    /// The same inside a test, of which a part is skipped: says so.
    public func isMetOrSaysSo() throws -> Bool {
        let isMet = try isMet()
        if !isMet { print("skipped, no \(name)") }
        return isMet
    }

    /// For lists of arguments, which cannot throw: what is missing where `CI=true` is run, and fails.
    public var isTried: Bool { Self.isCI || isThere() }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test with a message where something is missing; where `CI=true` it fails with what to do.
    public static func needs(_ need: Need, sourceLocation: SourceLocation = #_sourceLocation) -> Self {
        .enabled("skipped, no \(need.name)", sourceLocation: sourceLocation) { try need.isMet() }
    }
}

extension Need {
    public static let corpora = Need("corpora", remedy: "set BORDERGEO_CORPORA to the folder of outside cases") {
        Corpora.folder != nil
    }

    /// GDAL's programs.
    public static let ogr = program("ogr2ogr", remedy: "apt-get install gdal-bin")

    /// GDAL in Python.
    public static let gdal = Need("GDAL", remedy: "apt-get install gdal-bin python3-gdal") { hasGDAL }
    private static let hasGDAL = debianPython("import osgeo.ogr, osgeo_utils")

    public static let qgis = Need("QGIS", remedy: "apt-get install qgis python3-qgis") { hasQGIS }
    private static let hasQGIS = debianPython("import qgis.core")

    public static let pyproj = Need("pyproj", remedy: "apt-get install python3-pyproj") { hasPyproj }
    private static let hasPyproj = debianPython("import pyproj")

    public static let python = program("python3", remedy: "apt-get install python3")

    public static let groff = program("groff", remedy: "apt-get install groff-base")

    public static let valgrind = program("valgrind", remedy: "apt-get install valgrind")

    public static let chromium = Need("Chromium", remedy: "apt-get install chromium") {
        ["chromium", "chromium-browser", "google-chrome"].contains(where: External.has)
    }

    public static let axeCore = Need(
        "axe-core", remedy: "python3 -m pip install --no-deps --target .build/axe axe-playwright-python, or set BORDERGEO_AXE"
    ) { hasAxeCore }
    private static let hasAxeCore = succeeds(
        "python3",
        [
            "-B", "-c", "import sys; sys.path.insert(0, sys.argv[1]); import axe; sys.exit(not axe.find())",
            Fixtures.path("../Tests/browser"),
        ])

    public static let fullDevice = Need("/dev/full", remedy: "mount /dev as Linux has it") {
        FileManager.default.fileExists(atPath: "/dev/full")
    }

    /// Mounts that only the process itself sees.
    public static let mounts = Need("mounts", remedy: "run as root where namespaces are allowed (docker run --privileged)") {
        canMount
    }
    private static let canMount = succeeds("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])

    /// A device node of the test's own.
    public static let devices = Need("device nodes", remedy: "run as root where devices may be made and opened") {
        canMakeDevices
    }
    private static let canMakeDevices = succeeds(
        "sh", ["-c", #"d=$(mktemp -d) && mknod "$d/null" c 1 3 && : > "$d/null"; code=$?; rm -rf "$d"; exit $code"#])

    /// Terminals are made by script(1).
    public static let terminal = program("script", remedy: "apt-get install bsdutils")

    public static func program(_ name: String, remedy: String) -> Need { Need(name, remedy: remedy) { External.has(name) } }

    /// Debian's own Python sees QGIS and GDAL; another one first on the PATH may not.
    private static func debianPython(_ code: String) -> Bool {
        succeeds("/usr/bin/python3", ["-B", "-c", code])
    }

    private static func succeeds(_ program: String, _ arguments: [String]) -> Bool {
        (try? External.run(program, arguments))?.exitCode == 0
    }
}
