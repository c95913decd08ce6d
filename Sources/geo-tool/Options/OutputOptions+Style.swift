import BorderGeo

extension OutputOptions {
    /// Dressed for a terminal only where a person looks at one: results in files and pipes are plain.
    var style: TextStyle { (output ?? "-") == "-" ? Terminal.output.style : .plain }
}
