import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing
import OrderedCollections

/// All that a density takes from the study and not from facility records: the same in every partial of one run.
struct DensityFrame: Hashable, Sendable {
    /// The lengths of one area at one epoch.
    struct Cell: Hashable, Sendable {
        var area: String
        var epoch: String
        /// One for each basis, in the order of `LengthBasis.allCases`.
        var lengths: [Metres]
        /// Bins of `Density.bin` of observed border.
        var bins: Int
    }

    var tool: JSONValue
    var study: JSONValue
    var parameters: OrderedDictionary<String, JSONValue>
    /// SHA-256 over the border's vertices and the digests of the files that were read.
    package var inputs: String
    /// Area by area, and in each epoch by epoch; the union of areas last.
    var cells: [Cell]
    /// Of reading the study.
    var studyFindings: [Finding]
    /// Of attaching its fences.
    var fenceFindings: [Finding]
    /// Of each epoch's fences, in order of date.
    var epochFindings: [[Finding]]
}

extension DensityFrame {
    /// Of a study whose facilities have been left out; `data` is what `model` was made from.
    init(_ model: ReportModel, of data: StudyData) {
        tool = ResultEnvelope.toolJSON
        study = model.studyJSON
        parameters = model.parametersJSON
        inputs = Self.digest(data)
        let bins = model.domains.flatMap { domain in
            model.inventories.map { inventory in
                inventory.linePieces(in: domain, of: .all).reduce(0) { $0 + $1.binCount(ofWidth: Density.bin) }
            }
        }
        cells = zip(model.density.filter { $0.kind == FacilitySelection.all.name }, bins).map { row, bins in
            Cell(area: row.area, epoch: row.epoch, lengths: row.rates.map(\.length), bins: bins)
        }
        epochFindings = model.inventories.map(\.fenceFindings)
        studyFindings = Array(model.findings.prefix(data.findings.count))
        let attached = model.findings.count - data.findings.count - epochFindings.reduce(0) { $0 + $1.count }
        fenceFindings = Array(model.findings.dropFirst(data.findings.count).prefix(max(0, attached)))
    }

    private static func digest(_ data: StudyData) -> String {
        var hash = SHA256()
        for vertex in data.border.route.vertices {
            [vertex.longitude.bitPattern.bigEndian, vertex.latitude.bitPattern.bigEndian].withUnsafeBytes { hash.update($0) }
        }
        for input in data.inputs { Array(input.sha256.utf8).withUnsafeBytes { hash.update($0) } }
        return hash.hexadecimal()
    }

    /// Names the run: partials add up only where it is the same.
    var fingerprint: String { SHA256.hexadecimal(of: Array(JSONValue.object(json).text(.compact).utf8)) }

    /// What another run did otherwise, for a message; `nil` where it is the same run.
    func difference(from other: DensityFrame) -> String? {
        func text(_ value: JSONValue) -> String { value.text(.compact) }
        if text(tool) != text(other.tool) { return "the tool is \(text(tool)), not \(text(other.tool))" }
        for key in ["id", "border", "synthetic"] {
            let (own, its) = (study[key] ?? .null, other.study[key] ?? .null)
            if text(own) != text(its) { return "the study's \(key) is \(text(own)), not \(text(its))" }
        }
        for (key, value) in parameters {
            let its = other.parameters[key] ?? .null
            if text(value) != text(its) { return "\(key) is \(text(value)), not \(text(its))" }
        }
        if inputs != other.inputs { return "the border or the files of the study are not the same" }
        return fingerprint == other.fingerprint ? nil : "the lengths or the findings of the study are not the same"
    }
}
