import GeoFormats

extension StudyLoader {
    /// The files that `load` would read, with their SHA-256, in the order in which it lists them; nothing is decoded but the study file.
    ///
    /// Throws `FileError` where one is missing and `InputError` where the study file cannot be understood.
    package func inputs(of argument: String) throws -> [InputRecord] {
        let folder = try StudyFolder(argument)
        let (text, bytes) = try folder.studyText()
        let study = try Study(yaml: text, file: folder.studyFile)
        var inputs = [InputRecord(name: folder.studyFile, bytes: bytes.count, sha256: SHA256.hexadecimal(of: bytes))]
        let line = border ?? study.border
        if !line.hasPrefix("builtin:") {
            inputs.append(try (border == nil ? folder.source(line) : InputSource.path(line)).record())
        } else {
            inputs.append(InputRecord(name: line, bytes: 0, sha256: ""))
        }
        for role in FileRole.all(of: study) {
            let isRegister = role.kind == .claims && role.name == StudyFile.registerName
            let source = isRegister ? try StudyFolder.builtInFile("claims/published.yaml") : try folder.source(context: role.name)
            inputs.append(try source.record())
        }
        return inputs
    }
}
