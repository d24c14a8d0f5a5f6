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
FRESH = REPORTS / "fresh"


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report with its annotation; ``sample`` tells whether it is shipped as a sample."""

    stem: str
    text: str
    date: str | None
    record: dict[str, Any]
    sample: bool


def annotated_reports() -> list[Annotated]:
    """All annotated reports, the shipped samples first."""
    return [*_samples(), *_others()]


def fresh_reports() -> list[Annotated]:
    """The reports of ``fresh``, for an honest figure now and then; print sums of them, never their single errors."""
    return [_beside_text(gold) for gold in sorted(FRESH.glob("*.json"))]


def _samples() -> list[Annotated]:
    found = []
    for path in sample_paths():
        gold = FOLDER / f"{path.stem}.json"
        if gold.exists():
            (article,) = read_plain(path.name, path.read_bytes())
            assert isinstance(article, Article)
            found.append(Annotated(path.stem, article.text, article.date, _record(gold), sample=True))
    return found


def _others() -> list[Annotated]:
    return [_beside_text(gold) for gold in sorted(REPORTS.glob("*.json"))]


def _beside_text(gold: Path) -> Annotated:
    month = re.search(r"\d{4}-\d{2}", gold.stem)
    text = gold.with_suffix(".txt").read_text(encoding="utf-8")
    return Annotated(gold.stem, text, month[0] if month else None, _record(gold), sample=False)


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
