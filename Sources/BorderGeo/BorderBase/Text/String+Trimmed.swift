extension StringProtocol where UTF8View: BidirectionalCollection {
    /// Without white space at both ends.
    package var trimmed: String {
        // Most texts start and end with plain ASCII: nothing to ask Unicode about.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) {
            return String(self)
        }
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
