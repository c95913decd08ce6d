"""Cuts the northern border of North Korea out of dcw-gmt.nc and writes it as GeoJSON to stdout.

Called by `regenerate`; the traps of the file format are described in README.md beside it. What it finds goes to stderr.
"""

import hashlib
import math
import re
import subprocess
import sys

# A vertex of North Korea lies on the border where China or Russia has one this near, in degrees.
# Each country is quantised on a grid of its own (KP 1e-4 degrees, CN 9e-4, RU 2.6e-3), so that shared vertices are not equal.
MATCH = 0.005
FILL = 65535

# Where rivers begin. The vertex nearest to each is the cut; README.md says what that is worth.
YALU_SOURCE = (128.07333, 41.96889)  # as gazetteers give it, 41 58'08" N 128 04'24" E
TUMEN_SOURCE = (128.443, 42.024)  # where the line leaves the ridge east of Paektu and begins to follow a valley

SEGMENTS = [
    ("yalu", "Yalu (Amnok)", "china"),
    ("paektu-land", "Land border at Paektu", "china"),
    ("tumen", "Tumen (Tuman)", "china"),
    ("tumen-russia", "Tumen, Russian stretch", "russia"),
]


def fail(message):
    sys.exit("extract.py: " + message)


def read_country(path, code):
    """The rings of one country in degrees, and the size of its quantisation step."""
    text = subprocess.run(
        ["ncdump", "-v", f"{code}_lon,{code}_lat", path], check=True, capture_output=True, text=True
    ).stdout
    header, data = text.split("\ndata:\n", 1)

    def column(axis):
        name = f"{code}_{axis}"
        low = float(re.search(rf"^\t\t{name}:min = (\S+) ;", header, re.M)[1])
        high = float(re.search(rf"^\t\t{name}:max = (\S+) ;", header, re.M)[1])
        values = re.search(rf"^ {name} = ([^;]*);", data, re.M)[1].split(",")
        # ncdump prints 65535, which is NetCDF's fill value for this type, as "_"
        return low, high, [FILL if v.strip() == "_" else int(v) for v in values]

    lon_low, lon_high, lons = column("lon")
    lat_low, lat_high, lats = column("lat")
    rings = []
    for u, v in zip(lons, lats):
        if u == FILL and v in (0, 1):  # not a place: the mark between two rings
            rings.append([])
            continue
        if not rings:
            rings.append([])
        rings[-1].append(
            (lon_low + u / FILL * (lon_high - lon_low), lat_low + v / FILL * (lat_high - lat_low))
        )
    step = max((lon_high - lon_low) / FILL, (lat_high - lat_low) / FILL)
    print(f"{code}: {len(rings)} rings, {sum(map(len, rings))} vertices, step {step:.1e} degrees", file=sys.stderr)
    return rings


class Neighbours:
    """Vertices of one country in cells as wide as the match distance."""

    def __init__(self, rings, around):
        west, east = min(p[0] for p in around) - 1, max(p[0] for p in around) + 1
        south, north = min(p[1] for p in around) - 1, max(p[1] for p in around) + 1
        self.cells = {}
        for ring in rings:
            for p in ring:
                if west < p[0] < east and south < p[1] < north:
                    self.cells.setdefault(self.cell(p), []).append(p)

    @staticmethod
    def cell(p):
        return math.floor(p[0] / MATCH), math.floor(p[1] / MATCH)

    def nearest(self, p):
        """The nearest vertex within the match distance, or None."""
        i, j = self.cell(p)
        near = [q for di in (-1, 0, 1) for dj in (-1, 0, 1) for q in self.cells.get((i + di, j + dj), ())]
        near = [q for q in near if max(abs(q[0] - p[0]), abs(q[1] - p[1])) <= MATCH]
        return min(near, key=lambda q: apart(p, q), default=None)


def apart(p, q):
    """Distance in degrees of latitude, good enough to compare near places."""
    return math.hypot((p[0] - q[0]) * math.cos(math.radians((p[1] + q[1]) / 2)), p[1] - q[1])


