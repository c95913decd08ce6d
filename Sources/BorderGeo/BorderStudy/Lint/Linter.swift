import BorderModel
import GeoFormats
import LinearReferencing

/// Finds what is doubtful in data files: how they are written, their values, their geometry, and where they lie on the border (F29).
package struct Linter: Sendable {
    /// Where places are checked against; `nil`: not at all.
    package var border: Border?
    package var corridor: Corridor
    package var options: InputOptions
    /// The classes that the file is held against.
    package var words: StudyWords
    /// What a study does to the records of the file, and to ids that repeat.
    package var preparation = RecordPreparation()
    package var identifiers = IdentifierPolicy.refuse
    /// What the file's features are; `nil`: told by their fields and geometry.
    package var role: LintRole?
    /// Threads; `nil`: all cores. Results do not depend on it.
    package var jobs: Int?

    package init(
        border: Border? = nil, corridor: Corridor = Corridor(inward: Metres(5000), outward: Metres(500)),
        options: InputOptions = InputOptions(), words: StudyWords = .neutral, role: LintRole? = nil, jobs: Int? = nil
    ) {
        self.words = words
        self.border = border
        self.corridor = corridor
        self.options = options
        self.role = role
        self.jobs = jobs
    }

    /// What was looked at, and what was found.
    package struct Report: Sendable {
        package var file: String
        package var role: LintRole
        package var features: [Feature]
        /// By severity, gravest first; by place within one.
        package var findings: [Finding]

        package init(file: String, role: LintRole, features: [Feature], findings: [Finding]) {
            self.file = file
            self.role = role
            self.features = features
            self.findings = findings
        }
    }

    /// Looks at one file. A file that cannot be read at all is a report with one finding of severity error; `FileError` is thrown where there is
    /// no file. n log n.
    package func lint(_ source: InputSource) throws(FileError) -> Report {
        do {
            var options = options
            options.expected = border?.box
            let (features, findings) = try InputReader.inspect(source, options: options)
            return lint(features, findings: findings, name: source.name)
        } catch let error as FileError {
            throw error
        } catch let error as InputError {
            return Report(file: source.name, role: .features, features: [], findings: [error.finding])
        } catch {
            let finding = Finding(
                rule: "broken-record", severity: .error, place: Finding.Place(file: source.name), sentence: "\(error)",
                remedy: "Write the file again with the program it came from.")
            return Report(file: source.name, role: .features, features: [], findings: [finding])
        }
    }

    /// Looks at features at hand, with what reading them found.
    package func lint(_ features: [Feature], findings: [Finding], name: String) -> Report {
        let role = role ?? LintRole(of: features, mapping: options.mapping)
        var file = LintFile(
            name: name, features: features, role: role, mapping: options.mapping, words: words, findings: findings)
        file.checkAxes(border)
        file.checkValues()
        file.checkPoints()
        file.checkLines()
        file.checkEnds()
        file.checkModel(border, corridor, as: preparation, repeats: identifiers, jobs: jobs)
        file.close()
        return Report(file: name, role: role, features: features, findings: Self.sorted(file.findings))
    }

    /// Gravest first, then by place: stable.
    package static func sorted(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted { a, b in
            if a.element.severity != b.element.severity { return a.element.severity > b.element.severity }
            let (p, q) = (a.element.place, b.element.place)
            if p.file ?? "" != q.file ?? "" { return p.file ?? "" < q.file ?? "" }
            let (i, j) = (p.feature ?? p.line ?? -1, q.feature ?? q.line ?? -1)
            return i != j ? i < j : a.offset < b.offset
        }.map(\.element)
    }
}
