import LinearReferencing

extension Finding {
    /// One line for people: `warning: posts.csv, line 3: The row has fewer cells. Add them.`
    public var line: String {
        let location = place.description
        return "\(severity.rawValue): " + (location.isEmpty ? "" : location + ": ") + sentence
            + (remedy.isEmpty ? "" : " \(remedy)")
    }
}