def twice_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def crosses(a, b, c, d):
    def turn(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0


def find_border(path):
    """Vertices from the Yalu mouth to the Tumen mouth, the index of the last one that is China's, and how many were dropped."""
    korea = read_country(path, "KP")
    mainland = max(korea, key=len)
    if mainland[0] != mainland[-1]:
        fail("the largest ring of KP is not closed")
    if twice_area(mainland) > 0:  # clockwise has the land on its right, as the border needs it
        mainland.reverse()
    ring = [p for i, p in enumerate(mainland[:-1]) if p != mainland[i + 1]]  # each place once, the closing one too
    repeated = len(mainland) - 1 - len(ring)
    china = Neighbours(read_country(path, "CN"), ring)
    russia = Neighbours(read_country(path, "RU"), ring)
    matches = [(china.nearest(p), russia.nearest(p)) for p in ring]
    on_border = [c is not None or r is not None for c, r in matches]

    starts = [i for i in range(len(ring)) if on_border[i] and not on_border[i - 1]]
    if len(starts) != 1:
        fail(f"expected one run of shared vertices, found {len(starts)}")
    run = [(starts[0] + k) % len(ring) for k in range(sum(on_border))]
    if not all(on_border[i] for i in run):
        fail("the run of shared vertices has a hole")

    # The first coast vertices beyond a mouth may lie within the match distance too. They share their neighbour with a vertex
    # of the border that is nearer to it: a vertex is the end only if its neighbour's nearest vertex is itself.
    def is_mutual(i):
        neighbour = matches[i][0] or matches[i][1]
        return min(run, key=lambda k: apart(ring[k], neighbour)) == i

    coast = 0
    while not is_mutual(run[-1]):
        run.pop()
        coast += 1
    while not is_mutual(run[0]):
        run.pop(0)
        coast += 1

    chinese = [matches[i][0] is not None for i in run]
    russian = [matches[i][1] is not None for i in run]
    junction = chinese.count(True) - 1
    if not all(chinese[: junction + 1]) or any(chinese[junction + 1 :]) or russian[:junction] != [False] * junction:
        fail("China's and Russia's shares are not one after the other")
    if not russian[junction]:
        fail("no vertex is shared by all three countries")
    print(f"{len(run)} vertices; left out: {repeated} repeated in the ring, {coast} of the coast", file=sys.stderr)
    return [ring[i] for i in run], junction


def check(line):
    if not (line[0][0] < 125 and line[-1][0] > 130):
        fail("the line does not run from the Yalu to the Tumen")
    longest = max(apart(a, b) for a, b in zip(line, line[1:]))
    if longest > 0.05:
        fail(f"the line jumps by {longest:.3f} degrees")
    edges = list(zip(line, line[1:]))
    for i, (a, b) in enumerate(edges):
        for c, d in edges[i + 2 :]:
            if min(c[0], d[0]) <= max(a[0], b[0]) and min(a[0], b[0]) <= max(c[0], d[0]) and crosses(a, b, c, d):
                fail(f"the line crosses itself near {a}")


def main():
    path = sys.argv[1]
    line, junction = find_border(path)
    check(line)
    cuts = [min(range(junction), key=lambda i: apart(line[i], source)) for source in (YALU_SOURCE, TUMEN_SOURCE)]
    bounds = [0, *cuts, junction, len(line) - 1]
    if bounds != sorted(set(bounds)):
        fail(f"the cuts are out of order: {bounds}")

    header = subprocess.run(["ncdump", "-h", path], check=True, capture_output=True, text=True).stdout
    version = re.search(r':version = "([^"]*)"', header)[1]
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()

    def number(value):
        return f"{value:.6f}"

    out = ['{"type":"FeatureCollection"']
    out.append(f'"title":"Digital Chart of the World, from DCW-GMT {version}"')
    out.append(f'"source":"DCW-GMT {version} by the GMT team, as packaged by Debian in gmt-dcw"')
    out.append(f'"source_sha256":"{digest}"')
    out.append('"scale":"1:1,000,000"')
    out.append(
        '"licence":"LGPL-3.0-or-later. Copyright 2014, The GMT Team. This line is free: you can redistribute it and/or modify it '
        "under the terms of the GNU Lesser General Public License as published by the Free Software Foundation, either version 3 "
        "or (at your option) any later version. It comes without any warranty, without even the implied warranty of "
        'merchantability or fitness for a particular purpose."'
    )
    caveats = [
        "A small-scale line, hundreds of metres off the river in places: for measures along the border, not for deciding on which "
        "bank a thing stands.",
        "Shorter than published lengths, which come from larger scales: the finer the map, the longer a winding river.",
        "At Paektu it passes south of lake Chonji; the line of the treaty of 1962 crosses the lake.",
        "It starts where the data stop sharing a line, at 40.0 N in the mouth of the Yalu: the islands below are not in it.",
        "Where the Yalu, the land part and the Tumen are cut apart was chosen here, to within a few kilometres.",
        "No statement on where any state says its border is.",
    ]
    out.append('"caveats":[' + ",".join(f'"{c}"' for c in caveats) + "]")
    lons, lats = [p[0] for p in line], [p[1] for p in line]
    out.append('"bbox":[' + ",".join(map(number, (min(lons), min(lats), max(lons), max(lats)))) + "]")
    features = []
    for (segment, name, neighbour), a, b in zip(SEGMENTS, bounds, bounds[1:]):
        coordinates = ",".join(f"[{number(x)},{number(y)}]" for x, y in line[a : b + 1])
        print(f"{segment}: {b - a + 1} vertices", file=sys.stderr)
        features.append(
            f'{{"type":"Feature","id":"{segment}","properties":{{"segment":"{segment}","name":"{name}","neighbour":"{neighbour}"}},'
            f'"geometry":{{"type":"LineString","coordinates":[{coordinates}]}}}}'
        )
    sys.stdout.write(",\n".join(out) + ',\n"features":[\n' + ",\n".join(features) + "\n]}\n")


main()
