import Foundation

/// The folder of an independent implementation of the definitions, from the environment variable `BORDERGEO_JUDGE`; `.ci/run` looks for it beside the checkout.
public enum Judge {
    public static let folder: URL? = ProcessInfo.processInfo.environment["BORDERGEO_JUDGE"].map { URL(filePath: $0) }

    /// Where a machine checks changes the judge must be there: without it nothing would say that a figure is wrong.
    public static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

    /// Whether its Python has what it needs.
    public static let canRun: Bool =
        folder != nil
        && (try? External.run("/usr/bin/python3", ["-c", "import pyproj, numpy, scipy, shapely, yaml"]))?.exitCode == 0

    /// Runs the comparison of the tool under test with the judge; `arguments` say over what.
    public static func compare(_ arguments: [String]) throws -> Tool.Run? {
        guard let folder else { return nil }
        let script = folder.appending(path: "differential/compare.py").path
        return try External.run(
            "/usr/bin/python3", [script, "--tool", Tool.path.path, "--jobs", "2"] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    }
}
