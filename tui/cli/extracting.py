"""Extract: read articles without a store, and print what was found as records."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from store.records import Reading
from tui.cli.commands import command
from tui.cli.importing import AllowPrivateOption
from tui.cli.interrupts import cores
from tui.cli.options import JobsOption, JsonOption, ModelOption, check_model
from tui.cli.output import line, narrate, on_terminal, to_json
from tui.safe_text import safe_text
from tui.wording import VERBS, count

if TYPE_CHECKING:
    from store.extracting import Outcome
    from store.records import Article


_EXTRACTORS: Final = {"surface": "the surface patterns", "path": "the dependency paths"}


@command(
    "extract",
    {
        "extract report.txt": "who does what to whom in one article",
        "extract reports/*.txt --json": "a record per article, one to a line",
        "extract reports/*.txt -o OUT": "a file OUT/NAME.json per article",
        "extract report.txt --explain": "the sentence behind every claim, and why it was read so",
    },
)
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, web addresses, or - for standard input."),
    ],
    as_json: JsonOption = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            help="Write DIR/<file name without ending>.json instead.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Per claim: the sentence, subject, object, and why it was read so.")
    ] = False,
    jobs: JobsOption = None,
    model: ModelOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read articles without storing them and print what they name and claim, one record per article.

    On a terminal the record is text; with --json, or into a pipe, it is JSON, one record to a line. Offsets count code
    points of the article's text; evidence and mentions are exactly the text at their offsets.
    """
    check_model(model)
    folder = _Folder(output) if output is not None else None
    plain = on_terminal() and not as_json
    done = failed = 0
    for article, name, reading in _readings(_found(paths, allow_private), jobs or cores(), model):
        if article is None or not isinstance(reading, Reading):
            failed += 1
            narrate(f"skipped {name}: {reading}")
            continue
        done += 1
        if folder is not None:
            written = folder.write(name, _record(article, reading, name))
            if explain:
                line(safe_text(str(written)))
        if explain:
            _explain(article, reading, name)
        elif folder is None and plain:
            _describe(article, reading, name)
        elif folder is None:
            line(to_json(_record(article, reading, name)))
    if folder is not None:
        narrate(f"{count(done, 'record')} written to {output}")
    if not done:
        if not failed:
            narrate("there is nothing to read here")
        raise typer.Exit(1)


class _Found(NamedTuple):
    """An article with the name of its record, or where something is that is none, with the reason."""

    article: Article | None
    name: str
    reason: str = ""


def _readings(
    articles: Iterator[_Found], jobs: int, model: str | None
) -> Iterator[tuple[Article | None, str, Outcome]]:
    """Yield articles with the names of their records and their readings, or with the reason why there is none."""
    from store.extracting import read_in_order
    from store.extraction import Text
    from store.world import load_world

    def text_of(found: _Found) -> Text | None:
        article = found.article
        return None if article is None else Text(article.text, article.date, article.language)

    for found, outcome in read_in_order(articles, text_of, jobs, load_world(), Event(), model):
        if isinstance(outcome, str) and found.article is not None:
            yield None, found.article.path, outcome
        else:
            yield found.article, found.name, outcome or found.reason


def _found(paths: list[str], allow_private: bool) -> Iterator[_Found]:
    from store.event_mentions import EventMention
    from store.fetching import Fetcher
    from store.readers import Skipped, find_sources, read_source
    from store.readers.decoding import clean
    from store.records import CodedRecord

    sources, missing = find_sources(paths)
    for skip in missing:
        yield _Found(None, skip.path, skip.reason)
    fetcher = Fetcher(allow_private=allow_private)
    for source in sources:
        for item, _done in read_source(source, fetcher):
            if isinstance(item, Skipped):
                where = f"{item.path}, row {item.position}" if item.position is not None else item.path
                yield _Found(None, where, item.reason)
            elif isinstance(item, CodedRecord):
                row = item.article
                where = f"{row.path}, row {row.position}" if row.position is not None else row.path
                yield _Found(None, where, f"is coded data ({item.dataset}), which is imported but not read")
            elif isinstance(item, EventMention):
                where = f"{item.path}, row {item.position}" if item.position is not None else item.path
                yield _Found(None, where, f"is coded data ({item.dataset}), which is imported but not read")
            else:
                # What lies in an archive, or at an address, is named by its own place there.
                own = source.path if source.path is not None and item.path == source.name else PurePosixPath(item.path)
                stem = clean(own.stem).strip("-") or "standard-input"
                yield _Found(item, stem if item.position is None else f"{stem}-{item.position}")


