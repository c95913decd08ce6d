import GeoFormats
import LinearReferencing
import OrderedCollections

/// What surrounds a comparison in its envelope: where it took place, what went in, and what reading that left in doubt.
package struct ResultContext: Sendable {
    /// `{"id","synthetic","border"}`, or `null` without a study.
    package var study: JSONValue
    /// Files, border and epoch, the first members of `parameters`.
    package var inputs: OrderedDictionary<String, JSONValue>
    package var findings: [Finding]
    /// Some positions are made up: layers say so.
    package var isSynthetic: Bool

    /// Nothing is known: no study, no inputs, positions of the real world.
    package init(
        study: JSONValue = .null, inputs: KeyValuePairs<String, JSONValue> = [:], findings: [Finding] = [],
        isSynthetic: Bool = false
    ) {
        self.study = study
        self.inputs = OrderedDictionary(inputs.map { ($0, $1) }, uniquingKeysWith: { $1 })
        self.findings = findings
        self.isSynthetic = isSynthetic
    }
}
