"""Measure what finding stories costs and finds: beside reading, in the writer, in the store, and copies by resemblance.

    python -m benchmarks.stories [--articles 5000] [--read 200]

Times are CPU time of this process on the synthetic corpus, 5 per cent of which are copies.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import process_time

from benchmarks.synthetic.corpus import Read, read_articles
from store.extracting import read_texts
from store.extraction import Text
from store.near_duplicates import THRESHOLD, resemblance, story_keys, words_of
from store.world import load_world
from store.writing import Writer

_BATCH = 250


def cpu(work: Callable[[], object]) -> float:
    """Run it and return the seconds of CPU time that it took."""
    started = process_time()
    work()
    return process_time() - started


def write(path: Path, articles: Sequence[Read]) -> None:
    """Write articles with their readings into a new store."""
    with Writer(path, load_world()) as writer:
        import_id = writer.start_import(["benchmark"])
        for first in range(0, len(articles), _BATCH):
            with writer.batch():
                for each in articles[first : first + _BATCH]:
                    writer.add(each.article, each.reading, import_id, "1")


def edited(text: str, chance: random.Random) -> str:
    """Return a copy of a text as an editor makes it: cut at the end, some sentences reworded, lines added."""
    sentences = text.replace("\n\n", " ").split(". ")
    kept = sentences[: max(3, int(len(sentences) * chance.uniform(0.3, 1)))]
    reworded = chance.uniform(0, 0.5)
    for number, sentence in enumerate(kept):
        if chance.random() < reworded:
            words = sentence.split()
            chance.shuffle(words)
            kept[number] = " ".join(words)
    return f"By a desk of ours, {chance.randrange(10**6)}.\n" + ". ".join(kept)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--read", type=int, default=200)
    given = parser.parse_args()
    bare = list(read_articles(given.articles))
    texts = [each.article.text for each in bare]
    world = load_world()
    read_texts([Text(text, None, "en") for text in texts[:16]], world)
    keys = cpu(lambda: [story_keys(text) for text in texts]) / len(texts)
    some = [Text(text, None, "en") for text in texts[: given.read]]
    reading = cpu(lambda: [read_texts(some[first : first + 16], world) for first in range(0, len(some), 16)])
    reading = reading / len(some) - keys
    keyed = [replace(each, reading=replace(each.reading, story_keys=story_keys(each.article.text))) for each in bare]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written: dict[str, list[float]] = defaultdict(list)
        for turn in range(3):
            written["without"].append(cpu(lambda turn=turn: write(folder / f"{turn}-without.db", bare)))  # type: ignore[misc]
            written["with"].append(cpu(lambda turn=turn: write(folder / f"{turn}-with.db", keyed)))  # type: ignore[misc]
        without, with_stories = (sorted(written[way])[1] / len(bare) for way in ("without", "with"))
        with closing(sqlite3.connect(folder / "0-with.db")) as store:
            size = store.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'story_%'").fetchone()[0]
            stories, copies = store.execute(
                "SELECT count(DISTINCT story_id), count(*) - count(DISTINCT story_id) FROM story_articles"
            ).fetchone()
    print(f"{len(bare):,} articles of {sum(map(len, texts)) / len(texts):,.0f} characters")
    print(f"{'reading':34}{reading * 1e6:9,.0f} us an article")
    print(f"{'keys beside it':34}{keys * 1e6:9,.0f} us, {100 * keys / reading:.1f} %")
    print(f"{'writing without stories':34}{without * 1e6:9,.0f} us")
    print(f"{'writing with stories':34}{with_stories * 1e6:9,.0f} us, {100 * (with_stories / without - 1):+.0f} %")
    whole = (keys + with_stories - without) / (reading + without)
    print(f"{'all of it, of an import':34}{100 * whole:9.1f} %")
    print(f"{'storage':34}{size / len(bare):9.0f} bytes an article; {stories:,} stories with {copies:,} copies")
    found: dict[int, list[bool]] = defaultdict(list)
    chance = random.Random(1)
    for text in texts[:2000]:
        copy = edited(text, chance)
        alike = resemblance(words_of(text), words_of(copy))
        if alike >= THRESHOLD:
            found[int(alike * 10)].append(bool(set(story_keys(text)) & set(story_keys(copy))))
    for tenth, hits in sorted(found.items()):
        share = 100 * sum(hits) / len(hits)
        print(f"found of copies that resemble by {tenth / 10:.1f} or more: {share:5.1f} % of {len(hits)}")


if __name__ == "__main__":
    main()
