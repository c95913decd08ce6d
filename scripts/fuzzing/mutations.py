"""How an input is spoilt: bytes, numbers, words of its format, nesting, encodings, and fields of zip, gzip and SQLite."""

import copy, gzip, io, json, math, pathlib, re, sqlite3, struct, tempfile, zipfile, zlib

NUMBERS = [
    "1e309", "-1e309", "1e308", "-0", "-0.0", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "NaN", "nan", "Infinity", "-inf", "1e-320", "4.9e-324", "2147483648", "4294967296", "65536", "-1", "1", "2", "90", "-90",
    "89.99999999999999", "90.0000001", "180", "-180", "180.0000001", "179.99999999", "360", "1e15", "1e18", "1e19", "1e22", "123456789012345678901234567890",
    "0x10", "1_000", "1,5", "+5", ".5", "5.", "1e", "1e+", "--1", "00", "1e-400", "9" * 400, "0." + "0" * 400 + "1", "1e99999999999999999999", "0.1km", "1e400km",
    "-5m", "1e300m", "NaNkm", "9e18m", "5 parsecs", "2019-02-30", "0000-00-00", "9999-12-31", "-0001-01-01", "2019-13", "99999999-01-01",
]
TEXTS = [
    b"", b" ", b"\x00", b"a\x00b", b"\x1b[31mred\x1b]0;t\x07", b"\xe2\x80\xaetxt.exe", b"\xe2\x81\xa6x", b"\xc2\x9b2J", b"\x7f\x08", b"\r", b"\r\n", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf0\x9f\x98\x80", b"e\xcc\x81" * 40, b"../../x", b"/etc/passwd", b"CON", b"a/b", b"-", b"--", b"=1+1",
    b"'; DROP TABLE layer; --", b"<script>alert(1)</script>", b"]]>", b"&amp;", b"&#0;", b"&#x110000;", b"{{title}}", b"x" * 70000, b"\xea\xb0\x80" * 3000, b"null", b"true", b"~",
    b"\\u0000", b"\\ud800", b"\\u001b[2J", b"%s%n", b"$(id)", b"`id`", b"http://127.0.0.1/x", b"PG:x", b"/vsicurl/x", b"builtin:dcw", b"all", b"none", b"2019", b"*",
]
WORDS = {
    "json": [
        b'"type":"FeatureCollection"', b'"features":[', b'"geometry":null', b'"coordinates":[]', b'"coordinates":[[]]', b'"coordinates":[[[]]]', b'{"type":"Point"}', b'"crs":{"type":"name","properties":{"name":"EPSG:32652"}}',
        b'"crs":null', b'"bbox":[1,2]', b'"bbox":[1,2,3,4]', b'"stac_version":"1.0.0"', b'"elements":[]', b'"osm3s":{}', b'"type":"GeometryCollection","geometries":[]', b'"id":{}', b'"properties":[]',
        b'"measure_m":1e300', b'"from_m":5,"to_m":1', b'"valid_from":"2019"', b"[", b"]", b"{", b"}", b",", b":", b'"', b"\\", b"\x1e", b"//", b"/*", b"1e5", b"-", b"null", b"[[0,0],[0,0]]",
        b'"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]', b'"gsd":1e400',
    ],
    "csv": [
        b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r", b"\r\n", b"wkt", b"geojson", b"mgrs", b"easting", b"northing", b"zone", b"latitude", b"longitude", b"POINT EMPTY", b"POINT (1)", b"LINESTRING (1 1)",
        b'"POLYGON ((0 0, 1 1, 0 0))"', b"SRID=999999;POINT (1 2)", b'"GEOMETRYCOLLECTION (' + b"GEOMETRYCOLLECTION (" * 300, b"POINT Z (1 2 3)", b"0101000000", b"01020000" + b"F" * 16, b"52S", b"61N", b"00Z", b"52T EM 61234 98000",
        b"42\xc2\xb025'48.5\"N", b"\xeb\xb6\x81\xec\x9c\x84 42\xeb\x8f\x84", b"posted_km", b"measure_m", b"from_m", b"to_m", b"epoch", b"sep=;", b'{"type":"Point","coordinates":[1,2]}',
    ],
    "kml": [
        b"<Placemark>", b"</Placemark>", b"<Folder>", b"<coordinates>", b"</coordinates>", b"<MultiGeometry>", b"<gx:Track>", b"<gx:coord>1 2 3</gx:coord>", b"<NetworkLink><Link><href>x.kml</href></Link></NetworkLink>",
        b"<innerBoundaryIs>", b"<LinearRing>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.0' encoding='EUC-KR'?>", b"<?", b"<", b">", b"/>", b"&", b"&#65;", b"&#xD800;",
        b" a='1' a='2'", b"<Schema id='s'><SimpleField name='n' type='int'/></Schema>", b"<SimpleData name='n'>", b"<TimeStamp><when>x</when></TimeStamp>", b"1,2,3,4", b"1,,2", b",,,",
    ],
    "yaml": [
        b"&a ", b"*a", b"<<: *a\n", b"!!binary ", b"!!python/object ", b"---\n", b"...\n", b"? ", b"|\n", b">\n", b"- ", b": ", b"{", b"}", b"[", b"]", b",", b"#", b"'", b'"', b"\t", b"%YAML 9.9\n", b"~", b"null", b"yes", b"0o17", b"1:30:00", b".inf", b"-.inf", b".nan",
        b"format: border-study/1\n", b"builtin:dcw", b"builtin:published", b"ids: rename", b"where: 'a = \"b\" and not (c > 1)'", b"where: '" + b"(" * 2000, b"where: 'not " + b"not " * 2000, b"from: 9km, to: 1km", b"count: 0", b"count: 1000000", b"count: -1", b"recall: 2", b"sigma: 0m",
        b"line: 0m", b"every: 0m", b"line: 100000km", b"areas: all", b"epochs: []", b"kinds: []", b"layers: []", b"seed: -1", b"inward: left", b"min_gap: 100km", b"near_fence: 0m", b"match_distance: 0m", b"corridor: {inward: 0m, outward: 0m}", b"bridge_ratio: 0", b"max_angle: 0",
    ],
}
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def family(name):
    """Which words a file's format has, by its name."""
    name = name.removesuffix(".gz")
    for endings, result in [((".csv", ".tsv"), "csv"), ((".kml",), "kml"), ((".yaml", ".yml"), "yaml")]:
        if name.endswith(endings):
            return result
    return "json"


