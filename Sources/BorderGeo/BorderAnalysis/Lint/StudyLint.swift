import BorderStudy
import GeoFormats
import LinearReferencing

/// Looks at a study: the study file, every file it names, and what only shows when they are put together.
package struct StudyLint: Sendable {
    /// Its border is what a study without one that can be read is checked against.
    package var linter: Linter
    /// Takes the place of the study's own border; `none`: places are checked against no border.
    package var border: String?

    package init(linter: Linter, border: String? = nil) {
        self.linter = linter
        self.border = border
    }

    /// Whether an argument means a study: a built-in name, a YAML file, or a folder holding `study.yaml`.
    package static func isStudy(_ argument: String) -> Bool {
        if StudyLoader.builtInStudies.contains(argument) { return true }
        let name = argument.lowercased()
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return true }
        // What can be read only once is data.
        guard InputFormat(path: argument) == nil, argument != "-", FileBytes.canBeReadAgain(argument) else { return false }
        // What has an ending of its own is no folder and no study either, whatever a study's text might be.
        let last = name.split(separator: "/").last ?? ""
        if last.contains("."), (try? StudyFolder(argument))?.studyFile == argument { return false }
        return (try? StudyFolder(argument).studyText()) != nil
    }

    /// The border that a study names; `nil` where it cannot be read, or only once.
    package static func border(of argument: String) -> String? {
        guard isStudy(argument), FileBytes.canBeReadAgain(argument), let folder = try? StudyFolder(argument),
            let text = try? folder.studyText().text
        else { return nil }
        return (try? Study(yaml: text, file: folder.studyFile))?.border
    }

    /// One report for each file of the study in the order it names them, and last one for the study as a whole.
    ///
    /// A study file that cannot be understood is one report with one finding. Throws `FileError` where there is no study.
    package func reports(_ argument: String) throws -> [Linter.Report] {
        let folder = try StudyFolder(argument)
        let study: Study
        do { study = try Study(yaml: try folder.studyText().text, file: folder.studyFile) } catch let error as InputError {
            return [Linter.Report(file: folder.studyFile, role: .features, features: [], findings: [error.finding])]
        }
        var linter = linter
        let options = linter.options
        linter.corridor = study.corridor
        linter.words = study.words
        var reports: [Linter.Report] = []
        if let report = try lintBorder(of: study, in: folder, &linter) { reports.append(report) }
        for role in FileRole.all(of: study) where LintRole(role.kind) != nil {
            linter.role = LintRole(role.kind)
            linter.preparation = role.input.preparation
            linter.identifiers = role.input.identifiers ?? .rename
            // What is said on the command line wins over what the study says of its file.
            var own = try role.input.options(in: study.mapping, over: options.mapping, accuracy: options.accuracy)
            if options.crs != nil || options.shift != nil { (own.crs, own.shift) = (options.crs, options.shift) }
            own.layer = options.layer ?? own.layer
            own.encoding = options.encoding ?? own.encoding
            linter.options = own
            reports.append(try linter.lint(try folder.source(role.name)))
        }
        reports.append(
            Linter.Report(file: folder.studyFile, role: .features, features: [], findings: together(argument, reports)))
        return reports
    }

    /// Looks at the file of the study's border, where it is one, and has the other files checked against that line.
    private func lintBorder(
        of study: Study, in folder: StudyFolder, _ linter: inout Linter
    ) throws -> Linter.Report? {
        guard border == nil, !study.border.hasPrefix("builtin:") else { return nil }
        var own = linter
        own.role = .border
        own.options = InputOptions(mapping: study.mapping)
        own.options.accuracy = linter.options.accuracy
        // Whatever is wrong with the line, places are not checked against another one.
        linter.border = nil
        own.border = nil
        var failure: Finding?
        do {
            linter.border = try StudyLoader(jobs: linter.jobs, accuracy: own.options.accuracy).border(of: study, in: folder)
            own.border = linter.border
        } catch let error as InputError {
            failure = error.finding
        }
        var report = try own.lint(try folder.source(study.border))
        if let failure, !report.findings.contains(where: { $0.severity == .error }) {
            report.findings = Linter.sorted(report.findings + [failure])
        }
        return report
    }

    /// What loading and attaching the study finds beyond the findings of its files.
    private func together(_ argument: String, _ reports: [Linter.Report]) -> [Finding] {
        let reported = Set(reports.flatMap(\.findings).map { [$0.rule, $0.place.id ?? "", $0.place.file ?? ""] })
        // An error that stands in a file's own report needs no second word.
        let hasErrors = reports.contains { $0.findings.contains { $0.severity == .error } }
        do {
            let data = try StudyLoader(
                border: border == "none" ? nil : border, jobs: linter.jobs, accuracy: linter.options.accuracy
            ).load(argument)
            let model = try ReportModel(data, jobs: linter.jobs)
            return Linter.sorted(
                (data.findings + model.findings).removingRepeats().filter {
                    !reported.contains([$0.rule, $0.place.id ?? "", $0.place.file ?? ""])
                })
        } catch let error as InputError {
            return hasErrors ? [] : [error.finding]
        } catch {
            return [
                Finding(
                    rule: "study-incomplete", severity: .error, sentence: "The study cannot be put together: \(error).",
                    remedy: "Check the paths in the study file.")
            ]
        }
    }
}

extension LintRole {
    fileprivate init?(_ kind: FileRole.Kind) {
        switch kind {
        case .facilities: self = .facilities
        case .fences: self = .fences
        case .patrolPaths: self = .patrolPaths
        case .observations: self = .observations
        case .areas, .claims, .context, .kilometrePosts: return nil
        }
    }
}
