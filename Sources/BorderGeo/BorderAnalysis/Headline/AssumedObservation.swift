import BorderModel
import GeoFormats

/// Epochs for which a study names no imagery: figures of theirs rest on the assumption that everything was seen.
package struct AssumedObservation: Hashable, Sendable {
    package var epochs: [String]

    package init(_ epochs: [String] = []) { self.epochs = epochs }

    /// One sentence; `nil` where nothing is assumed.
    package var sentence: String? {
        guard !epochs.isEmpty else { return nil }
        return
            "Observation is assumed: the study names no imagery for \(epochs.joined(separator: ", ")), so its whole border counts as observed."
    }

    /// What rows of figures carry: rows are copied without their file. None where nothing is assumed.
    package var constants: [(field: String, value: String)] {
        epochs.isEmpty ? [] : [("observation_assumed", epochs.joined(separator: ";"))]
    }
}

extension ReportModel {
    package var assumedObservation: AssumedObservation {
        AssumedObservation(inventories.filter(\.observedIsAssumed).map(\.epoch.id))
    }
}

extension DensityPartial {
    package var assumedObservation: AssumedObservation {
        guard case .array(let epochs)? = frame.parameters["observation_assumed"] else { return AssumedObservation() }
        return AssumedObservation(epochs.compactMap(\.stringValue))
    }
}
