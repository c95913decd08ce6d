import BorderBase
import BorderModel
import LinearReferencing

/// Every fixed word of a report. The raw value is the key that a page's elements carry, so that its language can change without a reload.
///
/// The words stand in one file per language: `ReportLabel+English.swift`, `ReportLabel+Korean.swift`.
enum ReportLabel: String, CaseIterable {
    case publicTitle, exactTitle, densityCard, spacingCard, everything, syntheticTitle, map, stripMap
    case stripHelp, mapHelp, mapDescription, epoch, epochHelp, keyNumbers, charts
    case tables, claims, context, denominators, denominatorsNote, methods
    case caveats, sources, provenance, findings, noFindings, parameters, inputs
    case skip, theme, print, copy, copied, zoomIn, zoomOut
    case zoomWhole, contents, allAreas, place, nothing, notSeen, chartCoverage
    case chartCounts, chartDensity, chartMatrix, chartChange, noteCoverage, noteCounts
    case noteDensity, noteMatrix, noteChange, shareOfBorder, countAxis, densityAxis
    case fencedShareAxis, layers0, layers1, layers2, layers3, layersBefore, layersAfter
    case sum, unobserved, observedBorder, border, studyArea, fencedBorder, fenceLine
    case facilities, clusterKey, changeTrack, others, layerPrimary, layerSecondary, layerTertiary
    case statusNew, statusUpgraded, statusRemoved, statusUnchanged, statusOpen, changeNone, changeNew
    case changeRemoved, changeLayerAdded, changeLayerLost, changeUpgraded, changeLineAdded, changeLineLost, changeRealigned,
        changeRelabelled, changeUnchanged, changeUnknown
    case kindGuardPost, kindWatchtower, kindGarrison, kindCamera, kindOther, kindAll, area
    case kind, count, observed, fenced, coverage, gaps, bridged
    case perKm, interval, spacing, nearFence, over, length, basisBorderObserved, basisBorderFenced
    case basisFenceLine, basisFenceLineNew, explainBorderObserved, explainBorderFenced, explainFenceLine, explainFenceLineNew, new
    case persisted, factor, upgraded, published, computed, verdict, follows
    case notContradicted, consistent, ourArithmetic, differsByLine, doesNotFollow, notCheckable, notCheckableNote, byConstruction,
        lastSeen
    case knownFrom, knownArticle, knownPage, knownCopy, knownDerived, knownMemory, orders, event, date
    case claim, source, file, bytes, coverageTable
    case changeTable, facilityChangeTable, year, note, severity, rule
    case finding, publicMode, withheldStrip, studyNotes
    case otherEpochs, cardFirst, cardLast, cardConfidence, cardNearest, cardNotGiven, cardNotBefore, cardGone, closeCard, tapHelp,
        inView,
        copyLink, kindsShown, oneGuardPost, oneWatchtower, oneGarrison, oneCamera, oneOther,
        claimsTable, findingsTable, contextTable, chartLedger, noteLedger, ledgerRemoved, ledgerNew, ledgerRedrawn, ledgerAxis,
        chartBuildOut,
        noteBuildOut,
        buildBounds, buildMiddle, overChoice, remarkGap, remarkNew, remarkMost, swipe, severityNote, severityWarning,
        severityError, digest, linkHere, withheldCell, deviation
    case statusMoved, statusReclassified, statusRedrawn, notCounted, gapClosed, gapOpen, observationAssumed,
        observationInconclusive
    case periodBefore, periodUpgraded, periodAfter
    case zeroEverywhere, parameter, value, shareKey
    case chartK, noteK, kSeen, kBand, kRandom, kAxis, kDistance, clustered
}

extension ReportLabel {
    func text(in language: ReportLanguage) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }

    /// "2 layers".
    static func layers(_ count: Int) -> ReportLabel {
        switch count {
        case ..<1: .layers0
        case 1: .layers1
        case 2: .layers2
        default: .layers3
        }
    }

    init(_ layer: FenceLayer) {
        self =
            switch layer {
            case .primary: .layerPrimary
            case .secondary: .layerSecondary
            default: .layerTertiary
            }
    }

    init(_ status: DrawnStatus) {
        self =
            switch status {
            case .new: .statusNew
            case .upgraded: .statusUpgraded
            case .removed: .statusRemoved
            case .unchanged: .statusUnchanged
            case .open: .statusOpen
            }
    }

    init(_ severity: Finding.Severity) {
        self =
            switch severity {
            case .note: .severityNote
            case .warning: .severityWarning
            case .error: .severityError
            }
    }

    init(_ changeClass: ChangeClass) {
        self =
            switch changeClass {
            case .none: .changeNone
            case .new: .changeNew
            case .removed: .changeRemoved
            case .layerAdded: .changeLayerAdded
            case .layerLost: .changeLayerLost
            case .lineAdded: .changeLineAdded
            case .lineLost: .changeLineLost
            case .relabelled: .changeRelabelled
            case .upgraded: .changeUpgraded
            case .realigned: .changeRealigned
            case .unchanged: .changeUnchanged
            case .unknown: .changeUnknown
            }
    }

    init(_ kind: FacilityKind) {
        self =
            switch kind {
            case .guardPost: .kindGuardPost
            case .watchtower: .kindWatchtower
            case .garrison: .kindGarrison
            case .camera: .kindCamera
            default: .kindOther
            }
    }

    /// `1 facility`, `1,200 facilities`.
    static func facilities(_ count: Int, in language: ReportLanguage) -> String {
        switch language {
        case .english: NumberText.counted(count, one: "facility", many: "facilities")
        case .korean: "\(ReportLabel.facilities.korean) \(NumberText.grouped(count))개"
        }
    }

    /// The word for one facility of a kind.
    static func one(of kind: FacilityKind) -> ReportLabel {
        switch kind {
        case .guardPost: .oneGuardPost
        case .watchtower: .oneWatchtower
        case .garrison: .oneGarrison
        case .camera: .oneCamera
        default: .oneOther
        }
    }

    init(_ basis: LengthBasis) {
        self =
            switch basis {
            case .borderObserved: .basisBorderObserved
            case .borderFenced: .basisBorderFenced
            case .fenceLine: .basisFenceLine
            case .fenceLineNewOrUpgraded: .basisFenceLineNew
            }
    }

    init(_ verdict: ClaimVerdict) {
        self =
            switch verdict {
            case .follows: .follows
            case .notContradicted: .notContradicted
            case .implied: .consistent
            case .derived: .ourArithmetic
            case .differsByLine: .differsByLine
            case .doesNotFollow: .doesNotFollow
            case .cannotBeChecked: .notCheckable
            }
    }

    init(_ confidence: Claim.Confidence) {
        self =
            switch confidence {
            case .article: .knownArticle
            case .page: .knownPage
            case .copy: .knownCopy
            case .derived: .knownDerived
            case .memory: .knownMemory
            }
    }

    /// What the basis is, in a sentence or two.
    static func explanation(of basis: LengthBasis) -> ReportLabel {
        switch basis {
        case .borderObserved: .explainBorderObserved
        case .borderFenced: .explainBorderFenced
        case .fenceLine: .explainFenceLine
        case .fenceLineNewOrUpgraded: .explainFenceLineNew
        }
    }
}
