import BorderBase

extension CalendarDate {
    /// Reads the ways files write a day: `2019-03-31`, `2019/03/31`, `2019.03.31`, `20190331`, and date-times, whose time is dropped.
    ///
    /// `nil` for anything else, also for a month or a year alone: which day they mean is not for a reader to guess.
    public init?(lenient text: String) {
        let bytes = Array(text.trimmed.utf8)
        func isDigit(_ i: Int) -> Bool { i < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[i]) }
        func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[$1] - UInt8(ascii: "0")) } }
        if bytes.count == 8, (0..<8).allSatisfy(isDigit) {
            self.init(year: number(0..<4), month: number(4..<6), day: number(6..<8))
            return
        }
        guard bytes.count >= 10, [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy(isDigit), bytes[4] == bytes[7] else { return nil }
        guard [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(bytes[4]) else { return nil }
        if bytes.count > 10 {
            guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "t"), isDigit(11)
            else {
                return nil
            }
        }
        self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    }
}
