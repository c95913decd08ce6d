/// How facilities of two epochs are recognised as the same.
public enum FacilityMatching: String, Hashable, Sendable, CaseIterable {
    /// One record is one facility, and so are records of one id: ids and dates decide.
    case records
    /// Records that end and records that begin are matched by place (F8) as well.
    case position
}
