"""Measure importing: articles a second with reading, and of a known file, beside ``sqlite-utils insert --csv``.

python -m benchmarks.importing [--articles 400]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.corpus import write_csv


def timed(*command: str) -> float:
    """Run a command and return its wall time in seconds."""
    started = perf_counter()
    subprocess.run([sys.executable, "-m", *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - started


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    count: int = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "articles.csv"
        write_csv(table, count)
        size = table.stat().st_size
        peer = timed("sqlite_utils", "insert", str(folder / "peer.db"), "articles", str(table), "--csv")
        timed("tui", "extract", str(table), "-o", str(folder / "warm"))  # caches of names and places are made once
        rows = [("sqlite-utils insert --csv", peer)]
        for jobs in ("1", "2"):
            store = str(folder / f"{jobs}.db")
            rows.append(
                (f"import, --jobs {jobs}", timed("tui", "--store", store, "import", "--jobs", jobs, str(table)))
            )
        rows.append(("import again", timed("tui", "--store", store, "import", str(table))))
        stored = (folder / "1.db").stat().st_size
    print(f"{count:,} articles, {size / count / 1000:.1f} kB each")
    print(f"{'':28}{'seconds':>9}{'articles/s':>12}{'ratio':>8}")
    for label, seconds in rows:
        print(f"{label:28}{seconds:9.2f}{count / seconds:12.1f}{seconds / peer:8.1f}")
    print(f"the store is {stored / size:.2f} times the size of the texts")


if __name__ == "__main__":
    main()
