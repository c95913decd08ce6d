#!/usr/bin/env python3
"""Looks at every file below a folder as its readers would, and prints what is wrong with it.

XML parses (also inside of .kmz and .qgz), JSON parses, texts hold no control character and no mark that turns writing round where a terminal shows them,
an SQLite file is sound and holds no table but those of a GeoPackage. `--browser`: no page and no drawing runs a script that sets `data-pwn`.
"""
import glob
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import xml.dom.minidom
import zipfile

MARKED = re.compile(r"<(?:html|svg)[^>]*\sdata-pwn=")
# CSV keeps marks of direction: they are letters of a text there, and it has to read back the same.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# JSON escapes those below U+0020; the others are letters of a text in it, which has to read back the same.
CONTROL_JSON = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
wrong = []


def xml_of(name, data):
    try:
        document = xml.dom.minidom.parseString(data)
    except Exception as error:  # whatever the parser says
        return wrong.append(f"{name}: no XML: {error}")
    scripts = [e for e in document.getElementsByTagName("*") if e.localName == "script" or any(a.startswith("on") for a in e.attributes.keys())]
    if scripts:
        wrong.append(f"{name}: {scripts[0].tagName} would run")


def look(name, data):
    ending = name.rsplit(".", 1)[-1]
    if ending in ("kmz", "qgz"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                if member.startswith("/") or ".." in member.split("/"):
                    wrong.append(f"{name}: leads out of its folder: {member!r}")
                look(f"{name}:{member}", archive.read(member))
        return
    if ending in ("svg", "kml", "qml", "qgs"):
        xml_of(name, data)
    if ending in ("json", "geojson"):
        try:
            json.loads(data)
        except Exception as error:
            wrong.append(f"{name}: no JSON: {error}")
    if ending in ("ndjson", "geojsonl"):
        for line in data.split(b"\n"):
            if line:
                json.loads(line)
    if ending in ("svg", "kml", "qml", "qgs", "json", "geojson", "geojsonl", "csv", "md", "html", "txt"):
        text = data.decode("utf-8")
        found = (CONTROL_JSON if "json" in ending else CONTROL).search(text)
        if found:
            wrong.append(f"{name}: control character U+{ord(found.group()):04X} at {found.start()}: {text[max(0, found.start() - 40):found.start() + 20]!r}")


def tables(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            wrong.append(f"{path}: damaged")
        named = {row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")}
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            if table not in named and not table.startswith(("gpkg_", "rtree_", "sqlite_")):
                wrong.append(f"{path}: a table that is none of its own: {table!r}")


def main():
    folder = sys.argv[1]
    for path in sorted(glob.glob(folder + "/**/*", recursive=True)):
        if not os.path.isfile(path):
            continue
        name = os.path.relpath(path, folder)
        if len(os.path.basename(path).encode()) > 130 or name != name.strip():
            wrong.append(f"{name!r}: no name for a file")
        if path.endswith(".gpkg"):
            tables(path)
            continue
        with open(path, "rb") as file:
            look(name, file.read())
    if "--browser" in sys.argv:
        browser = shutil.which("chromium") or shutil.which("google-chrome")
        for path in glob.glob(folder + "/**/*.html", recursive=True) + glob.glob(folder + "/**/map-*.svg", recursive=True):
            run = subprocess.run(
                [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom", "file://" + path],
                capture_output=True, timeout=120, check=False)
            if MARKED.search(run.stdout.decode("utf-8", "replace")):
                wrong.append(f"{os.path.relpath(path, folder)}: a script ran")
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


main()
