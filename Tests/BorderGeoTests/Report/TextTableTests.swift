import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct TextTableTests {
    static let table = ResultTable(
        id: "areas", title: "Areas",
        columns: [
            .init("area", field: "area"), .init("border, km", field: "border_m"), .init("coverage, %", field: "coverage"),
            .init("facilities", field: "count"), .init("shown only", field: nil),
        ],
        rows: [
            [.text("회령시, \"Hoeryong\""), .kilometres(Metres(7400.0004)), .percent(Share(0.716511)), .count(6820), .text("a")],
            [.text("Sinŭiju"), .kilometres(nil), .percent(nil), .count(5), .none],
        ])

    /// Three figures below a tenth, the last of them also where it is 0.
    @Test(arguments: [
        (0.0199539, "0.0200"), (0.00499, "0.00499"), (0.0086, "0.00860"), (0.01, "0.0100"), (0.099999, "0.100"), (0.1, "0.10"),
        (0, "0.00"), (1.234, "1.23"),
    ])
    func sparseRatesHaveThreeFigures(value: Double, text: String) { #expect(NumberText.rate(value, 2) == text) }

    @Test func textIsAlignedByColumnsOfTheTerminal() {
        // Each Korean syllable takes two columns: 3 x 2 + 12 = 18, the breve none of its own.
        #expect(
            Self.table.text() == """
                Areas
                area                border, km  coverage, %  facilities  shown only
                회령시, "Hoeryong"         7.4         71.7       6,820  a
                Sinŭiju                      –            –           5  –

                """)
    }

    @Test func markdownEscapesBars() {
        var table = Self.table
        table.rows = [[.text("a|b"), .none, .none, .count(1), .none]]
        #expect(
            table.markdown() == """
                ### Areas

                | area | border, km | coverage, % | facilities | shown only |
                | :-- | --: | --: | --: | --: |
                | a\\|b | – | – | 1 | – |

                """)
    }

    @Test func csvCarriesFullFiguresUnderFieldNames() {
        #expect(
            Self.table.csv()
                == "area,border_m,coverage,count\r\n\"회령시, \"\"Hoeryong\"\"\",7400.000,0.716511,6820\r\nSinŭiju,,,5\r\n")
    }

    @Test func onlyAnsiTextCarriesEscapes() {
        #expect(!Self.table.text().contains("\u{1B}"))
        #expect(Self.table.text(.ansi).hasPrefix("\u{1B}[1mAreas\u{1B}[0m\n"))
    }

    @Test(arguments: [
        ("abc", 3), ("회령", 4), ("图们江", 6), ("e\u{301}", 1), ("", 0), ("ａ", 2), ("\u{1112}\u{116C}", 2), ("\u{200B}", 0),
    ])
    func widthInColumns(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test func longHeadingsAndTextsTakeMoreLinesInsteadOfMoreColumns() {
        let table = ResultTable(
            id: "", title: "",
            columns: [
                .init("m of new/upgraded fence each", field: nil), .init("claim", field: nil), .init("p", field: nil),
            ],
            rows: [
                [
                    .metres(Metres(108.4)), .text("Facilities newly created in the six areas, as one newspaper reads it"),
                    .probability(1e-9),
                ],
                [.metres(nil), .text("a-word-longer-than-the-thirty-six-columns-of-a-text"), .probability(0.0624000)],
            ])
        #expect(
            table.text()
                == """
                        m of
                new/upgraded
                  fence each  claim                                     p
                       108.4  Facilities newly created in the six    1e-9
                              areas, as one newspaper reads it
                           –  a-word-longer-than-the-thirty-six-   0.0624
                              columns-of-a-text

                """)
    }

    @Test func aNarrowTerminalKeepsTheAnswer() {
        let table = ResultTable(
            id: "", title: "",
            columns: [
                .init("area", field: nil), .init("length", field: nil), .init("variance", field: nil, isDetail: true),
                .init("per km", field: nil, isAnswer: true), .init("remark", field: nil),
            ], rows: [[.text("north"), .count(1_000), .count(20_000), .number(9.2, places: 3), .count(7)]])
        func shown(_ width: Int) -> String { table.text(TextStyle(isDressed: false, width: width)) }
        #expect(shown(30).hasPrefix("area   length  per km  remark\nnorth   1,000   9.200       7\n"))
        #expect(shown(24).hasPrefix("area   length  per km\nnorth   1,000   9.200\n"))
        #expect(shown(15).hasPrefix("area   per km\nnorth   9.200\n"))
        // Nothing else is left to leave out.
        #expect(shown(9).hasPrefix("area\nnorth\n"))
    }

    @Test(arguments: [
        ("", 5, [""]), ("a b", 3, ["a b"]), ("fence_line_new", 11, ["fence_line_", "new"]), ("a b", 2, ["a", "b"]),
        ("초소 감시", 5, ["초소", "감시"]),
    ])
    func wrappingCutsBetweenWords(text: String, width: Int, lines: [String]) {
        #expect(WrappedText(text, width: width).lines == lines)
    }
}

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.035, "p = 0.035"), (0.0361452381, "p = 0.0361452"), (7.649610081149392e-43, "p = 7.64961e-43"), (0, "p < 1e-300"),
        (1, "p = 1"),
    ])
    func pValuesHaveSixFigures(p: Double, text: String) { #expect(NumberText.pValue(p) == text) }

    @Test(arguments: [
        (321_000.0, "321 km"), (99_960, "100 km"), (18_700, "18.7 km"), (7_400, "7.4 km"), (999.9, "1.0 km"), (250, "250 m"),
        (0, "0 m"),
        (1_352_000, "1,352 km"),
    ])
    func lengths(metres: Double, text: String) { #expect(NumberText.length(Metres(metres)) == text) }

    @Test(arguments: [
        (108.798, "109 m"), (47.067, "47 m"), (1480.0, "1.48 km"), (999.6, "1.00 km"), (9.96, "10 m"), (9.94, "9.9 m"),
        (0.996, "1.0 m"),
        (0.32, "0.32 m"), (0, "0 m"), (9_994, "9.99 km"), (9_996, "10.0 km"), (17_540, "17.5 km"), (186_010, "186 km"),
    ])
    func spacings(metres: Double, text: String) { #expect(NumberText.spacing(Metres(metres)) == text) }

    @Test(arguments: [
        (230.0 / 321, "71.7 %"), (0.99999, "99.9 %"), (1.0, "100.0 %"), (0.0000001, "0.1 %"), (0.0, "0.0 %"),
    ])
    func percentNeverClaimsAllOrNothing(fraction: Double, text: String) { #expect(NumberText.percent(Share(fraction)) == text) }

    @Test(arguments: [(20.0, "20-fold"), (34.8, "34.8-fold"), (1342.0, "1,342-fold")])
    func folds(factor: Double, text: String) { #expect(NumberText.fold(factor) == text) }

    @Test func whatIsNotDefinedIsADash() {
        #expect(NumberText.length(nil) == "–")
        #expect(NumberText.spacing(Metres(.infinity)) == "–")
        #expect(NumberText.percent(nil) == "–")
        #expect(NumberText.fold(.nan) == "–")
    }
}