def _record(article: Article, reading: Reading, name: str) -> dict[str, Any]:
    from store.extraction.records_json import as_record

    return as_record(reading, article.text, id=name, path=article.path)


class _Folder:
    """Where records are written, each whole or not at all, none over another of the same run."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._taken: set[str] = set()

    def write(self, name: str, record: dict[str, Any]) -> Path:
        target = self._path / f"{self._free(name)}.json"
        handle, temporary = tempfile.mkstemp(dir=self._path, prefix=".", suffix=".json")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(record, file, ensure_ascii=False, indent=1)
                file.write("\n")
            # mkstemp keeps files to their owner; records are as open as the user's other files.
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
            Path(temporary).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        return target

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        if free != name:
            narrate(f"two articles are called {name}; the second is written as {free}.json")
        self._taken.add(free)
        return free


def _describe(article: Article, reading: Reading, name: str) -> None:
    names = {entity.key: entity.name for entity in reading.entities}
    line(f"{safe_text(name)}: {safe_text(article.title, 300)}")
    by_kind: dict[str, list[str]] = {}
    for entity in reading.entities:
        by_kind.setdefault(entity.kind.value.replace("_", " "), []).append(entity.name)
    for kind, found in by_kind.items():
        line(f"  {kind}: {safe_text('; '.join(found))}")
    for claim in reading.claims:
        said = f", says {claim.said_by}" if claim.said_by else ""
        sentence = f"{names[claim.subject]} {VERBS[claim.relation]} {names[claim.object]}"
        line(safe_text(f"  - {sentence} ({claim.status}, {claim.confidence} confidence{said})"))
        line(f"      {safe_text(article.text[claim.evidence.start : claim.evidence.end], 2000)}")
    line()


def _explain(article: Article, reading: Reading, name: str) -> None:
    entities = {entity.key: entity for entity in reading.entities}
    line(f"{safe_text(name)}: {safe_text(article.title, 300)}")
    line(f"  {count(len(reading.entities), 'entity', 'entities')}, {count(len(reading.claims), 'claim')}")
    for number, claim in enumerate(reading.claims, start=1):
        line()
        line(f"  {number}. {safe_text(article.text[claim.evidence.start : claim.evidence.end], 2000)}")
        *reasons, weighed = claim.reasons or ("",)
        for role, key in (("subject", claim.subject), ("object", claim.object)):
            entity = entities[key]
            known = f", listed as {entity.listed}" if entity.listed else ""
            told = f"{role} {entity.name}"
            why = next((reason for reason in reasons if reason == told or reason.startswith(f"{told} (")), told)
            reasons = [reason for reason in reasons if reason != why]
            named = why.removeprefix(told).strip().removeprefix("(").removesuffix(")")
            kind = entity.kind.value.replace("_", " ")
            line(safe_text(f"     {role}:  {entity.name} ({kind}{known})" + (f"; {named}" if named else "")))
        trigger = f" (“{article.text[claim.trigger.start : claim.trigger.end]}”)" if claim.trigger else ""
        line(safe_text(f"     relation: {claim.relation.value}{trigger}, {claim.relation.stance}"))
        said = f", said by {claim.said_by}" if claim.said_by else ""
        line(safe_text(f"     status:   {claim.status}{said}" + (f", dated {claim.date}" if claim.date else "")))
        for reason in reasons:
            line(safe_text(f"     because:  {reason}"))
        found_by = " and ".join(_EXTRACTORS.get(name, name) for name in claim.extractor.split("+"))
        line(safe_text(f"     found by: {found_by}"))
        line(safe_text(f"     confidence: {claim.confidence}: {weighed}"))
    line()
