#!/usr/bin/env python3
"""Counts facilities of a study with geo-tool as a filter in Apache Spark, and adds the partial summaries up.

    density.py --records 10000000 --parts 64 --out out/spark [--check]

Without --input, records are made up: seeded points within 3 km of the border, every one marked synthetic.
"""
import argparse
import bisect
import json
import math
import pathlib
import random
import shlex
import subprocess
import sys
import time

from pyspark import SparkConf, SparkContext

KINDS = ["guard_post"] * 14 + ["watchtower"] * 4 + ["garrison", "camera"]
DATES = [(None, None), ("2021-06-01", None), ("2023-05-01", None), ("2024-06-01", "2022-10-01")]


def border(tool):
    """The border's vertices with their measures, as geo-tool has them."""
    text = subprocess.run([tool, "border", "stretch", "--format", "ndjson", "--quiet"], check=True, capture_output=True).stdout
    vertices = [tuple(p) for line in text.splitlines() for p in json.loads(line)["geometry"]["coordinates"]]
    ends, total = [], 0.0
    for (x0, y0), (x1, y1) in zip(vertices, vertices[1:]):
        total += math.hypot((x1 - x0) * math.cos(math.radians((y0 + y1) / 2)), y1 - y0)
        ends.append(total)
    return vertices, ends


def records(part, of, count, line, seed):
    """Records `part`, `part + of`, ... of `count`: the same on whatever machine they are made."""
    vertices, ends = line
    rng = random.Random(seed * 1_000_003 + part)
    for number in range(part, count, of):
        at = rng.random() * ends[-1]
        edge = bisect.bisect_left(ends, at)
        (x0, y0), (x1, y1) = vertices[edge], vertices[edge + 1]
        share = rng.random()
        away, angle = rng.random() * 3000, rng.random() * 2 * math.pi
        latitude = y0 + (y1 - y0) * share + away * math.sin(angle) / 111_200
        longitude = x0 + (x1 - x0) * share + away * math.cos(angle) / (111_200 * math.cos(math.radians(latitude)))
        kind = KINDS[number % len(KINDS)]
        since, absent = DATES[number % 7 % len(DATES)]
        dates = (f',"valid_from":"{since}"' if since else "") + (f',"absent_on":"{absent}"' if absent else "")
        yield (f'{{"type":"Feature","id":"r{number:08d}","properties":{{"kind":"{kind}"{dates},"synthetic":true}},'
               f'"geometry":{{"type":"Point","coordinates":[{longitude:.7f},{latitude:.7f}]}}}}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default="geo-tool", help="the geo-tool of every worker")
    parser.add_argument("--study", default="six-areas")
    parser.add_argument("--input", help="a file of GeoJSON lines in place of made-up records")
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--parts", type=int, default=64)
    parser.add_argument("--seed", type=int, default=20240307)
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--no-locate", action="store_true", help="count the records as they are, without geo-tool locate before")
    parser.add_argument("--save-located", action="store_true", help="keep the located records too")
    parser.add_argument("--check", action="store_true", help="compare with geo-tool density over all records in one run")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/spark"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tool, parts = shlex.quote(args.tool), args.parts

    spark = SparkContext(conf=SparkConf().setMaster(args.master).setAppName("geo-tool")
                         .set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false"))
    spark.setLogLevel("ERROR")
    if args.input:
        lines = spark.textFile(args.input, minPartitions=parts)
    else:
        line, count, seed = spark.broadcast(border(args.tool)), args.records, args.seed
        lines = spark.parallelize(range(parts), parts).flatMap(lambda part: records(part, parts, count, line.value, seed))

    # checkCode: without it, a filter that fails is a part without records. One process a core, one thread a process.
    started = time.monotonic()
    if not args.no_locate:
        locate = f"{tool} locate - --study {shlex.quote(args.study)} --format ndjson --quiet --jobs 1"
        # No byte at all is no GeoJSON: an empty part passes as it is.
        filled = 'IFS= read -r first || exit 0; { printf "%s\\n" "$first"; cat; } | ' + locate
        lines = lines.pipe(f"sh -c {shlex.quote(filled)}", checkCode=True)
    if args.save_located:
        lines.saveAsTextFile(str(args.out / "located"))
        lines = spark.textFile(str(args.out / "located"), minPartitions=parts)
    count_part = f"{tool} density {shlex.quote(args.study)} --facilities - --partial --quiet --jobs 1"
    partials = lines.pipe(count_part, checkCode=True).collect()
    seconds = time.monotonic() - started
    spark.stop()

    (args.out / "partials.ndjson").write_text("".join(p + "\n" for p in partials), encoding="utf-8")
    read = sum(kind["count"] for p in partials for kind in json.loads(p)["records"])
    print(f"{read} records in {len(partials)} partial summaries, {seconds:.1f} s", file=sys.stderr)
    merged = run([args.tool, "merge", str(args.out / "partials.ndjson"), "--format", "json"])
    (args.out / "density.json").write_bytes(merged)
    if args.check:
        check(args, merged)


def check(args, merged):
    """All records through one process: `density.json` must have its bytes."""
    started = time.monotonic()
    single = subprocess.Popen(
        [args.tool, "density", args.study, "--facilities", args.input or "-", "--format", "json", "--quiet"],
        stdin=subprocess.DEVNULL if args.input else subprocess.PIPE, stdout=subprocess.PIPE)
    if args.input:
        expected = single.stdout.read()
    else:
        with single.stdin as sink:
            line = border(args.tool)
            for part in range(args.parts):
                for record in records(part, args.parts, args.records, line, args.seed):
                    sink.write(record.encode() + b"\n")
        expected = single.stdout.read()
    if single.wait() != 0:
        sys.exit("the single run failed")
    print(f"single run: {time.monotonic() - started:.1f} s", file=sys.stderr)
    if expected != merged:
        sys.exit("the merged result is not that of the single run")
    print(f"the same {len(merged)} bytes as the single run", file=sys.stderr)


def run(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()
