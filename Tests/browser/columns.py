#!/usr/bin/env python3
"""Unpacks the facilities of a page as its script should, with Python's own base64 and zlib, and prints one line for each:

    columns.py REPORT.html      id, key of the kind's word, x, y, measure (empty where there is none), its epochs

Written from the description of the format alone, so that packing, script and this are three opinions.
"""
import base64
import csv
import json
import math
import re
import sys
import zlib


def parts(text):
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])
    packed = re.search(r'<script type="text/plain" id="columns">(.*?)</script>', text, re.S)[1].strip()
    return data, zlib.decompress(base64.b64decode(packed, validate=True), -15)


def sums(values):
    total, result = 0, []
    for value in values:
        total += value
        result.append(total)
    return result


def column(data, raw, name):
    offset, count, planes, differences = data["columns"][name]
    if not planes:
        return raw[offset:offset + count].decode().split("\n")[:-1]
    values = []
    for i in range(count):
        fold = sum(raw[offset + p * count + i] << (8 * p) for p in range(planes))
        values.append(-(fold + 1) // 2 if fold % 2 else fold // 2)
    return sums(values) if differences else values


def foot(border, measure):
    """Where a measure is, and the unit normal there, on the first part that reaches it."""
    for part in border:
        m, x, y = part["m"], part["x"], part["y"]
        if len(m) < 2 or not m[0] <= measure <= m[-1]:
            continue
        low = max((i for i in range(len(m) - 1) if m[i] <= measure), default=0)
        span, ux, uy = m[low + 1] - m[low], x[low + 1] - x[low], y[low + 1] - y[low]
        t, length = (measure - m[low]) / span if span else 0.0, math.sqrt(ux * ux + uy * uy)
        return x[low] + t * ux, y[low] + t * uy, -uy / length if length else 0.0, ux / length if length else 0.0
    return None


def rows(text):
    data, raw = parts(text)
    border = [{k: sums(p[k]) for k in "xym"} for p in data["border"]]
    names = {n: column(data, raw, n) for n in ("m", "offset", "dx", "dy", "class")}
    posts = data["posts"]
    if posts["stems"] is None:
        ids = column(data, raw, "ids")
    else:
        ids = []
        for stem, number in zip(column(data, raw, "stem"), column(data, raw, "number")):
            digits, first = posts["stems"][stem].split(" ", 1)
            ids.append(first + (str(number).zfill(int(digits)) if int(digits) else ""))
    for i, name in enumerate(ids):
        kind, number = posts["classes"][names["class"][i]][:2]
        m, x, y = names["m"][i], names["dx"][i], names["dy"][i]
        at = foot(border, m) if m >= 0 else None
        if at:
            x += math.floor(at[0] + names["offset"][i] * at[2] + .5)
            y += math.floor(at[1] + names["offset"][i] * at[3] + .5)
        runs = data["sets"][number]
        epochs = [e for a, b in zip(runs[::2], runs[1::2]) for e in range(a, b)]
        yield name, data["kinds"][kind], x, y, m if m >= 0 else "", " ".join(map(str, epochs))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as page:
        csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None).writerows(rows(page.read()))
