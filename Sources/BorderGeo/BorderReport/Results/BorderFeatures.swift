import BorderAnalysis
import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

/// Something cut out of a border, as features with their attributes.
package protocol BorderFeatures: WritableResult {
    /// The command whose schema the results follow.
    static var verb: String { get }
    var border: Border { get }
    var layer: FeatureLayer { get }
    /// What was asked for, the border first.
    var parameters: OrderedDictionary<String, JSONValue> { get }
}

extension BorderFeatures {
    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: Self.verb, parameters: parameters, results: layer.attributeResults, findings: border.findings)
    }

    package var tables: [ResultTable] { [layer.attributeTable] }
    package func mapLayer() throws -> FeatureLayer? { layer }
}

/// Points at every round kilometre.
package struct BorderPosts: BorderFeatures {
    package static var formats: [ResultFormat] { [.text, .geojson, .csv, .json, .md, .ndjson] }
    package static var verb: String { "border-posts" }
    package var border: Border
    package var layer: FeatureLayer
    package var parameters: OrderedDictionary<String, JSONValue>

    /// Posts of the border's own measures or, with a calibration, of the system whose posts are in the file `known`.
    package init(
        of border: Border, every: Metres, over span: MeasureSpan, known: (file: String, calibration: Calibration)? = nil
    ) throws(RouteError) {
        self.border = border
        parameters = ["border": border.source.json, "every_m": .metres(every)]
        if let known {
            layer = try border.postsLayer(every: every, over: span, calibratedBy: known.calibration)
            parameters["known"] = .string(known.file)
        } else {
            layer = try border.postsLayer(every: every, over: span)
        }
    }
}

/// The line between two measures, or the whole border with one feature for each segment.
package struct BorderStretch: BorderFeatures {
    package static var formats: [ResultFormat] { [.geojson, .ndjson, .text, .csv, .json, .md] }
    package static var verb: String { "border-stretch" }
    package var border: Border
    package var layer: FeatureLayer
    package var parameters: OrderedDictionary<String, JSONValue>

    package init(of border: Border, from: Measure, to: Measure, bySegment: Bool) throws(RouteError) {
        self.border = border
        layer = try bySegment ? border.segmentsLayer() : border.stretchLayer(from, to)
        parameters = ["border": border.source.json, "from_m": .measure(from), "to_m": .measure(to)]
    }
}
