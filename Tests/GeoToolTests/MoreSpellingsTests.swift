import Foundation
import TestSupport
import Testing

/// Files of kinds that are read, in spellings that are rarer: what they are read as, or what is said of them.
@Suite struct MoreSpellingsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var file: String
        var text: String
        var encoding = String.Encoding.utf8
        var arguments: [String] = []
        var exitCode: Int32 = 0
        var needsGDAL = false
        /// In stdout and stderr together.
        var says: [String]
        var testDescription: String { file + " " + (says.first ?? "") }
    }

    private static func kml(_ inside: String) -> String { "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\(inside)</kml>" }
    private static let point = "<Point><coordinates>129.7501234,42.4301234</coordinates></Point>"
    /// 1185000.5, 2490000.25 in EPSG:5179, by cs2cs.
    private static let korean = "129.7476461,42.3926043"

    private static func declared(_ crs: String) -> String {
        """
        {"type":"FeatureCollection","crs":\(crs),"features":[{"type":"Feature","properties":{},\
        "geometry":{"type":"Point","coordinates":[1185000.5,2490000.25]}}]}
        """
    }

    private static func page(_ members: String) -> String {
        """
        {"type":"FeatureCollection",\(members),"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point",\
        "coordinates":[129.75,42.43]}}]}
        """
    }

    private static let rows: [Row] = [
        Row(
            file: "gml.geojson",
            text: declared(#"{"type":"name","properties":{"name":"http://www.opengis.net/gml/srs/epsg.xml#5179"}}"#),
            says: [korean, "it is followed"]),
        Row(file: "wkid.geojson", text: declared(#"{"type":"name","properties":{"wkid":5179}}"#), says: [korean]),
        Row(
            file: "proj.geojson",
            text: declared(
                #"{"type":"name","properties":{"name":"+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=1000000 +y_0=2000000 +ellps=GRS80 +towgs84=0,0,0 +units=m"}}"#
            ), says: [korean]),
        Row(
            file: "esri.geojson", text: declared(#"{"type":"name","properties":{"name":"ESRI:999999"}}"#), exitCode: 65,
            says: ["names ESRI:999999, which PROJ does not know"]),
        Row(
            file: "inside.geojson",
            text:
                #"{"type":"Feature","crs":"nonsense","properties":{},"geometry":{"type":"Point","coordinates":[129.75,42.43]}}"#,
            says: ["is not understood and is ignored"]),
        Row(
            file: "cyrillic.kml",
            text: #"<?xml version="1.0" encoding="windows-1251"?>"#
                + kml("<Placemark><name>\u{043F}\u{043E}\u{0441}\u{0442}</name>\(point)</Placemark>"),
            encoding: .windowsCP1251, exitCode: 65, says: [#"says that its encoding is "windows-1251", which is not read"#]),
        Row(
            file: "parent.kml",
            text: kml(
                "<Document><Schema><name>Post</name><parent>Placemark</parent><SimpleField type=\"string\" name=\"KIND\"/></Schema><Post><name>p</name><KIND>guard_post</KIND>\(point)</Post></Document>"
            ), says: [#""KIND":"guard_post""#, "129.7501234"]),
        Row(
            file: "stranger.kml",
            text: kml("<Document><Post><name>p</name>\(point)</Post><Placemark>\(point)</Placemark></Document>"),
            says: ["1 element that is not a Placemark holds coordinates and was left out", "129.7501234"]),
        Row(
            file: "harmless.kml",
            text: kml("<Document><Region><LatLonAltBox/></Region><Placemark>\(point)</Placemark></Document>"),
            says: ["129.7501234"]),
        Row(
            file: "title.csv", text: "Posts of 2019\n\nid,lat,lon\n1,42.4301234,129.7501234\n", exitCode: 65,
            says: ["it is a title, not the names of the columns"]),
        Row(
            file: "column.csv", text: "wkt\nPOINT (129.7501234 42.4301234)\nPOINT (129.7601234 42.4301234)\n",
            says: ["129.7501234", "129.7601234"]),
        Row(
            file: "quoted.csv", text: "\"sep=;\"\r\nid;lat;lon\r\n1;42,4301234;129,7501234\r\n", says: ["129.7501234,42.4301234"]),
        Row(
            file: "bytes.csv", text: "id,geom\n1,\\x0101000020E61000000000000000386040D7A3703D0A374540\n",
            says: ["129.7500000,42.4300000"]),
        Row(
            file: "padded.json", text: "posts({\"type\":\"FeatureCollection\",\"features\":[]});", exitCode: 65,
            says: ["a script that holds data"]),
        Row(
            file: "data.json", text: "map.data = {\"type\":\"FeatureCollection\",\"features\":[]}", exitCode: 65,
            says: ["a script that holds data"]),
        Row(
            file: "module.json", text: "export default {\"type\":\"FeatureCollection\",\"features\":[]}", exitCode: 65,
            says: ["a script that holds data"]),
        Row(
            file: "matched.geojson", text: page(#""numberMatched":10,"numberReturned":1"#), says: ["this is not everything"]),
        Row(file: "whole.geojson", text: page(#""numberMatched":1,"numberReturned":1"#), says: ["129.75"]),
        Row(file: "total.geojson", text: page(#""totalFeatures":10,"numberReturned":1"#), says: ["this is not everything"]),
        Row(
            file: "page.json",
            text: """
                {"geometryType":"esriGeometryPoint","spatialReference":{"wkid":4326},"exceededTransferLimit" : true,\
                "fields":[{"name":"a","type":"esriFieldTypeInteger"}],"features":[{"attributes":{"a":1},"geometry":{"x":129.75,"y":42.43}}]}
                """, needsGDAL: true, says: ["this is not everything"]),
        Row(
            file: "timeout.osm",
            text: """
                <?xml version="1.0"?><osm version="0.6"><node id="1" lat="42.43" lon="129.75" version="1"><tag k="man_made" v="tower"/></node>\
                <remark> runtime error: Query timed out in "query" at line 1 after 26 seconds. </remark></osm>
                """, arguments: ["--layer", "points"], needsGDAL: true,
            says: ["Overpass broke the answer off", "Query timed out"]),
        Row(
            file: "seconds.csv", text: "id,lat,lon\n1,\"42°61'00\"\"N\",129.75\n", exitCode: 65,
            says: [#""42°61'00"N" cannot be read as degrees"#]),
    ]

    @Test(arguments: rows) func areReadOrNamed(row: Row) throws {
        guard try !row.needsGDAL || Need.ogr.isMetOrSaysSo() else { return }
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let path = folder.path(row.file)
        try row.text.write(toFile: path, atomically: true, encoding: row.encoding)
        let run = try Tool.run(["convert", path, "-"] + row.arguments)
        #expect(run.exitCode == row.exitCode, "\(run.stderr)")
        for words in row.says { #expect((run.stdout + run.stderr).contains(words), "\(run.stdout)\(run.stderr)") }
        if ["harmless.kml", "whole.geojson"].contains(row.file) { #expect(run.stderr.isEmpty, "\(run.stderr)") }
    }
}
