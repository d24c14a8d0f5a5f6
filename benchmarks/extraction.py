"""Measure reading: figures of a gold folder per kind of source, and articles a second.

    python -m benchmarks.extraction GOLD_FOLDER PREDICTIONS_FOLDER [--errors] [--source NAME]

GOLD_FOLDER holds NAME.txt and NAME.json as docs/extraction.md describes, and a scorer, ``score.py``, in it or in the
folder above. A source is what stands before the dash of a file name.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from store.extraction import read
from store.extraction.records_json import as_record
from store.records import Confidence
from store.world import World, load_world

if TYPE_CHECKING:
    from tests.gold.corpus import Annotated

ROWS = ("entity all", "entity actor", "relation all", "stance", "status (of hits)")


def main() -> None:
    """Read every text, write its record, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--source", help="only files of this source")
    parser.add_argument("--high", action="store_true", help="count claims of high confidence only")
    parser.add_argument("--names", type=Path, action="append", default=[], help="a further list of names")
    given = parser.parse_args()
    given.predictions.mkdir(parents=True, exist_ok=True)
    texts = sorted(path for path in given.gold.glob("*.txt") if not given.source or path.stem.startswith(given.source))
    world = load_world(given.names)
    read("Clashes broke out in Aleppo between Ahrar al-Sham and the Syrian army.")
    started, words = time.process_time(), 0
    for path in texts:
        text = path.read_text(encoding="utf-8")
        words += len(text.split())
        record = as_record(read(text, world=world), text, id=path.stem)
        if given.high:
            record["relations"] = [r for r in record["relations"] if r["confidence"] == "high"]
        target = given.predictions / f"{path.stem}.json"
        target.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    seconds = time.process_time() - started
    scorer = next(p for p in (given.gold / "score.py", given.gold.parent / "score.py") if p.exists())
    sources: dict[str, list[Path]] = defaultdict(list)
    for path in texts:
        sources[path.stem.split("-")[0]].append(path)
    print(f"{'':10}" + "".join(f"{row:>26}" for row in ROWS))
    for source, paths in [*sources.items(), ("all", texts)]:
        figures = _score(scorer, paths, given.predictions)
        print(f"{source:10}" + "".join(f"{_cell(figures.get(row)):>26}" for row in ROWS))
    print(f"{words / seconds / 500:.0f} articles of 500 words a second")
    from tests.gold.corpus import annotated_reports, fresh_reports

    own = annotated_reports()
    for group, reports in (
        ("shipped samples", [report for report in own if report.sample]),
        ("other reports", [report for report in own if not report.sample]),
        ("fresh reports, whose errors nobody looked at", fresh_reports()),
    ):
        print(f"own: {group}: {own_figures(world, reports, high=given.high)}")
    print("what goes wrong there, by kind of error: docs/extraction-errors.md")
    if given.errors:
        sys.stdout.flush()
        with tempfile.TemporaryDirectory() as folder:
            _copy(texts, Path(folder))
            subprocess.run([sys.executable, str(scorer), folder, str(given.predictions), "--errors"], check=True)


def own_figures(world: World, reports: list[Annotated], *, high: bool = False) -> str:
    """Score hand-annotated reports of this project."""
    from tests.gold.scoring import record_of, score

    pairs = []
    for report in reports:
        reading = read(report.text, date=report.date, language="en", world=world)
        if high:
            kept = tuple(claim for claim in reading.claims if claim.confidence is Confidence.HIGH)
            reading = replace(reading, claims=kept)
        pairs.append((report.record, record_of(reading, report.text)))
    return score(pairs).summary()


def _copy(paths: list[Path], folder: Path) -> None:
    for path in paths:
        shutil.copy(path.with_suffix(".json"), folder)


def _score(scorer: Path, paths: list[Path], predictions: Path) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        _copy(paths, Path(folder))
        run = [sys.executable, str(scorer), folder, str(predictions), "--json"]
        figures: dict[str, dict[str, float]] = json.loads(subprocess.run(run, capture_output=True, check=True).stdout)
    return figures


def _cell(row: dict[str, float] | None) -> str:
    if row is None:
        return "-"
    return f"{row['precision']:.2f}/{row['recall']:.2f}/{row['f1']:.3f} ({row['gold']:.0f})"


if __name__ == "__main__":
    main()
