"""Measure reading: articles a second on one core, peak memory, and both beside a peer on the same texts.

    python -m benchmarks.reading [FOLDER_OR_CSV ...] [--peer PYTHON] [--rounds 3]

Texts are the program's sample reports; folders of .txt files and tables with a column of texts are added to them. They
are joined or cut at paragraphs to about 500 words. Three ways are measured, interleaved, by the processor time of their
processes: article by article, in chunks as ``import`` reads them, and the peer: spaCy's blank English pipeline with the
same sentence splitter. The peer runs in PYTHON (this interpreter by default) and is left out where spaCy is not
installed there; nothing else needs it.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WORDS: Final = 500
_COLUMNS: Final = ("text", "article_content", "content", "body")
_WAYS: Final = {"one": "article by article", "chunks": "in chunks, as import", "peer": "spaCy blank + splitter"}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("more", nargs="*", type=Path, help="folders of .txt files, tables of articles")
    parser.add_argument("--peer", default=sys.executable, metavar="PYTHON", help="an interpreter that has spaCy")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=400, help="articles at most (default 400)")
    parser.add_argument("--worker", choices=_WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        _work(given.worker)
        return
    texts = list(articles(given.more))[: given.limit]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles of {words / len(texts):.0f} words")
    workers = [w for w in (_start(way, given.peer if way == "peer" else sys.executable) for way in _WAYS) if w]
    for _ in range(given.rounds):
        for worker in workers:
            worker.read(texts)
    seconds = {worker.way: statistics.median(worker.seconds) for worker in workers}
    peer = seconds.get("peer")
    print(f"{'':26}{'articles/s':>12}{'words/s':>10}{'peak MB':>9}{'of the peer':>13}")
    for worker in workers:
        took = seconds[worker.way]
        ratio = f"{peer / took:13.2f}" if peer else f"{'-':>13}"
        speed = words / took
        print(f"{_WAYS[worker.way]:26}{speed / WORDS:12.1f}{speed:10,.0f}{worker.megabytes:9.0f}{ratio}")
    if peer is None:
        print("spaCy is not installed there: the peer was not measured")
    for worker in workers:
        worker.end()


def articles(more: list[Path]) -> Iterator[str]:
    """Yield texts of about 500 words, made of whole paragraphs where they are not longer."""
    paragraphs: list[str] = []
    count = 0
    for text in _texts(more):
        for paragraph in _paragraphs(text):
            paragraphs.append(paragraph)
            count += len(paragraph.split())
            if count >= WORDS:
                yield "\n\n".join(paragraphs)
                paragraphs, count = [], 0


def _texts(more: list[Path]) -> Iterator[str]:
    from store.readers.plain import read_plain
    from store.records import Article
    from store.sample import sample_paths

    for path in sample_paths():
        for item in read_plain(path.name, path.read_bytes()):
            if isinstance(item, Article) and item.language == "en":
                yield item.text
    for path in more:
        if path.is_dir():
            yield from (file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt")))
            continue
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                yield next((row[column] for column in _COLUMNS if row.get(column)), "")


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs, long ones cut between sentences."""
    for paragraph in re.split(r"\n\s*\n", text):
        words = paragraph.split(" ")
        while len(words) > WORDS // 2:
            cut = next((i + 1 for i in range(WORDS // 4, len(words)) if words[i].endswith(".")), len(words))
            yield " ".join(words[:cut])
            words = words[cut:]
        yield " ".join(words)


@dataclass(slots=True)
class _Worker:
    """A process that reads texts when told to, and says what that cost."""

    way: str
    process: subprocess.Popen[str]
    seconds: list[float]
    megabytes: float = 0.0

    def read(self, texts: list[str]) -> None:
        answer = self._ask(texts)
        self.seconds.append(answer["seconds"])
        self.megabytes = answer["megabytes"]

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def _ask(self, texts: list[str]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


def _start(way: str, python: str) -> _Worker | None:
    command = [python, "-m", "benchmarks.reading", "--worker", way]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return _Worker(way, process, []) if process.stdout.readline() == "ready\n" else None


def _work(way: str) -> None:
    """Read texts of standard input, a list in JSON a line, and answer each with its cost."""
    import resource
    from time import process_time

    try:
        read = {"one": _one_by_one, "chunks": _in_chunks, "peer": _peer}[way]()
    except ImportError:
        return
    print("ready", flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        started = process_time()
        read(texts)
        seconds = process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": seconds, "megabytes": peak / (1 if sys.platform == "darwin" else 1024) / 1.024}))
        sys.stdout.flush()


def _one_by_one() -> Any:
    from store.extraction import read
    from store.world import load_world

    world = load_world()
    read("Clashes broke out in Aleppo between Ahrar al-Sham and the Syrian army.", world=world)
    return lambda texts: [read(text, date="2016-10-12", language="en", world=world) for text in texts]


def _in_chunks() -> Any:
    from store.extracting import CHUNK
    from store.extraction import Text, read_many
    from store.world import load_world

    world = load_world()
    read_many([Text("Clashes broke out in Aleppo between Ahrar al-Sham and the army.", None, "en")], world=world)

    def read(texts: list[str]) -> None:
        for first in range(0, len(texts), CHUNK):
            read_many([Text(text, "2016-10-12", "en") for text in texts[first : first + CHUNK]], world=world)

    return read


def _peer() -> Any:
    import spacy  # type: ignore[import-not-found,unused-ignore]
    from spacy.language import Language  # type: ignore[import-not-found,unused-ignore]

    from store.extraction.text.sentences import split_sentences

    @Language.component("sentences")  # type: ignore[untyped-decorator,unused-ignore]
    def sentences(document: Any) -> Any:
        starts = {span.start for span in split_sentences(document.text)}
        for token in document:
            token.is_sent_start = token.i == 0 or token.idx in starts
        return document

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentences")
    return lambda texts: [sum(1 for _ in document.sents) for document in pipeline.pipe(texts)]


if __name__ == "__main__":
    main()
