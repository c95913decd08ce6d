import GeoFormats

extension SimulationRecipe {
    /// Reads a recipe file; `-` is stdin. A border that it names by a relative path is looked for beside it. Throws `InputError` and
    /// `FileError`.
    package init(reading path: String) throws {
        let source = InputSource.path(path)
        try self.init(yaml: StudyFolder.text(of: source).text, file: source.name)
        if path != "-", !study.border.hasPrefix("builtin:"), !study.border.hasPrefix("/") {
            study.border = OutputFile.split(path).folder + study.border
        }
    }
}
