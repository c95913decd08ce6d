import BorderGeo

/// A command that does not exist, with the one that was probably meant: the parser takes its name for an unexpected argument.
enum CommandNames {
    /// `nil` where the arguments begin with a command. Looked up only after the parser refused the arguments.
    static func failure(for arguments: some Sequence<String>) -> Failure? {
        guard let usage = try? CommandUsage() else { return nil }
        var command = usage.root
        var path = "geo-tool"
        for argument in arguments {
            let known = command["subcommands"]?.arrayValue ?? []
            // An option may be followed by its value.
            guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return nil }
            guard let next = known.first(where: { $0["commandName"]?.stringValue == argument }) else {
                let names = known.filter { $0["shouldDisplay"] != false }.compactMap { $0["commandName"]?.stringValue }
                    .filter { $0 != "help" }
                let hint = Suggestion.hint(for: argument, among: names)
                return Failure(
                    "\(path) has no command \"\(argument)\"\n  \(hint)The commands are: \(names.joined(separator: ", ")).", .usage
                )
            }
            command = next
            path += " " + argument
        }
        return nil
    }
}