# Bytes

def flip(data, chance, _):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(data, chance, _):
    return data[: chance.randrange(len(data))]


def span(data, chance):
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice([1, 2, 7, 40, 300, 3000]))


def drop(data, chance, _):
    start, end = span(data, chance)
    return data[:start] + data[end:]


def double(data, chance, _):
    start, end = span(data, chance)
    return data[:start] + data[start:end] * chance.choice([2, 2, 3, 50]) + data[end:]


def swap(data, chance, _):
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    size = min(chance.choice([1, 8, 100]), b - a, len(data) - b)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def noise(data, chance, _):
    start, end = span(data, chance)
    return data[:start] + chance.randbytes(chance.choice([1, 4, 16])) + data[end:]


# Text

def number(data, chance, _):
    for _ in range(chance.choice([1, 1, 1, 3])):
        found = list(NUMBER.finditer(data))
        if not found:
            break
        one = chance.choice(found)
        data = data[: one.start()] + chance.choice(NUMBERS).encode() + data[one.end() :]
    return data


def every_number(data, chance, _):
    """One number in place of another wherever it stands, such as all of a line's longitudes."""
    found = NUMBER.findall(data)
    return data.replace(chance.choice(found), chance.choice(NUMBERS).encode()) if found else data


def nudge(data, chance, _):
    """Numbers a little or much off: places that coincide, are turned about or lie far away."""
    scale = chance.choice([0, 1e-12, 1e-7, 1e-3, 1, 50, -1])

    def moved(match):
        if chance.random() > 0.3:
            return match.group()
        value = float(match.group())
        if not math.isfinite(value):
            return match.group()
        return repr(-value if scale == -1 else value + scale * chance.uniform(-1, 1) if scale else round(value)).encode()

    return NUMBER.sub(moved, data)


def word(data, chance, words):
    start, end = span(data, chance)
    return data[:start] + chance.choice(words) + data[(start if chance.random() < 0.6 else end) :]


