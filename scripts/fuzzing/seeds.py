"""Small valid inputs of every kind and format, made here, and what lies in Fixtures/. All positions are made up."""

import dataclasses, gzip, io, json, pathlib, sqlite3, struct, tempfile, zipfile


@dataclasses.dataclass(frozen=True)
class Seed:
    """One input: a file, or a folder of files of which `main` is named on the command line."""

    kind: str
    main: str
    files: tuple  # (name, bytes)


# A line of ten kilometres with a bend, and things beside it.
LINE = [[128.0, 30.0], [128.0, 30.03], [128.02, 30.05], [128.0, 30.07], [128.0, 30.09]]
FENCES = [[[128.0004, 30.001], [128.0005, 30.029]], [[128.0021, 30.032], [128.0195, 30.0495], [128.003, 30.068]]]
POSTS = [[128.0006, 30.002 + 0.004 * i] for i in range(20)]
KINDS = ["guard_post", "watchtower", "garrison", "camera", "other"]


def feature(geometry, identifier, **properties):
    return {"type": "Feature", "id": identifier, "properties": properties, "geometry": geometry}


def line(positions):
    return {"type": "LineString", "coordinates": positions}


def point(position):
    return {"type": "Point", "coordinates": position}


def box(west, south, east, north):
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


BORDER = [feature(line(LINE[:3]), "a", segment="upper", name="Upper"), feature(line(LINE[2:]), "b", segment="lower", name="Lower")]
FACILITIES = [
    feature(point(p), f"p{i}", kind=KINDS[i % 5], valid_from="2020-05-01" if i % 3 else None, sigma_m=2.5, confidence=0.9, score=0.04 * i)
    for i, p in enumerate(POSTS)
]
LINES = [feature(line(p), f"f{i}", layer=["primary", "secondary"][i], valid_from=f"201{8 + i}-06-30", bank="inward") for i, p in enumerate(FENCES)]
FOOTPRINTS = [feature(box(127.9, 29.9, 128.1, 30.06), "o1", epoch="2019", image="i1", date="2019-03-01", gsd_m=0.5, state="observed")]
MIXED = FACILITIES[:3] + LINES + [
    feature({"type": "MultiPoint", "coordinates": POSTS[:3]}, 7, note="ä, 회령, \"quoted\""),
    feature({"type": "MultiLineString", "coordinates": FENCES}, None, nested={"a": [1, 2.5, None, True]}),
    feature({"type": "GeometryCollection", "geometries": [point(POSTS[0]), line(FENCES[0])]}, "g"),
    feature({"type": "MultiPolygon", "coordinates": [box(128, 30, 128.01, 30.01)["coordinates"]]}, "m"),
    feature(None, "nowhere", count=9007199254740993),
]


def geojson(features, **members):
    return json.dumps({"type": "FeatureCollection", **members, "features": features}, ensure_ascii=False).encode()


def geojson_lines(features, mark=""):
    return "".join(mark + json.dumps(f) + "\n" for f in features).encode()


def csv(features):
    rows = ["id,kind,longitude,latitude,valid_from,sigma_m,score"]
    for f in features:
        p = f["properties"]
        rows.append(",".join(map(str, [f["id"], p["kind"], *f["geometry"]["coordinates"], p["valid_from"] or "", p["sigma_m"], p["score"]])))
    return "\n".join(rows).encode() + b"\n"


