/// Where a border line comes from and what it is worth.
public struct BorderSource: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
        case builtIn(String)
        case file(String)
    }

    public var origin: Origin
    public var title: String
    /// `1:1,000,000`; `nil` where the file does not say.
    public var scale: String?
    public var licence: String?
    public var caveats: [String]

    public init(origin: Origin, title: String, scale: String? = nil, licence: String? = nil, caveats: [String] = []) {
        self.origin = origin
        self.title = title
        self.scale = scale
        self.licence = licence
        self.caveats = caveats
    }

    /// What names the border in outputs and after `--border`: `builtin:dcw`, or the file's path.
    public var name: String {
        switch origin {
        case .builtIn(let name): "builtin:\(name)"
        case .file(let path): path
        }
    }
}
