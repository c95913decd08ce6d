import ArgumentParser
import BorderGeo

/// What `--json-usage` prints: every command with its arguments, their types, defaults and choices, for editors, wrappers and the pages made from it.
///
/// Made from the parser's own description of the commands, so that it cannot differ from what they take; in names of our own, so that it stays the same when
/// the parser's description changes.
struct CommandUsage {
    /// A value's type by the name that help shows for it.
    static let types: [String: String] = [
        "bank": "id", "border": "border", "count": "integer", "date": "date", "degrees": "number", "dir": "folder",
        "EPSG:n": "crs",
        "file": "file",
        "files": "file", "format": "text", "id": "id", "input": "file", "kind": "id", "length": "length", "measure": "length",
        "name": "text",
        "ours=theirs": "mapping", "partials": "file", "path": "file", "plan": "file", "recipe": "file", "seed": "integer",
        "share": "share", "study": "study", "target": "file", "width": "length",
    ]

    /// The parser's description of the whole tool.
    let root: JSONValue

    init() throws {
        root = try JSONValue(parsing: GeoTool._dumpHelp())["command"] ?? .null
    }

    var document: JSONValue {
        [
            "schema": "geo-tool/usage/1", "tool": .string(ToolVersion.tool), "abstract": root["abstract"] ?? .null,
            "commands": .array(Self.commands(below: root, path: [])),
            "exit_codes": .array(
                Failure.Code.allCases.map { ["code": .integer(Int($0.rawValue)), "meaning": .string($0.meaning)] }),
            "formats": .array(InputFormat.allCases.map(Self.format) + OGRDriver.all.map(Self.format)),
            "lint_rules": .array(LintRule.all.map(Self.rule)),
        ]
    }

    /// A command that has subcommands is described by them.
    private static func commands(below command: JSONValue, path: [String]) -> [JSONValue] {
        (command["subcommands"]?.arrayValue ?? []).flatMap { inner -> [JSONValue] in
            let name = inner["commandName"]?.stringValue ?? ""
            guard name != "help", isShown(inner) else { return [] }
            let path = path + [name]
            let nested = commands(below: inner, path: path)
            guard nested.isEmpty else { return nested }
            return [
                [
                    "command": .array(path.map { .string($0) }), "abstract": inner["abstract"] ?? .null,
                    "discussion": inner["discussion"] ?? .null,
                    "is_default": .bool(command["defaultSubcommand"]?.stringValue == name),
                    "arguments": .array((inner["arguments"]?.arrayValue ?? []).filter(isShown).map(argument)),
                ]
            ]
        }
    }

    private static func format(_ format: InputFormat) -> JSONValue {
        [
            "format": .string(format.words), "by": "geo-tool", "endings": .array(format.endings.map { .string($0) }),
            "is_written": true,
        ]
    }

    private static func format(_ driver: OGRDriver) -> JSONValue {
        [
            "format": .string(driver.words), "by": "GDAL", "endings": .array(driver.endings.map { .string($0) }),
            "is_written": .bool(driver.isWritten),
        ]
    }

    private static func rule(_ rule: LintRule) -> JSONValue {
        [
            "rule": .string(rule.id), "severity": .string(rule.severity.rawValue), "finds": .string(rule.sentence),
            "is_fixed": .bool(rule.isFixed),
        ]
    }

    private static func isShown(_ value: JSONValue) -> Bool { value["shouldDisplay"] != false }

    private static func argument(_ value: JSONValue) -> JSONValue {
        let names = (value["names"]?.arrayValue ?? []).compactMap { name in
            name["name"]?.stringValue.map { (name["kind"] == "short" ? "-" : "--") + $0 }
        }
        let kind = value["kind"]?.stringValue ?? ""
        let valueName = value["valueName"]?.stringValue
        var choices = value["allValues"]?.arrayValue ?? []
        if choices.isEmpty { choices = value["completionKind"]?["list"]?["values"]?.arrayValue ?? [] }
        let type = kind == "flag" ? "flag" : choices.isEmpty ? types[valueName ?? ""] ?? "text" : "choice"
        return [
            "kind": .string(kind), "names": .array(names.map { .string($0) }), "value": kind == "flag" ? .null : .text(valueName),
            "type": .string(type), "choices": .array(choices), "default": value["defaultValue"] ?? .null,
            "is_required": .bool(value["isOptional"] != true), "is_repeated": .bool(value["isRepeating"] == true),
            "abstract": value["abstract"] ?? .null,
        ]
    }
}
