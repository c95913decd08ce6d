import LinearReferencing

/// A QGIS project that shows layers finished: grouped, ordered, styled, dated, with print layouts.
///
/// A description without file format; `document()` writes it as `.qgs`, `archive()` as `.qgz`.
package struct QGISProject: Sendable {
    /// One entry of the layer tree.
    package struct Entry: Sendable {
        package var layer: FeatureLayer
        /// Path of the data relative to the project file.
        package var file: String
        /// A QGIS filter that leaves some of the file's features (`"epoch" = '2019'`); empty: all.
        package var filter: String
        /// Name in the layer tree.
        package var title: String
        package var isVisible: Bool
        /// The first is the one shown.
        package var styles: [MapStyle]
        /// Tells apart two entries of the same file, in their ids.
        package var variant: String
        /// The epoch whose state it shows alone.
        package var epoch: String?
        /// Whose data it is, where it is not the project's own.
        package var credit: Credit?

        package init(
            _ layer: FeatureLayer, file: String, filter: String = "", title: String? = nil, isVisible: Bool = true,
            styles: [MapStyle], variant: String = "", epoch: String? = nil, credit: Credit? = nil
        ) {
            self.layer = layer
            self.file = file
            self.filter = filter
            self.title = title ?? layer.title
            self.isVisible = isVisible
            self.styles = styles
            self.variant = variant
            self.epoch = epoch
            self.credit = credit
        }
    }

    /// Where a layer comes from, as its metadata say it.
    package struct Credit: Hashable, Sendable {
        package var source: String
        package var licence: String
        package var author: String

        package init(source: String, licence: String, author: String) {
            self.source = source
            self.licence = licence
            self.author = author
        }
    }

    /// A folder of the layer tree.
    package struct Group: Sendable {
        package var title: String
        package var entries: [Entry]
        package var isExpanded: Bool

        /// Whether all of its entries are off.
        var isOff: Bool { !entries.contains(where: \.isVisible) }

        package init(_ title: String, _ entries: [Entry], isExpanded: Bool = true) {
            self.title = title
            self.entries = entries
            self.isExpanded = isExpanded
        }
    }

    /// A view of the same layers that the window offers by name. It chooses layers, not their scale limits, which QGIS takes from the layer.
    package struct Theme: Sendable {
        package var name: String
        /// Whether it has a print layout of its own.
        package var hasSheet: Bool
        /// Says whether an entry is shown.
        package var isShown: @Sendable (Entry) -> Bool

        package init(_ name: String, hasSheet: Bool = true, isShown: @escaping @Sendable (Entry) -> Bool) {
            self.name = name
            self.hasSheet = hasSheet
            self.isShown = isShown
        }
    }

    /// A place that the window goes to by name.
    package struct Bookmark: Hashable, Sendable {
        package var id: String
        package var name: String
        package var extent: BoundingBox<PlanarPoint>

        package init(id: String, name: String, extent: BoundingBox<PlanarPoint>) {
            self.id = id
            self.name = name
            self.extent = extent
        }
    }

    /// The CRS of the map window: a register's code, and the PROJ string for readers without the register.
    package struct MapCRS: Hashable, Sendable {
        package var identifier: String
        package var name: String
        package var projString: String

        package init(identifier: String, name: String, projString: String) {
            self.identifier = identifier
            self.name = name
            self.projString = projString
        }

        /// Its metres are those of the equator.
        var isMercator: Bool { projString.hasPrefix("+proj=merc") }
    }

    package var title: String
    /// One paragraph on the sheet: where data come from.
    package var sources: String
    /// What every sheet and layer must say of its data: that positions are made up, or rounded.
    package var notes: [String]
    package var crs: MapCRS
    /// What the map window shows first, in the map's CRS.
    package var extent: BoundingBox<PlanarPoint>
    /// First and last date of the temporal controller; `nil`: no controller.
    package var dates: ClosedRange<CalendarDate>?
    /// Groups and their entries from the top of the drawing order down.
    package var groups: [Group]
    package var themes: [Theme]
    /// What the small map beside a sheet shows, in the map's CRS, with the layers of `insetLayers`; `nil`: no such map.
    package var inset: BoundingBox<PlanarPoint>?
    package var insetLayers: Set<String>
    /// Places of the window's list of bookmarks, in the map's CRS.
    package var bookmarks: [Bookmark]
    package var keywords: [String]
    /// Whose data the layers are, unless they say otherwise.
    package var credit: Credit?

    package init(
        title: String, sources: String, notes: [String] = [], crs: MapCRS, extent: BoundingBox<PlanarPoint>,
        dates: ClosedRange<CalendarDate>? = nil, groups: [Group], themes: [Theme] = [],
        inset: BoundingBox<PlanarPoint>? = nil, insetLayers: Set<String> = [], bookmarks: [Bookmark] = [],
        keywords: [String] = [],
        credit: Credit? = nil
    ) {
        self.title = title
        self.sources = sources
        self.notes = notes
        self.crs = crs
        self.extent = extent
        self.dates = dates
        self.groups = groups
        self.themes = themes
        self.inset = inset
        self.insetLayers = insetLayers
        self.bookmarks = bookmarks
        self.keywords = keywords
        self.credit = credit
    }
}

extension QGISProject.MapCRS {
    /// Korea 2000 / Unified CS: a transverse Mercator on 127.5 E, the middle of the border, scale 0.9996 there and 1.0005 at both river
    /// mouths. Angles are kept everywhere. UTM zone 52N, the usual choice, has its axis at 129 E and stretches the Yalu mouth by 1.46 per
    /// mille. Its datum is within a metre of WGS 84.
    package static let unifiedKorea = QGISProject.MapCRS(
        identifier: "EPSG:5179", name: "Korea 2000 / Unified CS",
        projString: "+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 "
            + "+towgs84=0,0,0,0,0,0,0 +units=m +no_defs")
}

extension QGISProject {
    /// The `.qgz` that QGIS opens with a double click: a ZIP of the project document.
    package func archive(named name: String) throws(ZipError) -> [UInt8] {
        var archive = ZipArchive()
        try archive.add(name + ".qgs", document())
        return try archive.encoded()
    }

    /// Layer ids of 10 characters or fewer are replaced by QGIS, and the layer tree then points nowhere.
    package static func id(_ entry: Entry) -> String {
        var id = entry.layer.name + "_bordergeo"
        for character in entry.filter + entry.variant {
            if character.isASCII && (character.isLetter || character.isNumber) {
                id.append(character)
            } else if !" \"'=".contains(character) {
                // Told apart from each other, so that the epochs `e-1` and `e1` are two layers.
                for scalar in character.unicodeScalars { id += "_" + String(scalar.value, radix: 16) }
            }
        }
        return id
    }

    package var entries: [Entry] { groups.flatMap(\.entries) }
}
