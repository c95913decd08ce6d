extension SimulationRecipe {
    /// Reads a recipe file; `-` is stdin. Throws `InputError` and `FileError`.
    public init(reading path: String) throws {
        let source = InputSource.path(path)
        try self.init(yaml: StudyFolder.text(of: source).text, file: source.name)
    }
}
