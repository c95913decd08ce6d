import BorderBase

/// A published length of the border, of a part of it or of its rivers: one of many that disagree, none of them the truth.
package struct PublishedLength: Hashable, Sendable {
    /// What was measured. River length is not border length: sources lie inland, and the border may leave the river.
    package enum Quantity: String, Hashable, Sendable { case border, river }

    package enum Qualifier: String, Hashable, Sendable {
        case exact, about
        case moreThan = "more_than"
    }

    /// How the figure is known: seen on a page of the publisher or in an article, or unverified.
    package enum Confidence: String, Hashable, Sendable { case article, page, unverified }

    /// Row of the register of published figures.
    package let id: String
    package let quantity: Quantity
    /// Segments of the built-in border that correspond to it, in order; their lengths add up to ours.
    package let segments: [String]
    /// `China and Russia`, `Yalu`, ...
    package let subject: String
    package let qualifier: Qualifier
    package let length: Metres
    package let source: String
    package let confidence: Confidence
}

extension PublishedLength {
    /// Every published length we know of, widest subject first.
    package static let all: [PublishedLength] =
        chinaAndRussia.map { $0.row(["yalu", "paektu-land", "tumen", "tumen-russia"], "China and Russia") }
        + china.map { $0.row(["yalu", "paektu-land", "tumen"], "China") }
        + chinaRivers.map { $0.row(["yalu", "tumen"], "China, rivers alone") }
        + yalu.map { $0.row(["yalu"], "Yalu") }
        + paektu.map { $0.row(["paektu-land"], "Land border at Paektu") }
        + tumenWithChina.map { $0.row(["tumen"], "Tumen along China") }
        + tumen.map { $0.row(["tumen", "tumen-russia"], "Tumen with its Russian stretch") }
        + russia.map { $0.row(["tumen-russia"], "Russia, on the river") }

    private struct Entry {
        var id: String
        var kilometres: Double
        var qualifier: Qualifier
        var quantity: Quantity
        var source: String
        var confidence: Confidence

        init(
            _ id: String, _ kilometres: Double, _ source: String, _ confidence: Confidence, _ qualifier: Qualifier = .exact,
            _ quantity: Quantity = .border
        ) {
            self.id = id
            self.kilometres = kilometres
            self.qualifier = qualifier
            self.quantity = quantity
            self.source = source
            self.confidence = confidence
        }

        func row(_ segments: [String], _ subject: String) -> PublishedLength {
            PublishedLength(
                id: id, quantity: quantity, segments: segments, subject: subject, qualifier: qualifier,
                length: .kilometres(kilometres),
                source: source, confidence: confidence)
        }
    }

    private static let chinaAndRussia = [
        Entry("L01", 1300, "Human Rights Watch, 17 Nov 2022; DW, 4 Dec 2022", .article, .moreThan)
    ]
    private static let china = [
        Entry("L02", 1352, "English Wikipedia, China-North Korea border (a CIA figure)", .page),
        Entry("L03", 1420, "older English Wikipedia; mansudae-korea.com, 2020", .page),
        Entry("L03", 1416, "Wikipedia on the border fence; Washington Times, 2006 (880 mi)", .page),
        Entry("L04", 1400, "Reuters, 27 May 2023; Chosun Ilbo, 2024", .article, .about),
        Entry("L05", 1315, "Namuwiki: 1,270 km of river and 45 km of land", .page, .about),
        Entry("L06", 1500, "Korean Wikipedia", .page, .about),
        Entry("L06", 1287, "The Sun, 2022 (800 mi)", .page, .about),
        Entry("L07", 1334, "Chinese sources", .unverified),
    ]
    private static let chinaRivers = [Entry("L05", 1270, "Namuwiki", .page, .about)]
    private static let yalu = [
        Entry("L10", 790, "Wikipedia; US country handbook", .page, .exact, .river),
        Entry("L10", 795, "an encyclopedia copy", .page, .exact, .river),
        Entry("L10", 800, "a blog", .page, .about, .river),
        Entry("L15", 803, "Jan S. Krogh's Geosite, Chinese-North Korean border", .page),
    ]
    private static let paektu = [
        Entry("L05", 45, "Namuwiki", .page, .about),
        Entry("L15", 45, "Jan S. Krogh's Geosite, Chinese-North Korean border", .page, .about),
    ]
    private static let tumenWithChina = [Entry("L15", 530.8, "Jan S. Krogh's Geosite, Chinese-North Korean border", .page)]
    private static let tumen = [
        Entry("L11", 521, "encyclopedias", .page, .exact, .river),
        Entry("L11", 520, "US country handbook", .page, .exact, .river),
    ]
    private static let russia = [
        Entry("L08", 17, "English Wikipedia, North Korea-Russia border (22.1 km at sea come on top)", .page),
        Entry("L09", 17.3, "an Italian encyclopedia copy", .page),
        Entry("L09", 18, "Reuters, 27 May 2023", .page),
    ]
}