def text(data, chance, words):
    """A text in quotes, an element or a value after a colon is another."""
    found = list(re.finditer(rb'(?<=")[^"\n]*(?=")|(?<=>)[^<>]+(?=<)|(?<=: )[^\n,{}\[\]]+|(?<=,)[^,\n]+', data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(TEXTS + words) + data[one.end() :]


def lines(data, chance, _):
    parts = data.split(b"\n")
    if len(parts) < 2:
        parts = data.split(b",")
        joint = b","
    else:
        joint = b"\n"
    a, b = chance.randrange(len(parts)), chance.randrange(len(parts))
    what = chance.randrange(4)
    if what == 0:
        parts[a], parts[b] = parts[b], parts[a]
    elif what == 1:
        parts.insert(a, parts[b])
    elif what == 2:
        del parts[a]
    else:
        parts[a:a] = [parts[b]] * chance.choice([2, 100, 2000])
    return joint.join(parts)


def nest(data, chance, _):
    start = chance.randrange(len(data) + 1)
    depth = chance.choice([10, 63, 64, 65, 127, 128, 129, 500, 513, 5000, 100000])
    opening, closing = chance.choice([
        (b"[", b"]"), (b'{"a":', b"}"), (b"(", b")"), (b"<a>", b"</a>"), (b"<Folder>", b"</Folder>"), (b"<MultiGeometry>", b"</MultiGeometry>"), (b"- ", b""), (b"not ", b""),
        (b'{"type":"GeometryCollection","geometries":[', b"]}")])
    return data[:start] + opening * depth + (closing * depth if chance.random() < 0.7 else b"") + data[start:]


def encode(data, chance, _):
    try:
        content = data.decode()
    except UnicodeDecodeError:
        return b"\xef\xbb\xbf" + data
    codec = chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp949", "gb18030", "utf-32", "utf-7", "cp037"])
    result = content.encode(codec, "replace")
    return flip(result, chance, None) if chance.random() < 0.3 else result


def joined(data, chance, _):
    return data + chance.choice([b"", b"\n", b"\x00", b","]) + data


# Values of JSON: what is well-formed gets past the scanner.

HOSTILE_VALUES = [None, True, -1, 0, 1e308, 2**63, -(2**63), 1.5, "", "x", "\x1b[31m", "\u202e", "a\x00", "\ud800", [], {}, [[]], [None], {"": None}, [1, 2], [[1, 2]], [[1, 2], [1, 2]],
                  {"type": "Point", "coordinates": [128, 30]}, {"type": "Point"}, "x" * 5000, "2019-02-30", "9e99", [180, 90], [-180, -90], [0, 0, 0, 0, 0]]


def json_value(data, chance, _):
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return text(data, chance, WORDS["json"])
    for _ in range(chance.choice([1, 1, 2, 4])):
        places = []

        def walk(value):
            for key in value if isinstance(value, dict) else range(len(value)):
                places.append((value, key))
                if isinstance(value[key], (dict, list)):
                    walk(value[key])

        if not isinstance(document, (dict, list)):
            break
        walk(document)
        if not places:
            break
        holder, key = chance.choice(places)
        what = chance.randrange(5)
        if what == 0:
            del holder[key]
        elif what == 1:
            other, name = chance.choice(places)
            try:
                holder[key] = json.loads(json.dumps(other[name]))
            except (KeyError, IndexError):
                pass
        elif what == 2 and isinstance(holder, list):
            holder[key:key] = [copy.deepcopy(holder[key]) for _ in range(chance.choice([1, 2, 300]))]
        elif what == 3 and isinstance(holder, dict):
            holder[chance.choice(["id", "type", "geometry", "properties", "", "\x1b", "fid", "geom", "name", "x" * 3000, "measure_m"])] = holder.pop(key)
        else:
            # A copy: what is spoilt next may be inside of it, and no case depends on the ones before.
            holder[key] = copy.deepcopy(chance.choice(HOSTILE_VALUES))
    return json.dumps(document, ensure_ascii=chance.random() < 0.3).encode("utf-8", "surrogatepass")


BYTES = [flip, cut, drop, double, swap, noise]
TEXT = [number, number, number, every_number, nudge, nudge, word, word, text, text, lines, lines, nest, encode, joined, flip, cut, drop, double, swap, noise]


def spoil_text(name, data, chance):
    words = WORDS[family(name)]
    kinds = TEXT + ([json_value] * 8 if family(name) == "json" else [])
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        if data:
            data = chance.choice(kinds)(data, chance, words)
    return data


# Containers

EXTREMES = [0, 1, 2, 4, 127, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1]


def overwrite(data, at, size, chance, big=False):
    value = chance.choice(EXTREMES) % (1 << 8 * size)
    return data[:at] + value.to_bytes(size, "big" if big else "little") + data[at + size :]


def spoil_zip(data, chance):
    what = chance.random()
    if what < 0.5:  # The KML inside, or other members beside it.
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            members = [(n, z.read(n)) for n in z.namelist()]
        inside = chance.randrange(len(members))
        name, content = members[inside]
        members[inside] = (name, spoil_text(name, content, chance))
        if chance.random() < 0.2:
            members.insert(chance.randrange(2), (chance.choice(["../x.kml", "/x.kml", "a\x1b.kml", "doc.kml", "x" * 65000, "b.kml", "C:\\x.kml", "d/"]), content))
        store = io.BytesIO()
        with zipfile.ZipFile(store, "w") as z:
            for name, content in members:
                z.writestr(zipfile.ZipInfo(name), content, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
        return store.getvalue()
    if what < 0.85:  # Fields of the local, central and end records.
        fields = {b"PK\x03\x04": [(4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)],
                  b"PK\x01\x02": [(8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (38, 4), (42, 4)],
                  b"PK\x05\x06": [(4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)]}
        for _ in range(chance.choice([1, 1, 2])):
            mark = chance.choice(list(fields))
            places = [m.start() for m in re.finditer(re.escape(mark), data)]
            if places:
                offset, size = chance.choice(fields[mark])
                data = overwrite(data, chance.choice(places) + offset, size, chance)
        return data
    return chance.choice(BYTES)(data, chance, None)


def spoil_gzip(name, data, chance):
    what = chance.random()
    if what < 0.4:
        return gzip.compress(spoil_text(name, gzip.decompress(data), chance), mtime=0)
    if what < 0.8:
        at, size = chance.choice([(2, 1), (3, 1), (len(data) - 8, 4), (len(data) - 4, 4), (10, 2)])
        return overwrite(data, at, size, chance)
    if what < 0.9:
        return data + chance.choice([data, b"\x00" * 600, b"\x1f\x8b", data[:20]])
    return chance.choice(BYTES)(data, chance, None)


SQL = [
    "UPDATE gpkg_geometry_columns SET column_name = 'x'", "UPDATE gpkg_geometry_columns SET srs_id = 999999", "UPDATE gpkg_geometry_columns SET srs_id = NULL", "UPDATE gpkg_geometry_columns SET table_name = 'gpkg_contents'",
    "UPDATE gpkg_contents SET table_name = 'sqlite_master'", "UPDATE gpkg_contents SET data_type = 'tiles'", "UPDATE gpkg_contents SET table_name = X'00FF'", "UPDATE gpkg_spatial_ref_sys SET organization = NULL",
    "UPDATE gpkg_spatial_ref_sys SET definition = 'x', organization = 'NONE'", "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 32652", "UPDATE layer SET fid = fid + 9223372036854775000", "UPDATE layer SET geom = NULL", "UPDATE layer SET geom = 'text'",
    "UPDATE layer SET geom = 5", "UPDATE layer SET id = X'FFFE'", "UPDATE layer SET sigma_m = 'x'", "UPDATE layer SET sigma_m = 9e999", "UPDATE layer SET kind = char(27) || '[31m'", "UPDATE layer SET kind = char(0, 8238)", "UPDATE layer SET valid_from = 5",
    "ALTER TABLE layer RENAME COLUMN kind TO \"a\"\"b\"", "ALTER TABLE layer ADD COLUMN \"GEOM2\" BLOB", "ALTER TABLE layer ADD COLUMN g AS (sigma_m / 0)", "DROP TABLE gpkg_spatial_ref_sys", "DROP TABLE layer", "DELETE FROM layer", "DELETE FROM gpkg_contents",
    "DROP TABLE gpkg_geometry_columns", "CREATE TRIGGER t AFTER INSERT ON layer BEGIN SELECT 1; END", "ALTER TABLE layer RENAME TO old; CREATE VIEW layer AS SELECT * FROM old",
    "ALTER TABLE layer RENAME TO old; CREATE VIEW layer AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i AS fid, geom FROM r, old",
    "ALTER TABLE layer RENAME TO old; CREATE VIEW layer AS SELECT a.* FROM old a, old b, old c, old d, old e, old f", "PRAGMA application_id = 0", "PRAGMA journal_mode = WAL", "PRAGMA encoding = 'UTF-16'", "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('nowhere', 'features')",
    "CREATE TABLE gpkg_extensions (table_name, column_name, extension_name, definition, scope); INSERT INTO gpkg_extensions VALUES ('layer', 'geom', 'x', 'y', 'read-write')",
    "INSERT INTO layer SELECT fid + 1000, geom, id, kind, layer, valid_from, sigma_m, score FROM layer", "UPDATE layer SET kind = hex(zeroblob(200000))",
]


def spoil_geopackage(data, chance):
    what = chance.random()
    if what < 0.15:
        at, size = chance.choice([(16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (24, 4), (28, 4), (32, 4), (36, 4), (44, 4), (52, 4), (56, 4), (60, 4), (68, 4), (96, 4)])
        return overwrite(data, at, size, chance, big=True)
    if what < 0.35:  # A page's header or its cell pointers.
        page = struct.unpack(">H", data[16:18])[0] or 1024
        start = chance.randrange(len(data) // page) * page
        start += 100 if start == 0 else 0
        at, size = chance.choice([(0, 1), (1, 2), (3, 2), (5, 2), (7, 1), (8, 2), (8 + 2 * chance.randrange(20), 2)])
        return overwrite(data, start + at, size, chance, big=True)
    if what < 0.45:
        return chance.choice(BYTES)(data, chance, None)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "a.gpkg")
        path.write_bytes(data)
        db = sqlite3.connect(path)
        try:
            if chance.random() < 0.5:
                for row, blob in db.execute("SELECT fid, geom FROM layer").fetchall():
                    if blob and chance.random() < 0.4:
                        db.execute("UPDATE layer SET geom = ? WHERE fid = ?", (spoil_blob(blob, chance), row))
            else:
                for _ in range(chance.choice([1, 1, 2])):
                    db.executescript(chance.choice(SQL))
            db.commit()
        except sqlite3.Error:
            pass
        db.close()
        return path.read_bytes()


def spoil_blob(blob, chance):
    what = chance.randrange(6)
    if what == 0:
        return overwrite(blob, *chance.choice([(0, 2), (2, 1), (3, 1), (4, 4), (8, 1), (9, 4), (13, 4)]), chance)
    if what == 1 and len(blob) > 21:
        at = 13 + 8 * chance.randrange((len(blob) - 13) // 8)
        return blob[:at] + struct.pack("<d", chance.choice([float("nan"), float("inf"), 1e308, -0.0, 180.0, -90.0, 1e-320, 128.0])) + blob[at + 8 :]
    if what == 2:  # Collections in collections.
        return blob[:8] + b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" * chance.choice([3, 60, 20000]) + blob[8:]
    if what == 3:
        return blob[:8] + b"\x01\x03\x00\x00\x00" + struct.pack("<I", chance.choice(EXTREMES)) + blob[8:]
    return chance.choice(BYTES)(blob, chance, None)


def spoil(name, data, chance):
    """The file spoilt once or a few times, as fits its format."""
    if not data:
        return chance.choice(TEXTS)
    if data[:2] == b"PK" and chance.random() < 0.95:
        try:
            return spoil_zip(data, chance)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, UnicodeError):
            return chance.choice(BYTES)(data, chance, None)
    if data[:2] == b"\x1f\x8b":
        try:
            return spoil_gzip(name, data, chance)
        except (OSError, EOFError, ValueError, zlib.error):
            return chance.choice(BYTES)(data, chance, None)
    if data[:6] == b"SQLite" and len(data) > 600:
        return spoil_geopackage(data, chance)
    return spoil_text(name, data, chance)
