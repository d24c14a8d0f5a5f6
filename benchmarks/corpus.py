"""Articles to measure with: the sample's reports, varied so that no two are the same text."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from store.readers.plain import read_plain
from store.records import Article
from store.sample import sample_paths


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """Yield articles of about 200 words: paragraphs of the English sample reports, drawn anew for each article."""
    chance = random.Random(seed)
    reports = [item for path in sample_paths() for item in read_plain(path.name, path.read_bytes())]
    english = [item for item in reports if isinstance(item, Article) and item.language == "en"]
    paragraphs = [part for item in english for part in item.text.split("\n\n")[1:-1]]
    for number in range(count):
        like = chance.choice(english)
        body = "\n\n".join(chance.sample(paragraphs, 4))
        yield Article(f"{like.title} ({number})\n\n{body}", f"{like.title} ({number})", like.outlet, like.date)


def write_csv(path: Path, count: int, seed: int = 1) -> None:
    """Write a table of articles."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["title", "text", "date", "outlet"])
        rows.writerows((a.title, a.text, a.date, a.outlet) for a in articles(count, seed))
