import BorderGeo
import Foundation
import Testing

/// Colours as eyes and printers see them: WCAG's relative luminance, CIE Lab of 1976, and the matrices of Machado, Oliveira and Fernandes (2009) for
/// full colour blindness.
private struct Seen {
    enum Sight: String, CaseIterable { case full, protanopia, deuteranopia, tritanopia }

    var rgb: [Double]

    init(_ color: MapColor, by sight: Sight = .full) {
        let linear = [color.red, color.green, color.blue].map { channel -> Double in
            let c = Double(channel) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
        let matrix: [[Double]] =
            switch sight {
            case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protanopia:
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            case .deuteranopia:
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            case .tritanopia:
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        rgb = matrix.map { row in max(0, min(1, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) }
    }

    var luminance: Double { 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] }

    func contrast(with other: Seen) -> Double {
        let (a, b) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (a + 0.05) / (b + 0.05)
    }

    private var lab: [Double] {
        let xyz = [
            (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505, luminance,
            (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089,
        ].map { $0 > 0.008856 ? pow($0, 1.0 / 3) : 7.787 * $0 + 16.0 / 116 }
        return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
    }

    func distance(to other: Seen) -> Double {
        zip(lab, other.lab).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}

@Suite("Palette") struct PaletteTests {
    private static let main = ["new", "layer_added", "upgraded", "unchanged", "removed", "unknown"]
    private static let pairs = main.flatMap { a in main.filter { $0 > a }.map { (a, $0) } }

    /// The reckoning against published values: black on white is 21, and mid grey #777777 on white 4.48 (W3C).
    @Test func contrastIsThatOfTheGuidelines() {
        #expect(abs(Seen(.black).contrast(with: Seen(.white)) - 21) < 0.001)
        #expect(abs(Seen(MapColor(0x777777)).contrast(with: Seen(.white)) - 4.48) < 0.01)
    }

    /// In greyscale: a fifth of lightness and more between any two, on a light ground and on a dark one.
    @Test(arguments: pairs) func statesDifferInLightness(a: String, b: String) {
        let (a, b) = (Palette.standard[.status, a], Palette.standard[.status, b])
        #expect(Seen(a.color).contrast(with: Seen(b.color)) >= 1.2)
        #expect(Seen(a.dark).contrast(with: Seen(b.dark)) >= 1.2)
    }

    /// New against existing was 1.02.
    @Test func newStandsOutFromExisting() {
        let (new, old) = (Palette.standard[.status, "new"], Palette.standard[.status, "unchanged"])
        #expect(Seen(new.color).contrast(with: Seen(old.color)) > 2.4)
        let (after, before) = (Palette.standard[.period, "after"], Palette.standard[.period, "before"])
        #expect(Seen(after.color).contrast(with: Seen(before.color)) > 2.4)
    }

    /// To the colour-blind: 12 units of Lab apart, five times what is just seen.
    @Test(arguments: pairs) func statesDifferToEveryEye(a: String, b: String) {
        let (a, b) = (Palette.standard[.status, a], Palette.standard[.status, b])
        for sight in Seen.Sight.allCases {
            #expect(Seen(a.color, by: sight).distance(to: Seen(b.color, by: sight)) > 12, "\(sight)")
            #expect(Seen(a.dark, by: sight).distance(to: Seen(b.dark, by: sight)) > 12, "\(sight), dark")
        }
    }

    /// Without any colour: patterns of lines, with their dashes, and shapes of points.
    @Test(arguments: pairs) func statesDifferInPatternAndShape(a: String, b: String) {
        let (a, b) = (Palette.standard[.status, a], Palette.standard[.status, b])
        #expect(a.pattern != b.pattern || a.dashes != b.dashes)
        #expect(a.shape != b.shape || a.isHollow != b.isHollow)
    }

    @Test(arguments: [Palette.Subject.facilityKind, .fenceLayer, .layerCount, .period])
    func classesOfASubjectDiffer(subject: Palette.Subject) {
        let styles = Palette.standard.styles(of: subject)
        #expect(styles.count > 2)
        for (i, a) in styles.enumerated() {
            for b in styles[..<i] {
                #expect(
                    a.pattern != b.pattern || a.dashes != b.dashes || a.shape != b.shape,
                    "\(a.id) and \(b.id) differ by colour alone")
            }
        }
    }

    @Test func everyStateIsSeenOnItsGround() {
        for style in Palette.standard.styles(of: .status) where style.id != "none" {
            #expect(Seen(style.color).contrast(with: Seen(.white)) > 2.4, "\(style.id)")
            #expect(Seen(style.dark).contrast(with: Seen(MapColor(0x11151A))) > 2.4, "\(style.id)")
        }
    }

    @Test func everyValueOfFilesHasAClass() {
        for value in ChangeClass.allCases { #expect(Palette.standard.holds(value.rawValue, of: .status), "\(value)") }
        for value in FenceStatus.allCases { #expect(Palette.standard.holds(value.rawValue, of: .status), "\(value)") }
        for value in FacilityStatus.allCases { #expect(Palette.standard.holds(value.rawValue, of: .status), "\(value)") }
        for value in FacilityKind.allCases { #expect(Palette.standard.holds(value.rawValue, of: .facilityKind), "\(value)") }
        for value in FenceLayer.allCases { #expect(Palette.standard.holds(value.rawValue, of: .fenceLayer), "\(value)") }
    }

    /// A study's own class is drawn and named as it says, in its place, and what nobody defined by its value.
    @Test func aStudysOwnClassesAreDrawn() throws {
        var palette = Palette.standard
        palette.define(
            ClassStyle("bunker", label: "bunker", color: MapColor(0x123456), shape: .hexagon, order: 15), of: .facilityKind)
        #expect(
            palette.styles(of: .facilityKind).map(\.id) == ["guard_post", "bunker", "watchtower", "garrison", "camera", "other"])
        let layer = FeatureLayer(
            name: "facilities", title: "Facilities", kind: .point, fields: [Field("kind", .text)],
            features: ["guard_post", "bunker"].map {
                Feature(id: $0, geometry: .point(GeoPosition(longitude: 1, latitude: 1)), properties: ["kind": .text($0)])
            }, synthetic: false)
        let style = try #require(MapStyle.standard(for: layer, palette: palette).first)
        #expect(style.legend.map(\.label) == ["Guard posts", "Bunker"])
        #expect(
            style.legend.last?.symbol.parts.contains(.mark(.init(.hexagon, size: 2.4, fill: MapColor(0x123456), smallest: 1.1)))
                == true)
        #expect(Palette.standard[.facilityKind, "pill_box"].legendLabel == "Pill box")
    }

    @Test(
        arguments: [
            ("#1a2b3c", 0x1A2B3C), ("#fff", 0xFFFFFF), ("1a2b3c", nil), ("#12345", nil), ("#12345g", nil), ("#+12345", nil),
        ] as [(String, UInt32?)])
    func coloursAreReadFromText(text: String, rgb: UInt32?) {
        #expect(MapColor(hexadecimal: text) == rgb.map { MapColor($0) })
    }
}
