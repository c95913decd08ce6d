/// A part of the border by the segments it is made of.
package struct BorderTotal: Hashable, Sendable {
    package var id: String
    package var name: String
    package var segments: [String]

    package init(id: String, name: String, segments: [String]) {
        self.id = id
        self.name = name
        self.segments = segments
    }
}

/// Published figures with the quantities behind them, what was said without numbers, and the contradictions between them.
package struct ClaimRegister: Hashable, Sendable {
    package var claims: [Claim]
    package var quantities: [PublishedQuantity]
    package var contradictions: [Contradiction]
    /// Published lengths of the border, widest subject first.
    package var lengths: [PublishedLength]
    package var statements: [PublishedStatement]
    /// Parts of the border that lengths are published for.
    package var totals: [BorderTotal] = []

    package init(
        claims: [Claim], quantities: [PublishedQuantity] = [], contradictions: [Contradiction] = [],
        lengths: [PublishedLength] = [], statements: [PublishedStatement] = []
    ) {
        self.claims = claims
        self.quantities = quantities
        self.contradictions = contradictions
        self.lengths = lengths
        self.statements = statements
    }

    /// What of it is about a study: areas of the register are whole studies (its Hoeryong is the pilot section, not the county), and become
    /// the union of the study's areas. Lengths of the whole border stay, and so do orders and events along it.
    package func about(_ study: String) -> ClaimRegister {
        var part = self
        part.claims = claims.filter { $0.area == study }
        for i in part.claims.indices { part.claims[i].area = nil }
        part.quantities = quantities.filter { $0.area == study || $0.of == "border" }
        for i in part.quantities.indices where part.quantities[i].area == study { part.quantities[i].area = MetricDomain.allName }
        let ids = Set(part.claims.map(\.id))
        part.contradictions = contradictions.filter { !ids.isDisjoint(with: $0.claims) }
        part.statements = part.claims.isEmpty ? [] : statements.filter { $0.area == study || $0.date != nil }
        return part
    }
}
