extension String {
    /// The text without what JSON allows between its tokens (spaces, tabs and line ends), also inside strings: for a look at the first bytes of a file. Linear in the text.
    var withoutJSONSpace: String {
        let space = Array(" \t\n\r".utf8)
        return String(decoding: utf8.filter { !space.contains($0) }, as: UTF8.self)
    }
}