def kml(features):
    marks = []
    for f in features:
        shape = f["geometry"]
        pairs = [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"]
        words = "".join(f'<Data name="{k}"><value>{v}</value></Data>' for k, v in f["properties"].items())
        text = " ".join(f"{x},{y},0" for x, y in pairs)
        marks.append(
            f'<Placemark id="{f["id"]}"><name>n &amp; <![CDATA[<b>]]></name><TimeSpan><begin>2019-01</begin></TimeSpan><ExtendedData>{words}</ExtendedData>'
            f'<{shape["type"]}><coordinates>{text}</coordinates></{shape["type"]}></Placemark>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>one</name>'
        + "".join(marks) + "</Folder></Document></kml>\n").encode()


def archive(members, how=zipfile.ZIP_DEFLATED):
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", how) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name), data, how)
    return store.getvalue()


def wkb(geometry):
    kind, places = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return struct.pack("<BI2d", 1, 1, *places)
    if kind == "LineString":
        return struct.pack("<BII", 1, 2, len(places)) + b"".join(struct.pack("<2d", *p) for p in places)
    return struct.pack("<BII", 1, 3, len(places)) + b"".join(
        struct.pack("<I", len(ring)) + b"".join(struct.pack("<2d", *p) for p in ring) for ring in places)


def geopackage(features, kind):
    """Written here and not by the tool, so that a fault of its writer is not one of the seeds."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "a.gpkg")
        db = sqlite3.connect(path)
        db.executescript(f"""
            PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; PRAGMA page_size = 1024; VACUUM;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', ''), ('undefined', -1, 'NONE', -1, 'undefined', '');
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT,
                min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            INSERT INTO gpkg_contents VALUES ('layer', 'features', 'layer', '', '2020-01-01T00:00:00Z', 128, 30, 129, 31, 4326);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
            INSERT INTO gpkg_geometry_columns VALUES ('layer', 'geom', '{kind}', 4326, 0, 0);
            CREATE TABLE layer (fid INTEGER PRIMARY KEY, geom BLOB, id TEXT, kind TEXT, layer TEXT, valid_from DATE, sigma_m DOUBLE, score REAL);
        """)
        for f in features:
            p = f["properties"]
            blob = struct.pack("<2sBBi", b"GP", 0, 1, 4326) + wkb(f["geometry"])
            db.execute("INSERT INTO layer (geom, id, kind, layer, valid_from, sigma_m, score) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       (blob, f["id"], p.get("kind"), p.get("layer"), p.get("valid_from"), p.get("sigma_m"), p.get("score")))
        db.commit()
        db.close()
        return path.read_bytes()


STAC = json.dumps({
    "type": "Feature", "stac_version": "1.0.0", "id": "scene", "bbox": [127.9, 29.9, 128.1, 30.1], "geometry": box(127.9, 29.9, 128.1, 30.1),
    "properties": {"datetime": "2019-03-01T02:03:04Z", "gsd": 0.5, "eo:cloud_cover": 3}, "links": [], "assets": {}, "collection": "c"}).encode()
STAC_COLLECTION = json.dumps({
    "type": "Collection", "stac_version": "1.0.0", "id": "many", "extent": {
        "spatial": {"bbox": [[127.9, 29.9, 128.1, 30.1], [127.9, 29.9, 128.0, 30.0]]}, "temporal": {"interval": [["2019-03-01T00:00:00Z", None]]}}}).encode()
OVERPASS = json.dumps({
    "version": 0.6, "generator": "Overpass API", "osm3s": {"copyright": "x"}, "elements": [
        {"type": "node", "id": 1, "lat": 30.01, "lon": 128.0006, "tags": {"man_made": "tower"}},
        {"type": "way", "id": 2, "nodes": [1, 3], "tags": {"barrier": "fence"}, "geometry": [{"lat": p[1], "lon": p[0]} for p in FENCES[0]]},
        {"type": "relation", "id": 4, "members": [{"type": "way", "ref": 5, "role": "", "geometry": [{"lat": p[1], "lon": p[0]} for p in LINE]}],
         "tags": {"boundary": "administrative"}}]}).encode()
MEASURES = b"id,measure_m,offset_m,from_m,to_m,inward_offset_m,overshoot_m,lateral_m\na,100,5,,,,,\nb,1.5km,,,,-12.5,,\nc,,10,100,900,,,\nd,0,,,,,30,4\n"
MASKS = b"epoch,from_m,to_m,image,date,gsd_m,state\n2019,0,9000,i1,2019-03-01,0.5,observed\n2023,0,9500,i2,2023-03-01,0.3,observed\n"
KNOWN = b"posted_km,measure_m\n100,0\n105,5000\n108,8200\n"
UTM = b"id,kind,easting,northing,zone\na,guard_post,403500,3319500,52N\nb,watchtower,403600,3320500,52N\n"
WKT = b'id,kind,wkt\na,guard_post,POINT (128.0006 30.01)\nb,other,"LINESTRING (128 30, 128 30.01)"\nc,other,"SRID=4326;POLYGON ((128 30, 128.1 30, 128.1 30.1, 128 30))"\n'
MGRS = "id;kind;mgrs;북위\na;guard_post;52R CV 03500 19500;1\n".encode()
DEGREES = "이름,경도,위도\nx,128°0'2.2\"E,30°0'36\"N\ny,\"128,0006\",\"30,02\"\n".encode("cp949")

STUDY = """format: border-study/1
id: small
title: A study of ten made-up kilometres
synthetic: true
notes: ["Made up."]
border: border.geojson
inward: right
areas: [{id: north, name: North, from: 0km, to: 4km, aliases: [N]}, {id: south, from: 4km, to: 9km}]
epochs: [{id: "2019", date: 2019-03-31}, {id: "2023", date: 2023-06-30}]
baseline: "2019"
comparison: "2023"
fences: [fences.geojson]
facilities:
  - {file: posts.csv, where: 'kind != "camera" and score >= 0', set: {material: wire}, ids: rename}
observations: [masks.csv]
corridor: {inward: 3km, outward: 500m}
near_fence: 500m
min_gap: 5m
match_distance: 30m
claims: [claims.yaml]
vocabulary:
  layers: [{id: primary, label: first, colour: "#b0413e", symbol: dashed}, secondary, tertiary]
  kinds: [guard_post, {id: watchtower, aliases: [tower]}, garrison]
fields: {kind: kind}
values: {kind: {outpost: guard_post}}
split_date: 2020-01-01
places: [{name: Town, at: [128.001, 30.02], rank: 3}]
""".encode()
CLAIMS = """format: border-claims/1
seen: "2026-11-28"
claims:
  - {id: c1, subject: Posts, measurand: count, value: 16, numerator: all, epoch: "2023", source: Made up, confidence: page}
  - {id: c2, subject: Fence, measurand: length, value: 8.5, unit: km, numerator: border_fenced, area: all, qualifier: about, source: Made up}
  - {id: c3, subject: Spacing, measurand: spacing, value: 500, unit: m, numerator: all, denominator: border_observed, source: Made up}
""".encode()
RECIPE = """format: border-recipe/1
id: small
title: Simulated
seed: 7
border: border.geojson
inward: right
areas: [{id: one, from: 0km, to: 8km}]
epochs: [{id: "2019", date: 2019-03-31}, {id: "2023", date: 2023-06-30}]
baseline: "2019"
comparison: "2023"
corridor: {inward: 3km, outward: 500m}
images: [{area: one, epoch: "2019", date: 2019-03-01, image: i1, gsd: 0.5m}, {area: one, epoch: "2023", date: 2023-03-01, image: i2, gsd: 0.3m}]
fences:
  - {id: primary, layer: primary, material: wire, line: 9km, offset: {from: 20m, to: 45m}, openings: [{from: 2km, to: 2.2km}]}
  - {id: secondary, layer: secondary, line: 3km, behind: primary, offset: {from: 15m, to: 60m}, built: {from: 2020-09-01, to: 2022-04-30}}
facilities: [{id: post, kind: guard_post, count: 12, along: [primary], offset: {from: 8m, to: 20m}}]
detections: [{annotator: model, epoch: "2023", recall: 0.9, precision: 0.85, confusion: 0.02, shift: {east: 3m, north: -2m}, sigma: 3m, max_error: 9m, spurious_distance: 60m}]
""".encode()
PLAN = """format: border-batch/1
write: results
studies: [{study: small/study.yaml, name: first, epochs: ["2023"]}]
grid: {min_gap: [0m, 10m]}
""".encode()


def made():
    """Seeds by kind, all from this file."""
    study = [("study.yaml", STUDY), ("border.geojson", geojson(BORDER)), ("fences.geojson", geojson(LINES)), ("posts.csv", csv(FACILITIES)),
             ("masks.csv", MASKS), ("claims.yaml", CLAIMS)]

    def one(kind, name, data):
        return Seed(kind, name, ((name, data),))

    points, lines = geojson(FACILITIES), geojson(LINES)
    result = [
        one("border", "border.geojson", geojson(BORDER)), one("border", "border.kml", kml(BORDER)), one("border", "border.gpkg", geopackage(BORDER, "LINESTRING")),
        one("border", "border.json", OVERPASS), one("border", "border.csv", b'wkt,segment\n"LINESTRING (128 30, 128 30.09)",a\n'),
        one("points", "posts.geojson", points), one("points", "posts.geojsonl", geojson_lines(FACILITIES)),
        one("points", "posts.geojsons", geojson_lines(FACILITIES[:4], "\x1e")), one("points", "posts.csv", csv(FACILITIES)),
        one("points", "posts.tsv", csv(FACILITIES).replace(b",", b"\t")), one("points", "posts.kml", kml(FACILITIES)),
        one("points", "posts.kmz", archive([("doc.kml", kml(FACILITIES)), ("files/icon.png", b"\x89PNG")])),
        one("points", "stored.kmz", archive([("doc.kml", kml(FACILITIES[:3]))], zipfile.ZIP_STORED)),
        one("points", "posts.gpkg", geopackage(FACILITIES, "POINT")), one("points", "posts.geojson.gz", gzip.compress(points, mtime=0)),
        one("points", "posts.csv.gz", gzip.compress(csv(FACILITIES), mtime=0)), one("points", "utm.csv", UTM), one("points", "wkt.csv", WKT),
        one("points", "mgrs.csv", MGRS), one("points", "degrees.csv", DEGREES), one("points", "metres.geojson", geojson(
            [feature(point([1000000.5, 2000000.25]), "m", kind="other")], crs={"type": "name", "properties": {"name": "EPSG:5179"}})),
        one("lines", "fences.geojson", lines), one("lines", "fences.kml", kml(LINES)), one("lines", "fences.gpkg", geopackage(LINES, "LINESTRING")),
        one("lines", "way.json", OVERPASS), one("mixed", "mixed.geojson", geojson(MIXED)), one("mixed", "mixed.geojsonl", geojson_lines(MIXED)),
        one("areas", "footprints.geojson", geojson(FOOTPRINTS)), one("areas", "scene.json", STAC), one("areas", "collection.json", STAC_COLLECTION),
        one("areas", "masks.csv", MASKS), one("areas", "areas.gpkg", geopackage(FOOTPRINTS, "POLYGON")),
        one("measures", "measures.csv", MEASURES), one("measures", "measures.geojsonl", geojson_lines([feature(None, "a", measure_m=100, offset_m=-4.5)])),
        one("known", "known.csv", KNOWN), one("claims", "claims.yaml", CLAIMS),
        Seed("study", "study.yaml", tuple(study)),
        Seed("recipe", "recipe.yaml", (("recipe.yaml", RECIPE), study[1])),
        Seed("plan", "plan.yaml", (("plan.yaml", PLAN), *((f"small/{name}", data) for name, data in study))),
    ]
    return result


def from_fixtures(root, largest=120_000):
    """What lies in Fixtures/ and is not too large to be read some thousand times."""
    result = []
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.suffix in {".py", ".md", ".txt", ""} or path.stat().st_size > largest or "schemas" in path.parts:
            continue
        name, data = path.name, path.read_bytes()
        if name == "study.yaml" or (path.parent.name == "worked" and path.suffix == ".yaml"):
            beside = [(p.name, p.read_bytes()) for p in sorted(path.parent.iterdir()) if p != path and p.suffix in {".geojson", ".csv"}]
            if sum(len(d) for _, d in beside) < largest * 2:
                result.append(Seed("study", name, ((name, data), *beside)))
        elif name == "recipe.yaml":
            result.append(Seed("recipe", name, ((name, data),)))
        elif path.suffix == ".yaml":
            result.append(Seed("claims", name, ((name, data),)))
        else:
            kind = "border" if path.parent.name in {"border", "worked"} and path.suffix == ".geojson" else "any"
            result.append(Seed(kind, name, ((name, data),)))
    return result
