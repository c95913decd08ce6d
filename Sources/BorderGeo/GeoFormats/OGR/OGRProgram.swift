import GeoHandles
import LinearReferencing

/// The programs of GDAL: where they are, what they get, how they are run.
enum OGRProgram: String {
    case ogr2ogr, ogrinfo

    /// `nil` where it is not installed.
    var path: String? { SystemCalls.program(named: rawValue) }

    /// Starts it. Throws `InputError` where the system cannot.
    func start(_ arguments: [String], path: String, for source: OGRSource) throws(InputError) -> ChildProcess {
        do throws(SystemStatus) {
            return try ChildProcess(
                path: path, arguments: arguments, environment: Self.environment(isLocal: source.isLocal, driver: source.driver))
        } catch {
            throw InputError(
                "\(path) cannot be started (\(error.words.lowercased()))", at: Finding.Place(file: source.name),
                remedy: "Check the installation of GDAL.")
        }
    }

    /// Runs it to its end; of stdout at most 4 MB are kept.
    func run(_ arguments: [String], path: String, for source: OGRSource) throws(InputError) -> (
        output: String, messages: OGRMessages, ending: ChildProcess.Ending
    ) {
        let child = try start(arguments, path: path, for: source)
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { room in
            while true {
                let count = child.read(into: room)
                if count == 0 { break }
                bytes += room[..<min(count, (4 << 20) - bytes.count)]
            }
        }
        let ending = child.finish()
        let output = String(decoding: bytes, as: UTF8.self)
        // ogrinfo says on stdout what it cannot do.
        return (output, OGRMessages(child, also: ending == .exited(code: 0) ? "" : output), ending)
    }

    /// Drivers that read other files than the one given, or ask a network: a local file does not get to use them.
    private static let reaching = [
        "OGR_VRT", "WFS", "OAPIF", "OGCAPI", "CSW", "HTTP", "GMLAS", "PLSCENES", "NGW", "EEDA", "AmigoCloud", "Carto",
        "Elasticsearch",
    ]

    /// What concerns GDAL, PROJ, databases and the network; English messages, and times as they stand.
    private static let kept = [
        "GDAL_", "OGR_", "OSR_", "CPL_", "PROJ_", "PG", "MYSQL", "SHAPE_", "DXF_", "GML_", "GPX_", "OSM_", "LIBKML_", "AWS_",
        "GS_", "AZURE_", "CURL_", "SSL_",
        "LD_LIBRARY_PATH=", "DYLD_", "PATH=", "HOME=", "TMPDIR=", "USER=", "LOGNAME=", "http_proxy=", "https_proxy=", "no_proxy=",
        "HTTP_PROXY=", "HTTPS_PROXY=", "NO_PROXY=",
    ]

    private static func environment(isLocal: Bool, driver: OGRDriver?) -> [String] {
        var result = SystemCalls.environment.filter { variable in kept.contains { variable.hasPrefix($0) } }
        result += ["LC_ALL=C", "TZ=UTC"]
        guard isLocal else { return result }
        var skipped = reaching.filter { $0 != driver?.name }
        if let own = result.firstIndex(where: { $0.hasPrefix("GDAL_SKIP=") }) {
            skipped.append(String(result.remove(at: own).dropFirst(10)))
        }
        // The separator is a space or, where there is one, a comma.
        result.append("GDAL_SKIP=" + skipped.joined(separator: ","))
        result.append("GML_DOWNLOAD_SCHEMA=NO")
        return result
    }
}

extension OGRProgram {
    /// The drivers that the installed GDAL has, and whether they write vectors; `nil` where it cannot be asked.
    static func drivers() -> [String: Bool]? {
        guard let path = ogrinfo.path,
            let child = try? ChildProcess(
                path: path, arguments: ["--formats"], environment: environment(isLocal: false, driver: nil))
        else { return nil }
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { room in
            while true {
                let count = child.read(into: room)
                if count == 0 || bytes.count > 1 << 20 { break }
                bytes += room[..<count]
            }
        }
        guard child.finish() == .exited(code: 0) else { return nil }
        var drivers: [String: Bool] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            // "  ESRI Shapefile -vector- (rw+v): ESRI Shapefile"
            guard let match = line.firstMatch(of: /^  (.+?) -([a-z,]+)- \(([a-z+]+)\)/), match.2.contains("vector") else {
                continue
            }
            drivers[String(match.1)] = match.3.contains("w")
        }
        return drivers.isEmpty ? nil : drivers
    }
}

/// What a program of GDAL wrote to stderr.
struct OGRMessages {
    var errors: [String] = []
    var warnings: [String] = []
    /// The datasource could not be opened by any driver.
    var cannotOpen = false
    /// GDAL takes the coordinates for degrees, since the layer does not say what they are in.
    var assumesDegrees = false

    init(_ child: ChildProcess, also output: String = "") {
        var isFailure = false
        for line in (String(decoding: child.errorBytes, as: UTF8.self) + "\n" + output).split(separator: "\n") {
            let text = String(line).trimmed
            if isFailure || text.hasPrefix("Unable to open datasource") {
                isFailure = false
                if text.hasPrefix("Unable to open datasource") { cannotOpen = true } else { errors.append(text) }
            } else if text.hasPrefix("FAILURE:") {
                let rest = String(text.dropFirst(8)).trimmed
                if rest.isEmpty { isFailure = true } else { errors.append(rest) }
            } else if let match = text.wholeMatch(of: /ERROR \d+: (.*)/) {
                errors.append(String(match.1))
            } else if let match = text.wholeMatch(of: /Warning \d+: (.*)/) {
                let warning = String(match.1)
                if warning.hasPrefix("No SRS set on layer") {
                    assumesDegrees = true
                } else if !warning.hasPrefix("The output driver does not natively support") {
                    // Dates are texts in GeoJSON lines, and dates again when they are read.
                    warnings.append(warning)
                }
            }
        }
        errors = errors.removingRepeats()
        warnings = warnings.removingRepeats()
    }

    /// The first twenty of each as findings about an input or an output.
    func findings(file: String) -> [Finding] {
        func shown(_ texts: [String], _ severity: Finding.Severity) -> [Finding] {
            var result = texts.prefix(20).map {
                Finding(rule: "gdal", severity: severity, place: .init(file: file), sentence: "GDAL: \($0)".asSentence)
            }
            if texts.count > 20 {
                result.append(
                    Finding(
                        rule: "gdal", severity: severity, place: .init(file: file),
                        sentence: "GDAL: \(texts.count - 20) other messages of this kind."))
            }
            return result
        }
        // Whole numbers of 64 bits as decimal ones, dates as times: values stay.
        let isMild = { (text: String) in
            text.contains("does not seem to natively support") || text.contains("a datetime with a unknown time zone")
        }
        return shown(errors, .error) + shown(warnings.filter { !isMild($0) }, .warning) + shown(warnings.filter(isMild), .note)
    }
}

/// A line for a terminal: words that a shell would take apart are quoted.
enum CommandLineText {
    static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || "/._-+:,@%=".utf8.contains($0) || $0 >= 0x80
        }
        return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
