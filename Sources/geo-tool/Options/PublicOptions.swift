import ArgumentParser
import BorderGeo

/// Whether what is written is a public edition.
struct PublicOptions: ParsableArguments {
    @Flag(
        name: .customLong("public"),
        help: """
            A public edition, from which neither a gap nor a post can be located: facilities by the whole kilometre, lengths to 0.1 km, gaps by number and class of length. The border line is published as it is, also your own. \
            Areas need to end at whole kilometres, be 5 km or longer and not overlap; others are withheld. The folder may hold nothing else. Make one public edition of a study, never two with slightly different areas.
            """)
    var isPublic = false

    @Flag(
        name: .long,
        help:
            "With --public: keep what people wrote, which is notes of the study, sources of records, claims and names in the border file."
    )
    var keepSource = false

    func validate() throws {
        guard isPublic || !keepSource else { throw ValidationError("--keep-source belongs to --public.") }
    }

    /// What the one who publishes needs to know of the edition; in none of its files.
    func talk(about model: ReportModel, on output: OutputOptions) {
        guard let edition = model.edition else { return }
        if !edition.withheld.isEmpty {
            output.say(
                "withheld: \(edition.withheld.map(\.id).joined(separator: ", ")). An area of a public edition ends at whole kilometres, is 5 km or longer and overlaps no other; one is withheld as well where it would follow from the others."
            )
        }
    }
}

extension OutputOptions {
    /// What is said once beside places of gaps and fences.
    func warnOfExactPlaces() { say(ReportModel.exactNote) }
}
