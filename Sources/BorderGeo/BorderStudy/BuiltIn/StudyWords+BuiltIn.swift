import BorderModel
import GeoFormats
import GeoHandles
import LinearReferencing

extension StudyWords {
    /// The words that a study starts from: those of the built-in border for a study of it, neutral ones for every other line.
    package static func initial(for border: String) throws -> StudyWords {
        border == "builtin:dcw" ? try ofBuiltInBorder.get().words : .neutral
    }

    /// The words of a study, or those of the built-in border without one. Nothing but the study file is read.
    package static func ofStudy(_ argument: String?) throws -> StudyWords {
        guard let argument else { return try initial(for: "builtin:dcw") }
        let folder = try StudyFolder(argument)
        return try Study(yaml: folder.studyText().text, file: folder.studyFile).words
    }

    fileprivate static let ofBuiltInBorder = Result<(words: StudyWords, context: [StudyContext]), any Error> {
        let name = "border/words.yaml"
        guard let bytes = BuiltInFile.bytes(name) else { throw FileError.notFound(path: "builtin:\(name)") }
        var top = try YAMLObject(text: String(decoding: bytes, as: UTF8.self), file: "builtin:\(name)")
        var words = StudyWords.neutral
        try words.read(&top)
        let context = try StudyContext.list(&top)
        try top.finish()
        return (words, context)
    }
}

extension StudyContext {
    /// What studies of the built-in border show beside published figures, as their files would name it.
    package static func ofBorder(_ border: String) throws -> [StudyContext] {
        border == "builtin:dcw" ? try StudyWords.ofBuiltInBorder.get().context : []
    }
}
