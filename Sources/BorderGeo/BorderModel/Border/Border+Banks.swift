import LinearReferencing

extension Border {
    /// The parts of one line, where the file may hold two banks.
    static func oneLine(
        of parts: [BorderPart], _ choice: BankChoice?, along reference: Border?, inward: Side?, source: BorderSource,
        noting findings: inout [Finding]
    ) throws(InputError) -> [BorderPart] {
        guard let banks = try RiverBanks(parts, reference: reference, inwardSide: inward) else {
            if let choice {
                findings.append(
                    Finding(
                        rule: "border-one-bank", severity: .warning, place: .init(file: source.file),
                        sentence:
                            "The file does not hold two banks side by side; the line is taken as it is, not its \(choice.rawValue).",
                        remedy: "Give every part the name of its bank in a field `bank`."))
            }
            return parts
        }
        guard let choice else {
            throw InputError(
                "the file holds two lines side by side, such as the two banks of a river", at: .init(file: source.file),
                remedy:
                    "Make one line of them: \(.bank)."
            )
        }
        findings.append(
            Finding(
                rule: "border-bank-chosen", severity: .note, place: .init(file: source.file),
                sentence: choice == .middle
                    ? "The line runs half way between the two banks of the file."
                    : "The line is the \(choice == .inward ? "inward" : "outward") bank; the other bank of the file is left out."
            ))
        return banks.parts(choice)
    }
}
