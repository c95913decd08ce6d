import ArgumentParser
import BorderGeo

/// What the shell offers for studies, and for the areas and epochs of the study that the line names.
enum StudyCompletion {
    /// Built-in names, study files and folders.
    static var studies: CompletionKind {
        .shellCommand("printf '%s\\n' \(StudyLoader.builtInStudies.joined(separator: " ")); ls -1d */ *.yaml 2>/dev/null")
    }

    static var areas: CompletionKind {
        .custom { words, _, _ in
            guard let study = study(in: words), case .inline(let areas) = study.areas else { return [] }
            return areas.map(\.id) + ["all"]
        }
    }

    static var epochs: CompletionKind {
        .custom { words, _, _ in study(in: words)?.epochs.map(\.id) ?? [] }
    }

    /// The first word that is a study, or the one that a command takes where none is named.
    @Sendable private static func study(in words: [String]) -> Study? {
        for word in words.dropFirst() + ["six-areas"] where !word.hasPrefix("-") {
            if let folder = try? StudyFolder(word), let text = try? folder.studyText().text,
                let study = try? Study(yaml: text, file: folder.studyFile)
            {
                return study
            }
        }
        return nil
    }
}
