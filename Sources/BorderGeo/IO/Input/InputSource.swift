/// Where an input comes from.
public enum InputSource: Sendable {
    /// A file; `-` is stdin.
    case path(String)
    /// Bytes at hand, under the name that messages call them.
    case bytes([UInt8], name: String)

    /// The name that messages and findings carry.
    public var name: String {
        switch self {
        case .path("-"): "<stdin>"
        case .path(let path): path
        case .bytes(_, let name): name
        }
    }
}
