import GeoFormats

extension Palette {
    /// The classes that the tool itself knows.
    ///
    /// The six that matter most (new, layer added, upgraded, existing, removed, unknown) differ in lightness by a fifth and more on either ground, for every
    /// common kind of colour blindness, and in pattern; a test computes it. Red is new and blue was there before, as on the published maps.
    package static let standard: Palette = {
        var palette = Palette()
        palette.define(statuses, of: .status)
        palette.define(kinds, of: .facilityKind)
        palette.define(
            [
                ClassStyle("primary", .layerPrimary, light: 0x0B5CAD, dark: 0x7DB8F5, pattern: .solid),
                ClassStyle("secondary", .layerSecondary, light: 0xB06A00, dark: 0xF0B35F, pattern: .double),
                ClassStyle("tertiary", .layerTertiary, light: 0x7A3FA0, dark: 0xC79CF0, pattern: .slim, dashes: [4, 2]),
            ], of: .fenceLayer)
        palette.define(
            [
                ClassStyle("0", .layers0, light: 0xA3ACB6, dark: 0x5A6570, pattern: .hairline),
                ClassStyle("1", .layers1, light: 0x62A8A0, dark: 0x2F7F78, pattern: .slim),
                ClassStyle("2", .layers2, light: 0x237A74, dark: 0x56B3A8, pattern: .double),
                ClassStyle("3", .layers3, light: 0x0A4446, dark: 0xB4E9DF, pattern: .solid),
            ], of: .layerCount)
        palette.define(
            [
                ClassStyle("observed", .observedBorder, light: 0x0B6B57, dark: 0x5FD0B4, pattern: .solid),
                ClassStyle("assumed", .observationAssumed, light: 0x3E87B8, dark: 0x7DB8F5, pattern: .slim),
                ClassStyle("inconclusive", .observationInconclusive, light: 0xC28400, dark: 0xF9D06C, pattern: .double),
                ClassStyle("unobserved", .unobserved, light: 0x8B95A1, dark: 0x76818D, pattern: .twin),
            ], of: .observation)
        palette.define(
            [
                ClassStyle("gap", .gapClosed, light: 0xFFD400, dark: 0xFFD400),
                ClassStyle("open_gap", .gapOpen, light: 0xFFD400, dark: 0xFFD400, dashes: [1.2, 0.8]),
            ], of: .gap)
        palette.define(
            [
                ClassStyle("before", .periodBefore, light: 0x173F80, dark: 0x4A80D8, pattern: .solid, shape: .circle),
                ClassStyle("upgraded", .periodUpgraded, light: 0xAB48A0, dark: 0xE3A3DA, pattern: .underlined, shape: .pentagon),
                ClassStyle("after", .periodAfter, light: 0xE0492F, dark: 0xFF7658, pattern: .slim, shape: .diamond),
            ], of: .period)
        palette.define(
            [
                (0x173F80, 0x4A80D8), (0xE0492F, 0xFF7658), (0xC28400, 0xF9D06C), (0x237A74, 0x56B3A8), (0xAB48A0, 0xE3A3DA),
                (0x5B6570, 0xAAB4BF),
            ].enumerated().map { ClassStyle("\($0)", .epoch, light: $1.0, dark: $1.1) }, of: .series)
        return palette
    }()

    private static var statuses: [ClassStyle] {
        [
            ClassStyle("new", .changeNew, light: 0xE0492F, dark: 0xFF7658, pattern: .solid, shape: .diamond),
            ClassStyle("layer_added", .changeLayerAdded, light: 0xC28400, dark: 0xF9D06C, pattern: .double, shape: .square),
            ClassStyle("line_added", .changeLineAdded, light: 0xC28400, dark: 0xF9D06C, pattern: .triple, shape: .square),
            ClassStyle("upgraded", .changeUpgraded, light: 0xAB48A0, dark: 0xE3A3DA, pattern: .underlined, shape: .star),
            ClassStyle("realigned", .changeRealigned, light: 0x0B7A63, dark: 0x5FD0B4, pattern: .upper, shape: .triangle),
            ClassStyle("moved", .statusMoved, light: 0x0B7A63, dark: 0x5FD0B4, pattern: .upper, shape: .triangle),
            ClassStyle("relabelled", .changeRelabelled, light: 0x4F7A28, dark: 0xA9CF7C, pattern: .lower, shape: .hexagon),
            ClassStyle("reclassified", .statusReclassified, light: 0x4F7A28, dark: 0xA9CF7C, pattern: .lower, shape: .hexagon),
            ClassStyle(
                "redrawn", .statusRedrawn, light: 0x3F6FA8, dark: 0x8CB4EE, pattern: .slim, dashes: [4, 2], shape: .circle),
            ClassStyle("unchanged", .changeUnchanged, light: 0x173F80, dark: 0x4A80D8, pattern: .slim, shape: .circle),
            ClassStyle("persisted", .changeUnchanged, light: 0x173F80, dark: 0x4A80D8, pattern: .slim, shape: .circle),
            ClassStyle("open", .statusOpen, light: 0x4D6178, dark: 0x9FB4CC, pattern: .slim, dashes: [2, 2], shape: .circle),
            ClassStyle("line_lost", .changeLineLost, light: 0x5C5C5C, dark: 0xC3C9D0, pattern: .overlined, shape: .cross),
            ClassStyle(
                "layer_lost", .changeLayerLost, light: 0x3C3C3C, dark: 0xDDE2E7, pattern: .overlined, dashes: [3, 1.5],
                shape: .cross),
            ClassStyle(
                "removed", .changeRemoved, light: 0x1C1C1C, dark: 0xF4F6F8, pattern: .rails, dashes: [3, 2], shape: .cross2),
            ClassStyle("none", .changeNone, light: 0xA3ACB6, dark: 0x5A6570, pattern: .hairline, shape: .circle),
            ClassStyle(
                "unknown", .changeUnknown, light: 0x9BA4AE, dark: 0x616C77, pattern: .twin, dashes: [2, 2], shape: .circle,
                isHollow: true),
            ClassStyle(
                "not_counted", .notCounted, light: 0x6B7480, dark: 0x9AA6B2, pattern: .hairline, dashes: [1, 3], shape: .circle,
                isHollow: true),
        ]
    }

    /// Shapes differ, so that no colour is needed to tell them apart.
    private static var kinds: [ClassStyle] {
        [
            ClassStyle("guard_post", .kindGuardPost, light: 0x15191E, dark: 0xEEF1F4, shape: .circle),
            ClassStyle("watchtower", .kindWatchtower, light: 0x7A3FA0, dark: 0xC79CF0, shape: .triangle),
            ClassStyle("garrison", .kindGarrison, light: 0x0B6B57, dark: 0x5FD0B4, shape: .square),
            ClassStyle("camera", .kindCamera, light: 0x9C5A00, dark: 0xF0B35F, shape: .diamond),
            ClassStyle("other", .kindOther, light: 0x4A535E, dark: 0xAAB4BF, shape: .cross),
        ]
    }
}
