import Foundation

/// The folder of outside cases, from the environment variable `BORDERGEO_CORPORA`. Tests that read it are marked with `.needs(.corpora)`.
public enum Corpora {
    public static let folder: URL? = ProcessInfo.processInfo.environment["BORDERGEO_CORPORA"].flatMap {
        $0.isEmpty ? nil : URL(filePath: $0)
    }

    /// A file of cases: each is compared by one test, with every operation in it.
    public enum File: String, CaseIterable, Sendable {
        case lines = "geometry/lines.jsonl"
        case topology = "geometry/topology.jsonl"
        case hazards = "geometry/hazards.jsonl"
        case gie = "proj/gie.jsonl"
        case geodesic = "proj/geodesic.jsonl"
        case projectionPoints = "proj/projection_points.jsonl"
        case assignment = "stats/assignment.jsonl"
        case chapman = "stats/chapman.jsonl"
        case kappa = "stats/kappa.jsonl"
        case density = "stats/line_kde.jsonl"
        case linearK = "stats/linear_k.jsonl"
        case poisson = "stats/poisson.jsonl"
        case accuracy = "stats/positional_accuracy.jsonl"
        case rateRatio = "stats/rate_ratio.jsonl"
        case csv = "csv/manifest.json"
        case geoJSON = "geojson/manifest.json"
        case json = "json/manifest.json"
    }

    /// Throws where the folder is not named.
    public static func required() throws -> URL {
        guard let folder else { throw Need.Missing(description: "BORDERGEO_CORPORA is not set") }
        return folder
    }

    /// The cases of a file, in its order: lines of JSON Lines, or the elements of a manifest's array. Their operation is under `key`.
    static func rows(of url: URL, operation key: String) throws -> [CorpusRow] {
        let text = try String(contentsOf: url, encoding: .utf8)
        let isManifest = url.pathExtension == "json"
        let objects: [Any]
        if isManifest {
            objects = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any] ?? []
        } else {
            objects = try text.split(whereSeparator: \.isNewline).map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        }
        return objects.enumerated().map { index, object in
            CorpusRow(
                object as? [String: Any] ?? [:], of: url.deletingLastPathComponent(), number: index + 1,
                id: isManifest ? "file" : "id", operation: key)
        }
    }
}
