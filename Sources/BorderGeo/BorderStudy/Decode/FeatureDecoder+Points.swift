import BorderModel
import GeoFormats
import LinearReferencing

/// Points to compare, millions of them, from facilities and detections that nobody keeps: made in one step for their own type, where the compiler sees all of it.
extension FeatureDecoder {
    /// Facilities that stand on a day; without one all that a reviewer did not reject.
    package func referencePoints(
        _ batch: FeatureBatch, first: Int, on date: CalendarDate?
    ) -> Piece<ValidationPoint> {
        let (synthetic, keepsExtra) = (synthetic, keepsExtra)
        let rule = Rule<ValidationPoint>(prefix: "facility", shape: .point) { reader, id throws(InputError) in
            guard let facility = try Self.facility(&reader, id: id, synthetic: synthetic, keepsExtra: keepsExtra),
                date.map({ facility.presence(at: $0) == .present }) ?? !facility.leavesCounts()
            else { return nil }
            return ValidationPoint(facility)
        }
        return piece(batch, first: first, rule)
    }

    package func detectedPoints(_ batch: FeatureBatch, first: Int) -> Piece<ValidationPoint> {
        let (synthetic, keepsExtra) = (synthetic, keepsExtra)
        let rule = Rule<ValidationPoint>(prefix: "detection") { reader, id throws(InputError) in
            guard let detection = try Self.detection(&reader, id: id, synthetic: synthetic, keepsExtra: keepsExtra) else {
                return nil
            }
            return ValidationPoint(detection)
        }
        return piece(batch, first: first, rule)
    }
}
