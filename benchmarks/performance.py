"""Measure everything that a user waits for, at several sizes, and write docs/performance.md.

    python -m benchmarks performance [--sizes 1000,10000,100000,1000000] [--only launch,keys,...] [--again]

Each row of the table is kept as soon as it is measured, so that a run that is stopped goes on where it was; ``--again``
measures anew. Stores are made once and kept (see :mod:`benchmarks.synthetic`). Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Final

from benchmarks.measures import MEASURES, Cells, chosen
from benchmarks.synthetic.stores import folder

_PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_BEGIN: Final = "<!-- measured: written by python -m benchmarks performance -->"
_END: Final = "<!-- end of what is measured -->"
Kept = dict[str, dict[str, dict[str, Cells]]]
"""Measure -> number of articles -> row -> cells."""


def main() -> None:
    """Measure what is not measured yet and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--only", default="", help=f"some of {', '.join(MEASURES)}")
    parser.add_argument("--again", action="store_true", help="measure again what was measured before")
    parser.add_argument("--row", nargs=2, metavar=("MEASURE", "ARTICLES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.row:
        print(json.dumps(MEASURES[given.row[0]](int(given.row[1]))))
        return
    kept = _kept()
    names = [name.strip() for name in given.only.split(",") if name.strip()]
    for size in (int(part) for part in given.sizes.split(",")):
        for name in chosen(names):
            if str(size) in kept.get(name, {}) and not given.again:
                continue
            print(f"{name}, {size:,} articles ...", file=sys.stderr, flush=True)
            # A process of its own, so that one measure's memory and caches are not another's.
            command = [sys.executable, "-m", "benchmarks.performance", "--row", name, str(size)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                print(f"{name}, {size:,} articles: failed", file=sys.stderr, flush=True)
                continue
            kept.setdefault(name, {})[str(size)] = json.loads(done.stdout.strip().splitlines()[-1])
            _keep(kept)
            _write(kept)
    _write(kept)


def _file() -> Path:
    return folder() / "performance.json"


def _kept() -> Kept:
    try:
        found: Kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _keep(kept: Kept) -> None:
    part = _file().with_suffix(".part")
    part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    part.replace(_file())


def _write(kept: Kept) -> None:
    page = _PAGE.read_text(encoding="utf-8") if _PAGE.exists() else f"# Performance\n\n{_BEGIN}\n{_END}\n"
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    _PAGE.write_text(f"{before}{_BEGIN}\n\n{table(kept)}\n{_END}{after}", encoding="utf-8")


def table(kept: Kept) -> str:
    """Return what was measured as tables in Markdown, one for each measure."""
    machine = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"
    lines = [f"Measured with {machine}.", ""]
    for measure in MEASURES:
        if measure not in kept:
            continue
        lines += [f"### {measure.capitalize()}", "", "| question | articles | ours | median | peer | ratio | |"]
        lines.append("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
        sizes = sorted(kept[measure], key=int)
        for row in dict.fromkeys(row for size in sizes for row in kept[measure][size]):
            for size in sizes:
                cells = kept[measure][size].get(row)
                if cells is not None:
                    shown = [cells.get(column, "") for column in ("ours", "median", "peer", "ratio", "note")]
                    lines.append(f"| {row} | {int(size):,} | " + " | ".join(shown) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
