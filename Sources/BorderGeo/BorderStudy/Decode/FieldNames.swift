import GeoFormats

/// The names that our fields may have in a file, each with a number below 128: one walk over a record's bytes then says which of them are there.
///
/// Looks names up as a dictionary of strings would, without making one: plain ASCII by their bytes, others (whose equal texts may differ in
/// their bytes) as strings.
final class FieldNames: Sendable {
    static let most = 128
    let texts: [String]
    /// By field, the numbers of its names in the order in which they are asked for, and the same as bits.
    let numbersOfField: [[Int]]
    let bitsOfField: [UInt128]
    /// The number of the property by which a feature says that its position is made up, whatever the mapping.
    let marker = 0
    /// The names one behind the other, and where each starts.
    private let bytes: [UInt8]
    private let starts: [Int]
    private let numbers: [String: Int]
    /// Open addressing by the upper bits of the fingerprint; number -1 is free.
    private let slots: [(key: UInt64, number: Int)]
    private static let slotBits: UInt64 = 9

    init(_ mapping: FieldMapping) {
        var texts = ["synthetic"]
        var numbers = ["synthetic": 0]
        for name in RecordField.allCases.flatMap({ $0.names(mapping) }) where numbers[name] == nil {
            numbers[name] = texts.count
            texts.append(name)
        }
        precondition(texts.count <= Self.most, "our fields have few names")
        var slots = [(key: UInt64, number: Int)](repeating: (0, -1), count: 1 << Self.slotBits)
        for (number, name) in texts.enumerated() {
            let key = PropertyKey.hash(name)
            var slot = Self.slot(key)
            while slots[slot].number >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = (key, number)
        }
        self.texts = texts
        numbersOfField = RecordField.allCases.map { $0.names(mapping).compactMap { numbers[$0] } }
        bitsOfField = numbersOfField.map { $0.reduce(0) { $0 | 1 << UInt128($1) } }
        bytes = texts.flatMap { Array($0.utf8) }
        starts = texts.reduce(into: [0]) { starts, text in starts.append((starts.last ?? 0) + text.utf8.count) }
        self.numbers = numbers
        self.slots = slots
    }

    @inline(__always)
    private static func slot(_ key: UInt64) -> Int { Int(key >> (64 - slotBits)) }

    /// The number of a name as it stands in a record; -1 where it is none of ours.
    @inline(__always)
    func number(of name: JSONText) -> Int {
        guard !name.escaped, name.isASCII else { return numbers[name.string] ?? -1 }
        let key = PropertyKey.hash(name)
        var slot = Self.slot(key)
        while slots[slot].number >= 0 {
            if slots[slot].key == key, isName(slots[slot].number, name) { return slots[slot].number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    @inline(__always)
    private func isName(_ number: Int, _ name: JSONText) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == name.count else { return false }
        for i in 0..<name.count where bytes[start + i] != name.start[i] { return false }
        return true
    }
}

extension JSONText {
    /// Whether every byte stands for itself whatever the normal form of the text.
    @inline(__always)
    var isASCII: Bool {
        var all: UInt8 = 0
        for i in 0..<count { all |= start[i] }
        return all < 0x80
    }
}
