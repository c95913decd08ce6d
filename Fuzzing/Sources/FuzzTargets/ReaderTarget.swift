import BorderStudy
import GeoFormats
import LinearReferencing

/// Any file in memory through the one way in: features or an `InputError`; what is read can be written, and what is written is read and written the same.
struct ReaderTarget {
    var name: String

    func complaint(about bytes: [UInt8]) -> String? {
        let source = InputSource.bytes(bytes, name: name)
        let read = Outcome { try InputReader.read(source).features }
        let inspected = Outcome { try InputReader.inspect(source).features }
        if let words = read.complaint("read") ?? inspected.complaint("inspect") { return words }
        guard case .success(let features) = read else { return nil }
        guard case .success(let all) = inspected else { return "inspect refuses what read accepts" }
        if all.count != features.count { return "read gives \(features.count) features, inspect \(all.count)" }
        return Self.complaint(aboutWriting: features)
    }

    /// GeoJSON of features, read and written again, is the same text.
    static func complaint(aboutWriting features: [Feature]) -> String? {
        func text(_ features: [Feature]) throws -> [UInt8] {
            try GeoJSONWriter.write(
                FeatureLayer(name: "layer", title: "Layer", inferringFieldsOf: features, synthetic: false, isVerbatim: true))
        }
        let written = Outcome { try text(features) }
        if let words = written.complaint("write") { return words }
        // A place off the Earth is refused, and says so.
        guard case .success(let first) = written else { return nil }
        let again = Outcome { try InputReader.readVerbatim(.bytes(first, name: "again.geojson")).features }
        guard case .success(let features2) = again else { return "what was written is not read: \(again)" }
        if features2.count != features.count { return "\(features.count) features were written, \(features2.count) read" }
        let second = Outcome { try text(features2) }
        guard case .success(let third) = second else { return "what was read is not written: \(second)" }
        guard first != third else { return nil }
        let place = zip(first, third).prefix { $0 == $1 }.count
        func part(_ text: [UInt8]) -> String {
            String(decoding: text[max(0, place - 80)..<min(text.count, place + 80)], as: UTF8.self)
        }
        return "written again, byte \(place) is another: …\(part(first))… against …\(part(third))…"
    }
}

/// The same features whether a text is cut into pieces of 64 bytes or read at once.
enum StreamTarget {
    static func complaint(about bytes: [UInt8]) -> String? {
        func features(_ chunk: Int) -> Outcome<[Feature]> {
            Outcome {
                try InputReader.collect(FeatureStream(.bytes(bytes, name: "input.geojson"), chunkBytes: chunk), jobs: 1).features
            }
        }
        switch (features(64), features(1 << 20)) {
        case (.success(let small), .success(let large)):
            // NaN is neither a coordinate nor a JSON value, so equality means what it seems.
            return small == large
                ? nil : "pieces of 64 bytes give \(small.count) other features than one of 1 MB (\(large.count))"
        case (.refused(let small), .refused(let large)):
            // Input that is not text is reported as such once its bytes are read, which can be before or after another fault.
            let isNotText = ["the bytes are not UTF-8", "there is a zero byte"].contains {
                large.problem.hasPrefix($0) || small.problem.hasPrefix($0)
            }
            return cause(small) == cause(large) || isNotText
                ? nil : "pieces of 64 bytes are refused for another cause:\n\(small)\n\(large)"
        case (.stray(let words), _), (_, .stray(let words)): return "stream: \(words)"
        case (.success, .refused(let error)): return "refused in one piece, read in pieces of 64 bytes: \(error)"
        case (.refused(let error), .success): return "refused in pieces of 64 bytes, read in one: \(error)"
        }
    }

    /// Place and problem without what is quoted from there: a piece may end within it.
    private static func cause(_ error: InputError) -> [String] {
        let words = error.problem
        return [
            "\(error.place)", error.rule, String(words[..<(words.firstRange(of: ", found `")?.lowerBound ?? words.endIndex)]),
        ]
    }
}
