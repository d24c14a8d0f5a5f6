"""The annotated reports: shipped sample reports, and reports of other conflicts that stand beside their annotation."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.readers.plain import read_plain
from store.records import Article
from store.sample import sample_paths

FOLDER = Path(__file__).parent
REPORTS = FOLDER / "reports"
# Kept out of the other measures: no floor is set on them, and whoever works on the reading does not open them.
FRESH = REPORTS / "unread2"

# The reading was mended by kinds of error seen in the other sample reports; these were never looked at.
_SAMPLES_LOOKED_AT = ("syria", "iraq", "libya", "congo")


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report with its annotation; ``looked_at`` tells whether its single errors were ever looked at."""

    stem: str
    text: str
    date: str | None
    record: dict[str, Any]
    looked_at: bool
    sample: bool


def annotated_reports() -> list[Annotated]:
    """All annotated reports, the shipped samples first."""
    return [*_samples(), *_others()]


def fresh_reports() -> list[Annotated]:
    """The reports of ``unread2``, for an honest figure now and then; print sums of them, never their single errors."""
    return [_beside_text(gold, looked_at=False) for gold in sorted(FRESH.glob("*.json"))]


def _samples() -> list[Annotated]:
    found = []
    for path in sample_paths():
        gold = FOLDER / f"{path.stem}.json"
        if gold.exists():
            (article,) = read_plain(path.name, path.read_bytes())
            assert isinstance(article, Article)
            seen = path.stem.split("-")[0] in _SAMPLES_LOOKED_AT
            found.append(Annotated(path.stem, article.text, article.date, _record(gold), seen, sample=True))
    return found


def _others() -> list[Annotated]:
    return [
        _beside_text(gold, looked_at=gold.parent.name != "unread")
        for gold in sorted(REPORTS.rglob("*.json"))
        if gold.parent != FRESH
    ]


def _beside_text(gold: Path, *, looked_at: bool) -> Annotated:
    month = re.search(r"\d{4}-\d{2}", gold.stem)
    text = gold.with_suffix(".txt").read_text(encoding="utf-8")
    return Annotated(gold.stem, text, month[0] if month else None, _record(gold), looked_at, sample=False)


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
